import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/imports/read-csv.ts';
import { readTable } from '../../src/imports/read-table.ts';
import { readXlsx } from '../../src/imports/read-xlsx.ts';
import { MOST_ROWS } from '../../src/imports/table.ts';

const csv = (text: string) => readCsv(new TextEncoder().encode(text));

describe('CSV', () => {
  test.each([
    ['a comma', 'SKU,Price\nA-1,"1,234.50"\n'],
    ['a semicolon', 'SKU;Price\nA-1;1,234.50\n'],
    ['a tab', 'SKU\tPrice\nA-1\t1,234.50\n'],
    ['a bar', 'SKU|Price\nA-1|1,234.50\n'],
    ['a mark at the start', '\uFEFFSKU;Price\r\nA-1;1,234.50\r\n\r\n'],
  ])('separated by %s', (_, text) => {
    expect(csv(text)).toEqual({
      ok: true,
      rows: [
        ['SKU', 'Price'],
        ['A-1', '1,234.50'],
      ],
      cut: false,
    });
  });

  test('another encoding, quotes over lines, rows of other lengths', () => {
    const old = readCsv(Uint8Array.from([0x4d, 0xfc, 0x3b, 0x31, 0x0a]));
    expect(old).toMatchObject({ rows: [['Mü', '1']] });
    const wide = new TextDecoder('utf-16le');
    expect(wide.encoding).toBe('utf-16le');
    const utf16 = Uint8Array.from([0xff, 0xfe, 0x41, 0, 0x2c, 0, 0x42, 0, 0x0a, 0]);
    expect(readCsv(utf16)).toMatchObject({ rows: [['A', 'B']] });
    expect(csv('a,b\n"one\ntwo",3\nx\n,,\n')).toMatchObject({ rows: [['a', 'b'], ['one\ntwo', '3'], ['x']] });
  });

  test('what is no table is told in words', () => {
    expect(csv('a,b\n"one,2\n')).toMatchObject({
      ok: false,
      words: expect.stringContaining('quotation mark'),
    });
    expect(csv('')).toMatchObject({ ok: false, words: 'The file is empty' });
    expect(csv('a\0b')).toMatchObject({ ok: false, words: 'This is not a text file' });
  });

  test('a file without end is cut, and says so', () => {
    const read = csv(`a,b\n${'1,2\n'.repeat(MOST_ROWS + 5)}`);
    expect(read).toMatchObject({ ok: true, cut: true });
    expect(read.ok && read.rows.length).toBe(MOST_ROWS);
  });
});

describe('XLSX', () => {
  const book = (rows: (string | number | Date | boolean | null)[][]) =>
    writeXlsx({ sheets: [{ name: 'Prices', rows }] });

  test('texts, numbers as they are seen, dates, gaps', async () => {
    const bytes = await book([
      ['SKU', 'Price', 'From', null, 'In stock'],
      ['A-1', 0.1 + 0.2, new Date('2027-03-01T00:00:00Z'), null, 12],
      ['B-2', 41.5, null, null, true],
    ]);
    expect(await readXlsx(bytes)).toEqual({
      ok: true,
      rows: [
        ['SKU', 'Price', 'From', '', 'In stock'],
        ['A-1', '0.3', '2027-03-01', '', '12'],
        ['B-2', '41.5', '', '', 'true'],
      ],
      cut: false,
    });
  });

  test('damaged, old and other files are told in words', async () => {
    const bytes = await book([['SKU']]);
    expect(await readXlsx(bytes.slice(0, 200))).toMatchObject({ ok: false });
    expect(await readTable(new Blob([Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0])]))).toMatchObject({
      ok: false,
      words: expect.stringContaining('.xls'),
    });
    expect(await readXlsx(new TextEncoder().encode('SKU,Price'))).toMatchObject({ ok: false });
    expect(await readTable(new Blob(['SKU,Price\nA-1,2']))).toMatchObject({ ok: true });
  });

  test('one that says to unpack to gigabytes is refused unread', async () => {
    const bytes = await book([['SKU']]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true);
    expect(await readXlsx(bytes)).toMatchObject({ ok: false, words: expect.stringContaining('too large') });
  });
});
