import { strToU8, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readRows } from '../../src/imports/read-rows.ts';
import { Unreadable } from '../../src/imports/table.ts';

async function* from(bytes: Uint8Array, step = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += Math.max(1, step)) yield bytes.slice(at, at + step);
}

async function rowsOf(source: AsyncIterable<Uint8Array>, kind = ''): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of readRows(source, kind)) rows.push(row);
  return rows;
}

const text = (content: string, kind = '') => rowsOf(from(strToU8(content)), kind);
const zipped = (files: Record<string, string>, kind = '') =>
  rowsOf(
    from(zipSync(Object.fromEntries(Object.entries(files).map(([name, body]) => [name, strToU8(body)])))),
    kind,
  );
/** What is refused, in its words. */
const refused = async (rows: Promise<string[][]>): Promise<string> => {
  const error = await rows.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Unreadable);
  return (error as Unreadable).message;
};

const LINES = 'Tag,Note\nA-1,Café\nA-2,"two\nlines"\n\nA-3,x\n';
const ROWS = [['Tag', 'Note'], ['A-1', 'Café'], ['A-2', 'two\nlines'], [], ['A-3', 'x'], []];

describe('encodings and line ends', () => {
  const utf16 = (content: string, big: boolean, mark: boolean) => {
    const view = new DataView(new ArrayBuffer(content.length * 2));
    [...content].forEach((char, i) => {
      view.setUint16(i * 2, char.charCodeAt(0), !big);
    });
    const bom = big ? [0xfe, 0xff] : [0xff, 0xfe];
    return Uint8Array.from([...(mark ? bom : []), ...new Uint8Array(view.buffer)]);
  };
  const windows = Uint8Array.from([...LINES].map((char) => (char === 'é' ? 0xe9 : char.charCodeAt(0))));
  const files: [string, Uint8Array][] = [
    ['UTF-8', strToU8(LINES)],
    ['UTF-8 with its mark', strToU8(`\uFEFF${LINES}`)],
    ['UTF-16, little end first', utf16(LINES, false, true)],
    ['UTF-16, big end first', utf16(LINES, true, true)],
    ['UTF-16 without a mark', utf16(LINES, false, false)],
    ['Windows-1252', windows],
  ];
  test.each(files)('%s, in whatever pieces it comes', async (_, bytes) => {
    for (const step of [bytes.length, 7, 1])
      expect((await rowsOf(from(bytes, step))).filter((row) => row.length > 0)).toEqual(
        ROWS.filter((row) => row.length > 0),
      );
  });

  test.each(['\n', '\r\n', '\r'])('lines that end in %j; an empty one counts', async (end) => {
    const rows = await text(['Tag,Note', 'A-1,"12"" LCD"', '', 'A-3,11.6" LCD', ''].join(end));
    expect(rows).toEqual([['Tag', 'Note'], ['A-1', '12" LCD'], [], ['A-3', '11.6" LCD']]);
  });

  test('one line of another age does not spoil the rest', async () => {
    const mixed = [...strToU8('a,b\né,1\n'), 0xe9, ...strToU8(',2\né,3\n')];
    expect(await rowsOf(from(Uint8Array.from(mixed)))).toEqual([
      ['a', 'b'],
      ['é', '1'],
      ['é', '2'],
      ['é', '3'],
    ]);
  });
});

