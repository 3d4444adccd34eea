import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/db/engine.ts';
import { clearImports } from '../../src/imports/clear.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { htmlFaults } from '../browser/html-faults.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let engine: Engine;
let w: Cast;
let app: TestApp;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

const FILE = [
  'Asset Tag,Serial Number,Model,Location,Purchase Date',
  '70001,5CD7001XYZ,Dell Chromebook 3100,MAP,03/04/2026',
  '70002,5CD7002XYZ,Dell Chromebook 31,MAP,05/06/2026',
  '70003,6.37702E+15,Dell Chromebook 3100,MAP,',
  '70001,5CD7009XYZ,Dell Chromebook 3100,MAP,',
  '48214,5CD1235XYZ,,Nowhere School,',
].join('\n');

async function sent(text = FILE): Promise<string> {
  const answer = await app.post('/imports/new', { file: new File([text], 'fleet.csv') }, w.mara);
  expect(answer.status, answer.text).toBe(303);
  return answer.location ?? '';
}

/** A page of the manager's whose markup is as it should be. */
async function page(path: string) {
  const answer = await app.get(path, w.mara);
  if (answer.status === 200) expect([path, htmlFaults(answer.text)]).toEqual([path, []]);
  return answer;
}

/** What the form of the mapping screen sends as it stands. */
const CHOSEN = {
  kind: 'devices',
  'column.0': 'tag',
  'column.1': 'serial',
  'column.2': 'model',
  'column.3': 'home',
  'column.4': 'purchased_on',
  first: 'serial',
  second: 'tag',
};

describe('a file by the pages', () => {
  test('is guessed, asks which of 03/04 is the month, and names what is wrong with each row', async () => {
    const at = await sent();
    const shown = await page(at);
    expect(shown.location).toBe(`${at}/mapping`);
    const mapping = await page(`${at}/mapping`);
    expect(mapping.status).toBe(200);
    expect(mapping.text).toMatch(/name="column\.1"[\s\S]*?value="serial" selected/);

    await page('/imports/new');
    const asked = await app.post(`${at}/mapping`, CHOSEN, w.mara);
    expect(htmlFaults(asked.text)).toEqual([]);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('is 03/04 the 4th of March or the 3rd of April?');
    const done = await app.post(`${at}/mapping`, { ...CHOSEN, 'date.purchased_on': 'day' }, w.mara);
    expect([done.status, done.location]).toEqual([303, at]);

    const wrong = await page(at);
    expect(wrong.text).toContain('There is no model Dell Chromebook 31');
    expect(wrong.text).toContain('A spreadsheet has turned this into a rounded number');
    expect(wrong.text).toContain('Row 2 has the same tag 70001 and goes in');
    expect(wrong.text).toContain('There is no site or depot Nowhere School');

    // The wrong ones leave as a file, are mended there, and come in.
    const csv = await app.get(`${at}/wrong.csv`, w.mara);
    expect(csv.text.split('\r\n')[0]).toBe(
      'Asset Tag,Serial Number,Model,Location,Purchase Date,What is wrong',
    );
    const again = await sent(csv.text.replace('Dell Chromebook 31,', 'Dell Chromebook 3100,'));
    const remembered = await page(`${again}/mapping`);
    expect(remembered.text).toContain('As in the last file with these columns');

    // One is mended in place: its double is looked at anew.
    await app.post(`${at}/rows/2`, { 'cell.0': '70011' }, w.mara);
    const double = await page(`${at}/rows/5`);
    expect(double.text).not.toContain('has the same tag');
    await app.post(`${at}/rows/4/leave`, {}, w.mara);
    const [it] = await app.rows(
      'SELECT creates, changes, rejects, lefts FROM imports WHERE file_name = ? AND n = 1',
      'fleet.csv',
    );
    expect(it).toMatchObject({ creates: 2, changes: 0, rejects: 2, lefts: 1 });

    const refused = await app.post(`${at}/apply`, { allOrNothing: 'on' }, w.mara);
    expect(refused.status).toBe(422);
    const applied = await app.post(`${at}/apply`, {}, w.mara);
    expect(applied.status).toBe(303);
    const over = await page(at);
    expect(over.text).toContain('2 rows went in, 2 rows did not');
    const [device] = await app.rows("SELECT purchased_on FROM devices WHERE tag = '70011'");
    expect(device).toEqual({ purchased_on: '2026-04-03' });
    const back = await app.post(`${at}/undo`, {}, w.mara);
    expect(back.status).toBe(303);
    expect((await page(at)).text).toContain('2 rows taken back');
    expect((await page('/imports')).text).toContain('Taken back');
    // What was made is no device any more, and its history stays.
    const [gone] = await app.rows('SELECT thing FROM import_applied WHERE undone_at IS NOT NULL LIMIT 1');
    expect((await app.get(`/devices/${gone?.thing}`, w.mara)).status).toBe(404);
    expect((await app.get(`/history/${gone?.thing}`, w.mara)).status).toBe(200);

    // Thirty days later its rows and its file are let go.
    const ctx = (days: number) => {
      app.later(days * 86_400_000);
      return systemCtx(app.services, 'system');
    };
    const [before] = await app.rows('SELECT count(*) AS n FROM import_rows WHERE import = 1');
    await clearImports(await ctx(29), app.files);
    expect(await app.rows('SELECT count(*) AS n FROM import_rows WHERE import = 1')).toEqual([before]);
    await clearImports(await ctx(2), app.files);
    expect(await app.rows('SELECT count(*) AS n FROM import_rows WHERE import = 1')).toEqual([{ n: 0 }]);
    expect([...app.files.kept.keys()].some((name) => name.includes(at.slice('/imports/'.length)))).toBe(
      false,
    );
  });

  test('goes up in parts, of which each comes once, and may be dropped', async () => {
    const begun = await app.jsonPage('/imports/parts', { kind: 'devices', fileName: 'large.csv' }, w.ada);
    const { id } = begun.json as { id: string };
    const part = (nr: number, text: string, last = false) =>
      app.json('POST', `/imports/${id}/parts/${nr}${last ? '?last=1' : ''}`, undefined, w.ada, {
        'Content-Type': 'application/octet-stream',
        'X-Text': text,
      });
    expect((await part(2, 'x')).status).toBe(422);
    const form = (nr: string, text: string) => {
      const sent = new FormData();
      sent.append('part', new File([text], 'part'));
      sent.append('nr', nr);
      return app.json('POST', `/api/v1/imports/${id}/parts`, sent, w.ada);
    };
    // An answer that was lost: the same part comes again, and counts once.
    const first = await form('1', 'Serial,Model\n');
    expect([(await form('1', 'Serial,Model\n')).json, first.status]).toEqual([first.json, 201]);
    const dropped = await app.post(`/imports/${id}/drop`, {}, w.ada);
    expect(dropped.location).toBe('/imports');
    expect((await part(2, 'x')).status).toBe(422);
    expect((await app.post(`/imports/${id}/apply`, {}, w.ada)).status).toBe(409);
  });
});
