import { beforeEach, describe, expect, test } from 'vitest';
import { leaversAt } from '../../src/directory/leaver-queries.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

const set = (sql: string, ...values: (string | null)[]) =>
  app.rows(`UPDATE people SET ${sql} RETURNING 1`, ...values);
const listed = async (site: string) =>
  (await leaversAt((await systemCtx(app.services, 'system')).db, site)).map(({ device }) => device);
const settle = (what: string, by = w.sid, person = w.student) =>
  app.post(`/people/leavers/${w.one}`, { what, person, site: w.maple }, by);
const one = () =>
  app.rows('SELECT home, place, holder, assigned_person AS issued FROM devices WHERE id = ?', w.one);

describe('people who left or moved with a device', () => {
  test('a leaver is on the list of the site until the device is collected; nothing happens by itself', async () => {
    expect(await listed(w.maple)).toEqual([]);
    await set('active = 0 WHERE id = ?', w.student);
    expect(await listed(w.maple)).toEqual([w.one]);
    expect(await listed(w.birch)).toEqual([]);
    expect(await one()).toMatchObject([{ holder: w.student, issued: w.student }]);
    const page = await app.get(`/people/leavers?site=${w.maple}`, w.cora);
    expect(page.text).toContain('Quill Fennimore');
    // Without the person nothing goes along anywhere.
    expect((await settle('along')).status).toBe(422);
    expect((await settle('collected', w.cora)).status).toBe(303);
    expect(await one()).toEqual([{ home: w.maple, place: w.maple, holder: null, issued: null }]);
    expect(await listed(w.maple)).toEqual([]);
    expect((await settle('collected', w.cora)).status).toBe(404);
  });

  test('a mover is on the lists of both sites; going along, the device has another home and the tallies follow', async () => {
    await set('site = ? WHERE id = ?', w.birch, w.student);
    expect(await listed(w.maple)).toEqual([w.one]);
    expect(await listed(w.birch)).toEqual([w.one]);
    const tally = (home: string) =>
      app.rows<{ n: number }>(
        "SELECT sum(n) AS n FROM device_tallies WHERE home = ? AND use = 'one_to_one' AND state = 'in_service'",
        home,
      );
    const [before] = await tally(w.birch);
    expect((await app.get(`/people/leavers?site=${w.birch}`, w.bert)).text).toContain('Propose: goes along');
    expect((await settle('along', w.bert)).location).toContain('done=proposed');
    expect((await settle('along', w.bert)).status).toBe(409);
    expect(await one()).toMatchObject([{ home: w.maple }]);
    expect((await app.get(`/people/leavers?site=${w.maple}`, w.mara)).text).toContain('Proposed to go along');
    const [asked] = await app.rows<{ id: string }>("SELECT id FROM proposals WHERE kind = 'rehome'");
    expect((await app.post(`/proposals/${asked?.id}/agree`, {}, w.mara)).status).toBe(303);
    expect(await one()).toMatchObject([{ home: w.birch, holder: w.student, issued: w.student }]);
    expect((await tally(w.birch))[0]?.n).toBe((before?.n ?? 0) + 1);
    expect([await listed(w.maple), await listed(w.birch)]).toEqual([[], []]);
  });

  test('who may edit a device moves it at once; a proposal that came too late is said to be', async () => {
    await set('site = ? WHERE id = ?', w.birch, w.student);
    await settle('along', w.cora);
    expect((await settle('along', w.sid)).status).toBe(303);
    expect(await one()).toMatchObject([{ home: w.birch }]);
    const [asked] = await app.rows<{ id: string }>("SELECT id FROM proposals WHERE kind = 'rehome'");
    const late = await app.post(`/proposals/${asked?.id}/agree`, {}, w.mara);
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('refuse this proposal')]);
  });

  test('a manager sees those of all sites, page by page and as a file', async () => {
    await app.rows(
      `INSERT INTO devices (id, model, kind, home, use, state, tag, serial, holder, created_at)
       SELECT 'l-' || value, ?, 'chromebook', iif(value % 2, ?, ?), 'one_to_one', 'in_service', 'L' || (1000 + value), '', ?, '2027-01-01T00:00:00.000Z'
       FROM json_each(?) RETURNING 1`,
      w.dell3100,
      w.maple,
      w.birch,
      w.student,
      JSON.stringify([...Array(130).keys()]),
    );
    await set('site = ? WHERE id = ?', w.birch, w.student);
    const seen: string[] = [];
    for (let at: string | undefined = '/people/leavers/all?kind=moved'; at; ) {
      const { text } = await app.get(at, w.mara);
      seen.push(...[...text.matchAll(/>(L1\d{3})</g)].map(([, tag = '']) => tag));
      at = /href="([^"]*cursor=[^"]*)"[^>]*rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toHaveLength(65);
    expect(new Set(seen).size).toBe(65);
    const all = await app.get('/people/leavers/all', w.mara);
    expect(all.text).toMatch(/of 66 devices/);
    expect((await app.get(`/people/leavers/all?site=${w.birch}`, w.mara)).text).toContain('Nobody who left');
    await set('active = 0 WHERE id = ?', w.student);
    expect((await app.get('/people/leavers/all?kind=left', w.mara)).text).toMatch(/of 131 devices/);
    const file = await app.get('/exports/lists/leavers?format=csv&kind=left', w.mara);
    expect(file.text.trim().split('\n')).toHaveLength(132);
    expect((await app.get('/people/leavers/all', w.sid)).status).toBe(403);
  });

  test('what stays as it is is not asked again, until the person moves on', async () => {
    await set('site = ? WHERE id = ?', w.birch, w.student);
    expect((await settle('stays')).status).toBe(303);
    expect([await listed(w.maple), await listed(w.birch)]).toEqual([[], []]);
    await set('active = 0 WHERE id = ?', w.student);
    expect((await settle('stays')).status).toBe(404);
    await set('site = ? WHERE id = ?', w.maple, w.student);
    expect(await listed(w.maple)).toEqual([w.one]);
  });

  test('whoever saw another person there is told', async () => {
    await set('active = 0 WHERE id = ?', w.student);
    expect((await settle('collected', w.sid, w.birchStudent)).status).toBe(409);
    expect((await settle('collected', w.bert)).status).toBe(404);
  });
});

