import { expect, test } from 'vitest';
import { FORECAST_RULES } from '../../src/check/forecast-queries.ts';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { forecastStage, runForecast } from '../support/forecast.ts';

test('what a run leaves breaks no rule, and each rule is found out', async () => {
  const { engine, app, w } = await forecastStage();
  const broken = async () =>
    (await brokenRules(new Database(engine), FORECAST_RULES)).map(({ rule }) => rule);
  const run = await runForecast(app);
  await app.post('/plan/propose', { run, by: 'goal', goal: '99', all: '1' }, w.mara);
  // Twice: what was added is not added again.
  await runForecast(app);
  expect(await broken()).toEqual([]);
  const breaks: [string, string][] = [
    ['a run that is done says what it was made from', 'UPDATE forecast_runs SET fingerprint = NULL'],
    ['what the ledger has added to its months is what it says', 'UPDATE stock_months SET net = net + 1'],
    [
      'an order by a plan has the plan’s lines',
      "INSERT INTO orders (id, number, plan, created_at) VALUES ('o', 'PO-9', 'gone', '2027-03-02T15:00:00.000Z')",
    ],
  ];
  for (const [rule, sql] of breaks) {
    await engine.batch([{ sql, parameters: [] }]);
    expect(await broken()).toContain(rule);
  }
});
