import { strToU8, zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { htmlFaults } from '../browser/html-faults.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let w: Cast;
let app: TestApp;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

/** The page on which a file that was sent ends up, and where its import stands. */
async function sent(bytes: Uint8Array<ArrayBuffer>, name: string) {
  const answer = await app.post('/imports/new', { file: new File([bytes], name) }, w.mara);
  expect(answer.status, answer.text).toBe(303);
  await app.post(`${answer.location}/advance`, {}, w.mara);
  const [it] = await app.rows<{ state: string; failure: string }>(
    'SELECT state, failure FROM imports ORDER BY n DESC LIMIT 1',
  );
  let page = await app.get(answer.location ?? '', w.mara);
  if (page.status === 303) page = await app.get(page.location ?? '', w.mara);
  expect([page.status, htmlFaults(page.text)]).toEqual([200, []]);
  return { ...it, text: page.text, at: answer.location ?? '' };
}

const bytes = (text: string) => new Uint8Array(strToU8(text));
const zip = (files: Record<string, string>) =>
  new Uint8Array(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))),
  );
const sheet = (rows: string) => ({
  '[Content_Types].xml': '<Types/>',
  'xl/workbook.xml': '<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': rows,
});

describe('a hostile file, sent by the page', () => {
  test.each<[string, string, () => Uint8Array<ArrayBuffer>]>([
    [
      'a zip that unpacks to very much',
      'bomb.zip',
      () => zip({ 'users.csv': `a,b\n${'0'.repeat(60_000_000)}` }),
    ],
    [
      'a workbook with entities',
      'entities.xlsx',
      () =>
        zip(
          sheet('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'),
        ),
    ],
    ['10,000 columns', 'wide.csv', () => bytes(`${Array(10_000).fill('a').join(',')}\n1\n`)],
    ['one field without an end', 'field.csv', () => bytes(`Tag,Note\n1,"${'x'.repeat(5_000_000)}`)],
    ['a NUL byte', 'nul.csv', () => bytes('Tag,Note\n1,a\u0000b\n')],
    ['no text at all', 'noise.csv', () => new Uint8Array(20_000).map((_, i) => (i * 7_919) % 256)],
  ])('%s is refused in words, and nothing breaks', async (_, name, make) => {
    const it = await sent(make(), name);
    expect(it).toMatchObject({ state: 'failed' });
    expect(it.failure?.length).toBeGreaterThan(10);
    expect(it.text).toContain('Nothing was changed');
  });

  test('markup and formulas are texts, on every page that shows them', async () => {
    const evil = '<script>alert(1)</script>';
    const it = await sent(
      bytes(
        `Asset Tag,Serial,Model,Location,"Notes ${evil}"\n70001,5CD7001XYZ,"${evil}",MAP,=HYPERLINK(1)\n70002,5CD7002XYZ,Dell Chromebook 3100,MAP,"${evil}"\n`,
      ),
      `${evil}.csv`,
    );
    expect(it.state).toBe('mapping');
    const chosen = {
      kind: 'devices',
      ...{
        'column.0': 'tag',
        'column.1': 'serial',
        'column.2': 'model',
        'column.3': 'home',
        'column.4': 'note',
      },
      first: 'serial',
    };
    expect((await app.post(`${it.at}/mapping`, chosen, w.mara)).status).toBe(303);
    await app.post(`${it.at}/advance`, {}, w.mara);
    for (const path of [
      it.at,
      `${it.at}?show=reject`,
      `${it.at}?show=create`,
      `${it.at}/rows/2`,
      '/imports',
    ]) {
      const page = await app.get(path, w.mara);
      expect([path, page.status, page.text.includes('<script>alert')]).toEqual([path, 200, false]);
    }
    const wrong = await app.get(`${it.at}/wrong.csv`, w.mara);
    expect(wrong.text).toContain("'=HYPERLINK(1)");
  });
});