describe('the pages', () => {
  test('show what Google says on the device, and names only to whoever may know them', async () => {
    await app.rows(
      "INSERT INTO directory_runs (n, id, source, state, begun_at, ended_at, failure) VALUES (1, 'r', 'google', 'failed', '2027-03-01T05:00:00Z', '2027-03-01T05:01:00Z', 'Google: 403 <b>') RETURNING 1",
    );
    await app.rows(
      `INSERT INTO directory_devices (source, external, device, serial, model, status, org_unit, asset_id,
         annotated_user, annotated_location, os_version, last_sync_at, last_user, aue_on, read_at, run, problem)
       VALUES ('google', 'g', ?, '5CD1234XYZ', 'M', 'ACTIVE', '/Students', '99999', 'quill@spudger.test', 'Room <12>',
         '', '2027-03-01T10:00:00.000Z', '', '2031-06-01', '2027-03-01T05:00:00.000Z', 1, 'tag') RETURNING 1`,
      w.one,
    );
    const seen = await app.get(`/devices/${w.one}`, w.sid);
    expect(seen.text).toContain('Google says');
    expect(seen.text).toContain('quill@spudger.test');
    expect(seen.text).toContain('Another asset id there');
    const nameless = await app.get(`/devices/${w.one}`, w.audrey);
    expect(nameless.text).toContain('/Students');
    expect(nameless.text).not.toContain('quill@');
    const look = await app.get('/directory/look?problem=tag', w.mara);
    expect(look.text).toContain('5CD1234XYZ');
    expect((await app.get('/directory/look?problem=unknown', w.mara)).text).toContain('agree');
    const runs = await app.get('/directory', w.ada);
    expect(runs.text).toContain('No service account is set up');
    expect((await app.get('/directory/runs/r', w.ada)).text).toContain('403 &lt;b&gt;');
    expect((await app.post('/directory/runs', {}, w.ada)).status).toBe(422);
    const settings = { version: '1', nightly: '1', percent: '15', aue: 'ours', tag: 'fill' };
    expect((await app.post('/settings/directory', settings, w.ada)).location).toBe('/directory?done=saved');
    expect((await app.post('/settings/directory', { ...settings, percent: '0' }, w.ada)).status).toBe(422);
  });
});
