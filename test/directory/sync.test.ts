import { describe, expect, test } from 'vitest';
import { advanceDirectory, beginRun } from '../../src/directory/advance.ts';
import { approveRun, refuseRun } from '../../src/directory/decide.ts';
import { app, ctx, google, known, last, many, one, readsGoogle, sync, w, work } from './reading.ts';

readsGoogle();

describe('what a run brings', () => {
  test('last sync, update end and words land on the device, and change neither who has it nor whose it is', async () => {
    google.devices = [one, ...many(450)];
    const before = await app.rows(
      'SELECT holder, assigned_person, place, version FROM devices WHERE id = ?',
      w.one,
    );
    const run = await sync();
    expect(run).toMatchObject({
      state: 'done',
      pages: 3,
      named: 451,
      fresh: 451,
      problems: 450,
      failure: '',
    });
    expect(google.asked).toEqual(['', 'page-200', 'page-400']);
    expect(google.claims).toMatchObject({ sub: 'admin@spudger.test', kid: 'key-1' });
    expect(google.tokens).toBe(1);
    expect(await known('g-1')).toEqual([
      { device: w.one, status: 'ACTIVE', aue_on: '2030-06-01', problem: '', gone_at: null },
    ]);
    expect(
      await app.rows('SELECT holder, assigned_person, place, version FROM devices WHERE id = ?', w.one),
    ).toEqual(before);
    expect(await app.rows('SELECT aue_on, source FROM device_aues WHERE device = ?', w.one)).toEqual([
      { aue_on: '2030-06-01', source: 'Google' },
    ]);
    expect(await app.rows('SELECT aue_on, aue_source FROM models WHERE id = ?', w.dell3100)).toEqual([
      { aue_on: '2030-06-01', aue_source: 'Google' },
    ]);
    expect(await app.rows('SELECT count(*) AS n FROM directory_rows')).toEqual([{ n: 0 }]);
  });

  test('a changed end of updates, as ISO now, is kept beside the first one, with a line of history', async () => {
    google.devices = [one];
    await sync();
    google.devices = [{ ...one, autoUpdateExpiration: '2031-06-01T00:00:00Z', status: 'DEPROVISIONED' }];
    expect(await sync()).toMatchObject({ state: 'done', known: 1, changed: 1, problems: 1 });
    expect(await app.rows('SELECT aue_on FROM device_aues WHERE device = ? ORDER BY at, id', w.one)).toEqual([
      { aue_on: '2030-06-01' },
      { aue_on: '2031-06-01' },
    ]);
    expect(await known('g-1')).toMatchObject([{ problem: 'gone' }]);
    const [line] = await app.rows<{ data: string }>(
      "SELECT data FROM records WHERE thing = ? AND verb = 'read anew in the directory'",
      w.one,
    );
    expect(JSON.parse(line?.data ?? '{}')).toMatchObject({ status: ['ACTIVE', 'DEPROVISIONED'] });
    expect(line?.data).not.toContain('quill');
  });

  test('unknown serials, other tags and two records of one device are on the list', async () => {
    google.devices = [
      { ...one, annotatedAssetId: '99999' },
      { ...one, deviceId: 'g-2', lastSync: '2024-01-01T00:00:00Z' },
      { deviceId: 'g-3', serialNumber: 'NOWHERE', status: 'ACTIVE' },
      { deviceId: 'g-4', serialNumber: 'GONE-TOO', status: 'DEPROVISIONED' },
      { serialNumber: 'without an id' },
      'nonsense',
    ];
    expect(await sync()).toMatchObject({ named: 4, problems: 3 });
    expect((await known('g-1'))[0]).toMatchObject({ problem: 'double tag' });
    expect((await known('g-2'))[0]).toMatchObject({ problem: 'double' });
    expect((await known('g-3'))[0]).toMatchObject({ problem: 'unknown', device: null });
    expect((await known('g-4'))[0]).toMatchObject({ problem: '' });
  });

  test('a device without a tag takes the asset id where the district says so, never one that another has', async () => {
    await app.rows(
      'INSERT INTO settings (name, value) VALUES (\'directory\', \'{"tag":"fill"}\') RETURNING 1',
    );
    const bare = async (id: string) => {
      await app.rows(
        "UPDATE identifiers SET to_at = 'now' WHERE device = ? AND kind = 'tag' RETURNING 1",
        id,
      );
      await app.rows("UPDATE devices SET tag = '' WHERE id = ? RETURNING 1", id);
    };
    await bare(w.one);
    await bare(w.two);
    google.devices = [
      { ...one, annotatedAssetId: '50001' },
      { ...one, deviceId: 'g-2', serialNumber: '5CD1235XYZ', annotatedAssetId: 'New-7' },
    ];
    expect(await sync()).toMatchObject({ state: 'done', tags: 1 });
    expect(
      await app.rows('SELECT id, tag FROM devices WHERE id IN (?, ?) ORDER BY tag', w.one, w.two),
    ).toEqual([
      { id: w.one, tag: '' },
      { id: w.two, tag: 'NEW-7' },
    ]);
  });
});

