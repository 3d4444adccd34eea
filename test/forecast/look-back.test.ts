import { beforeEach, describe, expect, test } from 'vitest';
import { type ForecastStage, forecastStage, runForecast } from '../support/forecast.ts';

let stage: ForecastStage;

beforeEach(async () => {
  stage = await forecastStage();
});

describe('the past as it would have been forecast', () => {
  const line = (month: string) =>
    stage.app
      .rows<{ line: string }>(
        'SELECT line FROM backtest_lines WHERE month = ? AND thing = ?',
        month,
        stage.s.panels,
      )
      .then(([row]) => row ?? { line: '' });

  test('what came later does not change it', async () => {
    const { app, engine } = stage;
    await engine.batch([{ sql: 'DELETE FROM backtest_lines', parameters: [] }]);
    await runForecast(app);
    const before = await line('2026-09');
    await engine.batch([
      { sql: "UPDATE repair_parts SET quantity = 40 WHERE at >= '2026-09-02'", parameters: [] },
      { sql: 'DELETE FROM backtest_lines', parameters: [] },
    ]);
    await runForecast(app);
    expect(await line('2026-09')).toEqual(before);
    expect((await line('2027-01')).line).not.toBe(before.line);
  });

  test('twelve months at the most, none with less than half a year before it; made once', async () => {
    const { app, engine } = stage;
    await engine.batch([{ sql: 'DELETE FROM backtest_lines', parameters: [] }]);
    await runForecast(app);
    const months = await app.rows<{ month: string }>(
      "SELECT month FROM backtest_lines WHERE thing = '' ORDER BY month",
    );
    expect(months.map(({ month }) => month)[0]).toBe('2026-04');
    expect(months).toHaveLength(11);
    await engine.batch([
      {
        sql: "UPDATE backtest_lines SET line = '[[1],[1],7]' WHERE month = '2026-09' AND thing <> ''",
        parameters: [],
      },
    ]);
    await runForecast(app);
    expect((await line('2026-09')).line).toBe('[[1],[1],7]');
  });
});
