import { beforeEach, describe, expect, test } from 'vitest';
import { openStations, type Stations } from './station.ts';

let app: Stations['app'];
let w: Stations['w'];
let start: Stations['start'];
let scan: Stations['scan'];
let kept: Stations['kept'];
let entries: Stations['entries'];
let lastEntry: Stations['lastEntry'];

beforeEach(async () => {
  ({ app, w, start, scan, kept, entries, lastEntry } = await openStations());
});

describe('collection day', () => {
  const tap = async (session: string, verdict: string) =>
    app.post(`${session}/entries/${await lastEntry()}/verdict`, { verdict }, w.sid);

  test('scan, one tap, next', async () => {
    const session = await start('collection', { to: 'MAP' });
    const page = await scan(session, '48213');
    for (const words of ['Fine', 'Damaged', 'Charger missing', 'Case missing', 'Not this student'])
      expect(page.text).toContain(words);
    expect((await tap(session, 'fine')).location).toBe(session);
    expect((await tap(session, 'fine')).status).toBe(409);
    expect(await kept(w.one)).toMatchObject({ holder: null, assigned_person: w.student });
    expect((await entries()).at(-1)?.verdict).toBe('fine');
  });

  test('damaged opens a report with who had it; then it is not taken back by accident', async () => {
    const session = await start('collection', { to: 'MAP' });
    await scan(session, '48213');
    await tap(session, 'damaged');
    const [repair] = await app.rows('SELECT id, device, had_device, state, due_at FROM repairs');
    expect(repair).toMatchObject({ device: w.one, had_device: w.student, state: 'reported' });
    expect(repair?.due_at).not.toBeNull();
    const undo = await app.post(`${session}/entries/${await lastEntry()}/undo`, {}, w.sid);
    expect(undo.status).toBe(409);
    expect((await app.get(session, w.sid)).text).toContain(`/repairs/${repair?.id}`);
  });

  test('damaged adds a line to the repair that is open', async () => {
    const other = await start('collection', { to: 'MAP' });
    await scan(other, '48213');
    await tap(other, 'damaged');
    await app.post(`/devices/${w.one}/check-out`, { to: '700001' }, w.sid);
    const session = await start('collection', { to: 'MAP' });
    await scan(session, '48213');
    await tap(session, 'damaged');
    expect(await app.rows('SELECT 1 FROM repairs')).toHaveLength(1);
    expect(await app.rows('SELECT 1 FROM repair_lines')).toHaveLength(2);
  });

  test('what is missing is noted with who had it, and goes with the undo', async () => {
    const session = await start('collection', { to: 'MAP' });
    await scan(session, '48213');
    await tap(session, 'charger');
    await tap(session, 'case');
    const open = () => app.rows('SELECT what, person FROM missing_accessories WHERE settled_at IS NULL');
    expect(await open()).toEqual([
      { what: 'charger', person: w.student },
      { what: 'case', person: w.student },
    ]);
    await app.post(`${session}/entries/${await lastEntry()}/undo`, {}, w.sid);
    expect(await open()).toEqual([]);
    expect(await kept(w.one)).toMatchObject({ holder: w.student });
  });

  test("another student's device is marked where the badge was scanned first", async () => {
    const session = await start('collection', { to: 'MAP' });
    await scan(session, '700002');
    const page = await scan(session, '48213');
    expect(page.text).toContain('data-outcome="warn"');
    expect((await entries()).at(-1)?.verdict).toBe('not_theirs');
  });
});

describe('day loans', () => {
  test('badge, loaner, due today; one scan brings it back', async () => {
    const lending = await start('day_loan');
    await scan(lending, '700001');
    expect((await scan(lending, '50002')).text).toContain('50002 lent to Quill Fennimore');
    expect(await kept(w.loaner)).toMatchObject({ holder: w.student, due_on: '2027-03-02' });
    const returning = await start('return', { to: 'MAP' });
    expect((await scan(returning, '50002')).text).toContain('50002 returned, was with Quill Fennimore');
    expect(await kept(w.loaner)).toMatchObject({ holder: null, due_on: null, place: w.maple });
    await app.post(`/devices/${w.one}/check-out`, { to: '700001' }, w.sid);
    expect((await scan(returning, '48213')).text).toContain('It was not on loan');
  });

  test.each([['2027-03-01'], ['2027-02-31']])('are not due on %s', async (dueOn) => {
    expect((await app.post('/check', { mode: 'day_loan', dueOn }, w.sid)).status).toBe(422);
  });
});
