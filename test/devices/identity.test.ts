import { beforeEach, describe, expect, test } from 'vitest';
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

const deviceRow = (id: string) =>
  app.rows('SELECT tag, serial, joined_into, place, holder, assigned_person FROM devices WHERE id = ?', id);

describe('a tag that is replaced', () => {
  const replace = (fields: Record<string, string>, person = w.ivy) =>
    app.post(
      `/devices/${w.one}/tag`,
      { value: '70001', seen: '48213', reason: 'fell off', ...fields },
      person,
    );

  test('is the new one; the former one goes on to find the device and says so', async () => {
    expect((await replace({})).status).toBe(303);
    expect(await deviceRow(w.one)).toMatchObject([{ tag: '70001' }]);
    const former = await app.get('/devices/48213', w.sid);
    expect(former.text).toContain('48213 is a former tag of this device. It is 70001 now.');
    expect(
      await app.rows(
        "SELECT value FROM identifiers WHERE kind = 'tag' AND to_at IS NULL AND device = ?",
        w.one,
      ),
    ).toEqual([{ value: '70001' }]);
    const [record] = await app.rows(
      'SELECT verb, data FROM records WHERE thing = ? ORDER BY seq DESC LIMIT 1',
      w.one,
    );
    expect(record).toEqual({ verb: 'tag replaced', data: '{"from":"48213","to":"70001"}' });
    expect(
      await app.rows('SELECT 1 FROM identifiers_fts WHERE identifiers_fts MATCH \'"7000"\''),
    ).toHaveLength(1);
  });

  test('that another device has is an error naming that one, with the way there', async () => {
    const answer = await replace({ value: ' 48214 ' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(
      'Tag is on Dell Chromebook 3100 of Maple Elementary (tag 48214, serial 5CD1235XYZ)',
    );
    expect(answer.text).toContain(`/devices/${w.two}`);
    expect(answer.text).toContain('value=" 48214 "');
    expect(await deviceRow(w.one)).toMatchObject([{ tag: '48213' }]);
  });

  test('meanwhile is a conflict that keeps what was typed', async () => {
    await replace({});
    const stale = await replace({ value: '70002' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="70002"');
    expect(stale.text).toContain('70001');
  });

  test('is an intern task, withdrawing one is not', async () => {
    expect((await app.get(`/devices/${w.one}/tag`, w.ivy)).text).not.toContain('/withdraw');
    expect((await app.get(`/devices/${w.one}/tag`, w.sid)).text).toContain('/withdraw');
    const answer = await app.post(`/devices/${w.one}/withdraw`, { identifier: w.one, reason: 'x' }, w.ivy);
    expect(answer.status).toBe(403);
  });

  test('may come back', async () => {
    await replace({});
    expect((await replace({ value: '48213', seen: '70001' })).status).toBe(303);
    expect(await deviceRow(w.one)).toMatchObject([{ tag: '48213' }]);
    expect((await app.get('/devices/70001', w.sid)).text).toContain('70001 is a former tag');
  });

  test.each([
    ['6.37702E+15', 'spreadsheet'],
    ['   ', 'Fill this in'],
    ['x'.repeat(65), 'At most 64 characters'],
    ['x'.repeat(10_001), 'At most 200 characters'],
  ])('as %j is refused in words', async (value, words) => {
    const answer = await replace({ value });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
  });

  test.each(['<script>alert(1)</script>', "'; DROP TABLE devices; --"])(
    'as %j is only text',
    async (value) => {
      expect((await replace({ value })).status).toBe(303);
      const page = await app.get(`/devices/${w.one}`, w.sid);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('<SCRIPT>');
    },
  );
});

describe('a serial', () => {
  test("is kept in upper case without spaces and the maker's prefix", async () => {
    const answer = await app.post(
      `/devices/${w.one}/serial`,
      { value: 's/n: 5cd 7777 xyz', seen: '5CD1234XYZ', reason: 'mainboard' },
      w.sid,
    );
    expect(answer.status).toBe(303);
    expect(await deviceRow(w.one)).toMatchObject([{ serial: '5CD7777XYZ' }]);
    expect((await app.get('/devices/5CD1234XYZ', w.sid)).text).toContain('former serial');
  });

  test("that was never the device's is withdrawn: it finds nothing and is free again", async () => {
    const [row] = await app.rows<{ id: string }>(
      "SELECT id FROM identifiers WHERE kind = 'serial' AND device = ?",
      w.one,
    );
    const fields = { identifier: row?.id ?? '', reason: 'read from the wrong label' };
    expect((await app.post(`/devices/${w.one}/withdraw`, fields, w.sid)).status).toBe(303);
    expect((await app.get('/devices/5CD1234XYZ', w.sid)).status).toBe(404);
    expect(await deviceRow(w.one)).toMatchObject([{ serial: '' }]);
    const given = { value: '5CD1234XYZ', seen: '5CD1235XYZ' };
    expect((await app.post(`/devices/${w.two}/serial`, given, w.sid)).status).toBe(303);
    const [tag] = await app.rows<{ id: string }>(
      "SELECT id FROM identifiers WHERE kind = 'tag' AND device = ?",
      w.one,
    );
    const last = await app.post(
      `/devices/${w.one}/withdraw`,
      { ...fields, identifier: tag?.id ?? '' },
      w.sid,
    );
    expect(last.status).toBe(422);
    expect(last.text).toContain('Nothing else identifies this device');
  });

  test('of another device, or a forged one, is not withdrawn', async () => {
    const [row] = await app.rows<{ id: string }>(
      "SELECT id FROM identifiers WHERE kind = 'tag' AND device = ?",
      w.two,
    );
    for (const identifier of [row?.id ?? '', w.maple]) {
      const answer = await app.post(`/devices/${w.one}/withdraw`, { identifier, reason: 'x' }, w.sid);
      expect(answer.status).toBe(404);
    }
  });

  test("is not an intern's to change", async () => {
    const answer = await app.post(`/devices/${w.one}/serial`, { value: 'A1', seen: '5CD1234XYZ' }, w.ivy);
    expect(answer.status).toBe(403);
  });
});

describe('two records of one device', () => {
  const join = (fields: Record<string, string> = {}) =>
    app.post(`/devices/${w.two}/join`, { other: '48213', confirmed: w.one, ...fields }, w.sid);

  test('are shown beside each other, then joined: every name finds the kept one', async () => {
    const both = await app.get(`/devices/${w.two}/join?other=48213`, w.sid);
    expect(both.text).toContain('5CD1234XYZ');
    expect(both.text).toContain('5CD1235XYZ');
    expect((await join()).status).toBe(303);
    for (const ref of ['48213', '5CD1234XYZ', w.one]) {
      const page = await app.get(`/devices/${ref}`, w.sid);
      expect(page.text).toContain('<h1 tabindex="-1">48214</h1>');
    }
    expect(await deviceRow(w.one)).toEqual([
      { tag: '', serial: '', joined_into: w.two, place: null, holder: null, assigned_person: null },
    ]);
    // The kept one was issued to nobody: it takes over whom the other was issued to.
    expect(await deviceRow(w.two)).toMatchObject([
      { tag: '48214', serial: '5CD1235XYZ', assigned_person: w.student },
    ]);
    const page = await app.get(`/devices/${w.two}`, w.sid);
    expect(page.text).toContain('Another record was joined with this one');
    // The chain of the joined record stays with it, and is shown with the kept one's.
    for (const path of [`/devices/${w.two}`, `/devices/${w.two}/custody`])
      expect((await app.get(path, w.sid)).text).toContain('Quill Fennimore');
    expect(await app.rows('SELECT device FROM custody WHERE device = ? AND to_at IS NULL', w.one)).toEqual(
      [],
    );
    expect((await app.get('/devices', w.sid)).text).toContain('5 devices');
  });

  test('bring their repairs along, and back again when they were two after all', async () => {
    await app.rows(
      `INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at, headline)
       VALUES ('r1', 1, ?, ?, 'reported', '2027-01-05T00:00:00.000Z', '2027-01-05T00:00:00.000Z', 'Screen') RETURNING 1`,
      w.one,
      w.maple,
    );
    const before = await everything();
    await join();
    expect(await app.rows('SELECT device FROM repairs')).toEqual([{ device: w.two }]);
    const [row] = await app.rows<{ id: string }>('SELECT id FROM device_joins');
    const undone = await app.post(`/devices/${w.two}/join/undo`, { join: row?.id ?? '' }, w.sid);
    expect(undone.status).toBe(303);
    expect(await everything()).toEqual(before);
    const again = await app.post(`/devices/${w.two}/join/undo`, { join: row?.id ?? '' }, w.sid);
    expect(again.status).toBe(404);
  });

  test('are not joined unseen, nor with themselves, nor with two open repairs', async () => {
    expect((await join({ confirmed: '' })).status).toBe(422);
    expect((await join({ other: '48214', confirmed: w.two })).text).toContain('This is the same record');
    expect((await join({ other: '99999' })).text).toContain('No device has this tag or serial');
    for (const [n, device] of [w.one, w.two].entries()) {
      await app.rows(
        `INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at)
         VALUES (?, ?, ?, ?, 'reported', '2027-01-05T00:00:00.000Z', '2027-01-05T00:00:00.000Z') RETURNING 1`,
        `r${n}`,
        n,
        device,
        w.maple,
      );
    }
    expect((await join()).text).toContain('Both have an open repair');
  });

  async function everything() {
    const tables = [
      'SELECT id, device, to_at FROM identifiers ORDER BY id',
      'SELECT id, device, to_at FROM custody ORDER BY id',
      'SELECT id, device FROM repairs',
      'SELECT home, use, state, n FROM device_tallies WHERE n <> 0 ORDER BY home, use, state',
      'SELECT id, tag, serial, place, at_site, holder, assigned_person, joined_into FROM devices ORDER BY id',
      'SELECT id, device FROM assignments WHERE to_at IS NULL ORDER BY id',
    ];
    return Promise.all(tables.map((sql) => app.rows(sql)));
  }
});