describe('workbooks', () => {
  test('texts, numbers as they are seen, days with their time, gaps, formulas as what they came to', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Devices',
          rows: [
            ['Tag', 'Price', 'From', null, 'In use'],
            ['<b>A&1</b>', 0.1 + 0.2, new Date('2027-03-01T00:00:00Z'), null, 12],
            ['B-2', 41.5, new Date('2027-03-01T09:08:00Z'), null, true],
          ],
        },
      ],
    });
    expect(await rowsOf(from(bytes, 100))).toEqual([
      ['Tag', 'Price', 'From', '', 'In use'],
      ['<b>A&1</b>', '0.3', '2027-03-01', '', '12'],
      ['B-2', '41.5', '2027-03-01 09:08', '', 'true'],
    ]);
  });

  const book = (sheet: string, more: Record<string, string> = {}, start = '') =>
    zipped({
      '[Content_Types].xml': '<Types/>',
      'xl/workbook.xml': `${start}<workbook><sheets><sheet name="Hidden" state="hidden" r:id="rId2"/><sheet name="S" r:id='rId1'/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="x.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': sheet,
      ...more,
    });

  test('as other programs write them: prefixes, CDATA, rich text, how it is said, formulas', async () => {
    const rows = await book(
      `<?xml version="1.0"?><x:worksheet><!-- a > comment --><x:sheetData><x:row r="1"><x:c t="s" r="A1"><x:v>0</x:v></x:c>
       <x:c r="C1" t="inlineStr"><x:is><x:r><x:t>in</x:t></x:r><x:r><x:t>line</x:t></x:r></x:is></x:c></x:row>
       <x:row r="3"><x:c r="A3" t="str"><x:f>HYPERLINK("x>y")</x:f><x:v><![CDATA[5CD<1]]></x:v></x:c><x:c r="B3"><x:v>637702123456789</x:v></x:c></x:row>
       </x:sheetData></x:worksheet>`,
      {
        'xl/sharedStrings.xml': '<sst><si><t>T&amp;g&#65;</t><rPh sb="0" eb="1"><t>said</t></rPh></si></sst>',
      },
    );
    expect(rows).toEqual([['T&gA', '', 'inline'], [], ['5CD<1', '637702123456789']]);
  });

  test('entities of its own, rows and columns without end, lies about sizes: refused', async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>';
    expect(await refused(book('<worksheet/>', {}, bomb))).toContain('entities');
    expect(await refused(book('<worksheet><row r="9999999"><c><v>1</v></c></row></worksheet>'))).toContain(
      'rows',
    );
    const wide = `<row r="1">${'<c><v>1</v></c>'.repeat(10_000)}</row>`;
    expect(await refused(book(`<worksheet>${wide}</worksheet>`))).toContain('columns');
    expect(await refused(book(`<worksheet><c ${'a'.repeat(300_000)}`))).toContain('damaged');
    expect(await refused(book('<worksheet></worksheet>'))).toContain('empty');
  });
});

describe('zips', () => {
  const roster = {
    'manifest.csv': 'propertyName,value\noneroster.version,1.2\n',
    'orgs.csv': 'sourcedId,name,type\no1,Elm School,school\n',
    'users.csv':
      'sourcedId,givenName,familyName,password\nu1,Ada,One,secret\nu2,Bo,Two,secret\nu3,Cy,Three,x\n',
    'roles.csv':
      'sourcedId,userSourcedId,roleType,role,orgSourcedId\nr1,u1,secondary,aide,o9\nr2,u1,primary,teacher,o1\n',
    'enrollments.csv': 'sourcedId,schoolSourcedId,userSourcedId,role\ne1,o2,u2,student\ne2,o3,u1,student\n',
    'demographics.csv': 'sourcedId,birthDate\nu1,2010-01-01\n',
  };

  test('a roster: users with their roles, orgs for places; no password, no demographics', async () => {
    expect(await zipped(roster, 'people')).toEqual([
      ['sourcedId', 'givenName', 'familyName', 'password', 'role', 'orgSourcedIds'],
      ['u1', 'Ada', 'One', '', 'teacher', 'o1'],
      ['u2', 'Bo', 'Two', '', 'student', 'o2'],
      ['u3', 'Cy', 'Three'],
    ]);
    expect(await zipped(roster, 'locations')).toEqual([
      ['sourcedId', 'name', 'type'],
      ['o1', 'Elm School', 'school'],
    ]);
    expect(await refused(zipped(roster, 'devices'))).toContain('users');
    expect(await refused(zipped({ 'demographics.csv': 'a,b\n1,2\n' }, 'people'))).toContain('no CSV');
  });

  test('one that unpacks to gigabytes, or to more than it says, is refused', async () => {
    const bytes = zipSync({ 'devices.csv': new Uint8Array(300_000) });
    const lie = (size: number) => {
      const copy = bytes.slice();
      const view = new DataView(copy.buffer);
      for (let at = 0; at < copy.length - 4; at++)
        if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
      return copy;
    };
    expect(await refused(rowsOf(from(lie(0x7fffffff))))).toContain('200 MB');
    expect(await refused(rowsOf(from(lie(0))))).toContain('refused unread');
    const many = zipSync({ 'devices.csv': strToU8('a,b\n'.repeat(20_000)) });
    const view = new DataView(many.buffer);
    for (let at = 0; at < many.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 50_000, true);
    expect(await refused(rowsOf(from(many)))).toContain('more than it says');
  });

  test('roles of more users than are read are not gathered', async () => {
    const users = Array.from({ length: 200_001 }, (_, n) => `u${n},teacher`).join('\n');
    const crowd = { ...roster, 'roles.csv': `userSourcedId,role\n${users}\n` };
    expect(await refused(zipped(crowd, 'people'))).toContain('roles.csv names more than 200,000 users');
  });
});

describe('hostile CSV', () => {
  async function* endless(piece: string, pieces: number): AsyncGenerator<Uint8Array> {
    const bytes = strToU8(piece.repeat(Math.ceil(65_536 / piece.length)));
    for (let i = 0; i < pieces; i++) yield bytes;
  }

  test('a field of a gigabyte is refused at its start, whatever it is made of', async () => {
    let asked = 0;
    async function* field(): AsyncGenerator<Uint8Array> {
      yield strToU8('Tag,Note\nA-1,"');
      for await (const piece of endless('x', 16_384)) {
        asked += 1;
        yield piece;
      }
    }
    expect(await refused(rowsOf(field()))).toContain('longer than any table');
    expect(asked).toBeLessThan(100);
  });

  test('10,000 columns, more rows than are read, HTML that stays text', async () => {
    expect(await refused(text(`${'a,'.repeat(9_999)}b\n`))).toContain('10000 columns');
    expect(await text('Name,Tag\n<script>alert(1)</script>,=1+1\n')).toEqual([
      ['Name', 'Tag'],
      ['<script>alert(1)</script>', '=1+1'],
    ]);
    let nr = 0;
    const many = async () => {
      for await (const _ of readRows(endless('1,2\n', 20), '', 1_000)) nr += 1;
      return [];
    };
    expect(await refused(many())).toContain('1,000 rows');
    expect(nr).toBe(1_002);
  });

  test('who stops reading stops the file', async () => {
    let ended = false;
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        yield* endless('1,2\n', 1_000);
      } finally {
        ended = true;
      }
    }
    for await (const row of readRows(watched())) if (row.length > 0) break;
    expect(ended).toBe(true);
  });
});