describe('a run that is disturbed', () => {
  test.each([
    [{ status: 429, reason: 'rateLimitExceeded', headers: { 'Retry-After': '30' } }, 30_000],
    [{ status: 503, reason: 'backendError' }, 2_000],
    [{ status: 403, reason: 'quotaExceeded' }, 2_000],
    [{ status: 200, body: '{"chromeosdevices": [{"devi' }, 2_000],
  ])('%j: the page is tried again, not before its time', async (fault, wait) => {
    google.devices = many(250);
    google.faults = [{ status: 500 }, fault];
    await sync();
    expect((await last()).tries).toBe(1);
    await advanceDirectory(work);
    expect(google.asked).toHaveLength(1);
    app.later(2_000);
    await advanceDirectory(work);
    expect((await last()).tries).toBe(2);
    app.later(Math.max(wait, 4_000) - 1);
    await advanceDirectory(work);
    expect(google.asked).toHaveLength(2);
    app.later(1);
    await advanceDirectory(work);
    expect(await last()).toMatchObject({ state: 'done', named: 250, tries: 0 });
  });

  test('killed at any step, another one goes on from there and brings the same, once', async () => {
    google.devices = [one, ...many(450)];
    await beginRun(await ctx(), 'google');
    for (let steps = 0; steps < 20 && (await last()).endedAt === null; steps++) {
      let left = 1;
      // What it did not commit is gone, as with SIGKILL.
      await advanceDirectory({ ...work, tired: () => left-- <= 0 });
    }
    expect(await last()).toMatchObject({ state: 'done', named: 451, fresh: 451 });
    expect(google.asked).toEqual(['', 'page-200', 'page-400']);
    expect(await app.rows('SELECT count(*) AS n FROM directory_devices')).toEqual([{ n: 451 }]);
    expect(await app.rows('SELECT count(*) AS n FROM device_aues')).toEqual([{ n: 1 }]);
  });

  test('two workers at once do each step once', async () => {
    google.devices = [one, ...many(450)];
    await beginRun(await ctx(), 'google');
    for (let i = 0; i < 10 && (await last()).endedAt === null; i++)
      await Promise.all([advanceDirectory(work), advanceDirectory(work)]);
    expect(await last()).toMatchObject({ state: 'done', named: 451, fresh: 451, pages: 3 });
  });

  test('a page token that Google forgot begins the reading anew; what it refuses ends the run with its words', async () => {
    google.devices = many(250);
    google.faults = [
      { status: 200, body: JSON.stringify({ chromeosdevices: many(200), nextPageToken: 'old' }) },
    ];
    expect(await sync()).toMatchObject({ state: 'done', named: 250 });
    google.faults = [{ status: 403, reason: 'forbidden' }];
    const run = await sync();
    expect(run).toMatchObject({ state: 'failed', failure: 'Google: 403 forbidden' });
    google.faults = Array.from({ length: 9 }, () => ({ status: 502 }));
    await sync();
    for (let i = 0; i < 9; i++) {
      app.later(15 * 60_000);
      await advanceDirectory(work);
    }
    expect(await last()).toMatchObject({ state: 'failed', tries: 8 });
  });

  test('a run that would change much stops and asks; refused, everything is as it was', async () => {
    google.devices = many(100);
    await sync();
    google.devices = [];
    const asking = await sync();
    expect(asking).toMatchObject({ state: 'asking', named: 0, gone: 100 });
    await advanceDirectory(work);
    expect((await last()).state).toBe('asking');
    await refuseRun(await ctx(), asking.id);
    expect(await app.rows('SELECT count(*) AS n FROM directory_devices WHERE gone_at IS NULL')).toEqual([
      { n: 100 },
    ]);
    google.devices = many(100).map((device) => ({ ...device, status: 'DISABLED' }));
    const again = await sync();
    expect(again).toMatchObject({ state: 'asking', changed: 100, gone: 0 });
    await approveRun(await ctx(), again.id);
    await expect(refuseRun(await ctx(), again.id)).rejects.toThrow('nobody has decided it yet');
    await advanceDirectory(work);
    expect((await last()).state).toBe('done');
    expect((await known('x-0000'))[0]).toMatchObject({ status: 'DISABLED' });
  });

  test('the nightly run begins by itself, once a day of the district, where it is switched on', async () => {
    google.devices = [one];
    await advanceDirectory(work);
    expect(await app.rows('SELECT 1 FROM directory_runs')).toEqual([]);
    await app.rows(
      "INSERT INTO settings (name, value) VALUES ('directory', '{\"nightly\":true}') RETURNING 1",
    );
    for (let i = 0; i < 3; i++) await advanceDirectory(work);
    expect(await app.rows('SELECT state, asked_by FROM directory_runs')).toEqual([
      { state: 'done', asked_by: null },
    ]);
    app.later(86_400_000);
    await advanceDirectory(work);
    expect(await app.rows('SELECT count(*) AS n FROM directory_runs')).toEqual([{ n: 2 }]);
  });
});
