import { expect, test } from 'vitest';
import { trendsFrom, wantedFor } from '../../src/visits/load-rules.ts';
import { stage, TODAY } from './district.ts';

const walkUp = (item: string, used: number, days: number) => ({
  site: 'maple',
  item,
  name: item,
  used,
  days,
});

test('what walk-ups usually take follows the forecast, within a third and three times of it', () => {
  const usual = [walkUp('screen', 4, 2), walkUp('key', 1, 4), walkUp('hinge', 6, 2), walkUp('cable', 3, 1)];
  const trends = trendsFrom(
    [
      { item: 'screen', ahead: 20, past: 30 },
      { item: 'key', ahead: 90, past: 30 },
      { item: 'hinge', ahead: 0, past: 30 },
      { item: 'cable', ahead: null, past: 30 },
    ],
    3,
  );
  const walkUps = (known?: ReadonlyMap<string, number>) =>
    Object.fromEntries(wantedFor([], usual, () => true, known).map((line) => [line.item, line.walkUps]));
  expect(walkUps()).toEqual({ screen: 2, hinge: 3, cable: 3 });
  expect(walkUps(trends)).toEqual({ screen: 4, key: 1, hinge: 1, cable: 3 });
});

test('the load list reads the latest forecast of the month of the day', async () => {
  const t = await stage();
  const { app, w, s } = t;
  await t.plan({});
  const closed = '2027-02-20T15:00:00.000Z';
  const repaired = await t.post('/devices/48214/repair', {
    fault: 'screen',
    remedy: 'replaced',
    minutes: '15',
    outcome: 'repaired',
    place: 'stay',
    parts: `${s.panel}:${s.van}`,
  });
  expect(repaired.status).toBe(303);
  await app.services.engine.batch([
    { sql: "UPDATE repairs SET closed_at = ?, state = 'closed', outcome = 'repaired'", parameters: [closed] },
    { sql: 'UPDATE devices SET home = ?, at_site = ?', parameters: [w.maple, w.maple] },
    { sql: 'UPDATE stock SET on_hand = 0 WHERE bin = ?', parameters: [s.van] },
  ]);
  const [used] = await app.rows<{ item: string }>(
    'SELECT ifnull(p.interchange_group, p.id) AS item FROM repair_parts AS u JOIN parts AS p ON p.id = u.part',
  );
  const usual = async () =>
    /(\d+) as usual there/.exec((await app.get(`/visits/load?day=${TODAY}`, w.sid)).text)?.[1];
  expect(await usual()).toBe('1');
  const run = (id: string, mean: number) => [
    {
      sql: `INSERT INTO forecast_runs (id, why, state, phase, today, month, at, ended_at)
            VALUES (?, 'nightly', 'done', 'done', ?, '2027-02', ?, ?)`,
      parameters: [id, TODAY, closed, closed],
    },
    {
      sql: `INSERT INTO forecast_groups (run, thing, how, sums, fan, factors, used) VALUES (?, ?, 'base', '[]', ?, '[]', '[]')`,
      parameters: [id, used?.item ?? '', JSON.stringify([[99], [mean]])],
    },
  ];
  await app.services.engine.batch([
    {
      sql: "INSERT INTO demand_months (thing, month, model, units) VALUES (?, '2027-01', ?, 30)",
      parameters: [used?.item ?? '', w.dell3100],
    },
    ...run('run-1', 10),
    ...run('run-2', 20),
  ]);
  expect(await usual()).toBe('2');
});
