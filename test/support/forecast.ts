import type { Engine, Statement } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { METHOD } from '../../src/forecast/backtest.ts';
import { advanceRuns, askRun } from '../../src/forecast/run.ts';
import { patient } from '../../src/forecast/worker.ts';
import { addMonths, monthsFrom } from '../../src/months.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from './app.ts';
import { freshDatabase } from './database.ts';
import { filled } from './filled.ts';
import { stockWithFaults } from './lists.ts';
import { buyingWorld } from './purchasing.ts';
import type { Shelf } from './stock.ts';
import type { Cast } from './world.ts';

/** Months of repairs before the tests' March 2027. */
export const FIRST = '2025-09';
export const MONTHS = 18;
/** Devices of the 3100 besides the cast's: bought in July 2024, in service since September 2025. */
export const FLEET = 300;

/** Panels used in a month: four, nine in June. */
export const usedIn = (month: string) => (month.endsWith('-06') ? 9 : 4);

function many(
  table: string,
  columns: readonly string[],
  rows: readonly (string | number | null)[][],
): Statement {
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')})
          SELECT ${columns.map((_, i) => `j.value ->> ${i}`).join(', ')} FROM json_each(?) AS j`,
    parameters: [JSON.stringify(rows)],
  };
}

/** Three hundred devices and a year and a half of broken screens. */
export async function repairHistory(engine: Engine, w: Cast, s: Shelf): Promise<void> {
  const from = `${FIRST}-01T12:00:00.000Z`;
  const devices = Array.from({ length: FLEET }, (_, i) => ({ id: newId(), tag: String(70_000 + i) }));
  const repairs = monthsFrom(FIRST, MONTHS).flatMap((month) =>
    Array.from({ length: usedIn(month) }, (_, i) => ({
      id: newId(),
      line: newId(),
      at: `${month}-${String(3 + i).padStart(2, '0')}T15:00:00.000Z`,
    })),
  );
  const of = (i: number) => devices[i % FLEET]?.id ?? '';
  await engine.batch([
    many(
      'devices',
      ['id', 'kind', 'model', 'home', 'tag', 'use', 'state', 'purchased_on', 'created_at'],
      devices.map(({ id, tag }) => [
        ...[id, 'chromebook', w.dell3100, w.maple, tag],
        ...['one_to_one', 'in_service', '2024-07-01', from],
      ]),
    ),
    many(
      'device_states',
      ['id', 'device', 'state', 'from_at'],
      devices.map(({ id }) => [newId(), id, 'in_service', from]),
    ),
    many(
      'repairs',
      [
        'id',
        'number',
        'device',
        'site',
        'state',
        'outcome',
        'reported_at',
        'recorded_at',
        'closed_at',
        'minutes',
        'parts_cents',
      ],
      repairs.map(({ id, at }, i) => [
        id,
        1_000 + i,
        of(i),
        w.maple,
        'closed',
        'repaired',
        at,
        at,
        at,
        20,
        2_000,
      ]),
    ),
    many(
      'repair_lines',
      ['id', 'repair', 'position', 'fault', 'remedy', 'done_at'],
      repairs.map(({ id, line, at }) => [line, id, 1, 'screen', 'replaced', at]),
    ),
    many(
      'repair_parts',
      ['id', 'repair', 'line', 'part', 'quantity', 'cost_cents', 'at'],
      repairs.map(({ id, line, at }) => [newId(), id, line, s.panel, 1, 2_000, at]),
    ),
  ]);
}

/** Runs everything that waits to its end. */
export async function runForecast(app: TestApp, scenario: string | null = null): Promise<string> {
  const fresh = () => systemCtx(app.services, 'system');
  const { id } = await askRun(await fresh(), scenario);
  await advanceRuns(patient(fresh));
  return id;
}

export async function carryOn(app: TestApp): Promise<number> {
  return advanceRuns(patient(() => systemCtx(app.services, 'system')));
}

/** The past is looked at by few tests; to the others it was looked at already. */
const looked = (): Statement =>
  many(
    'backtest_lines',
    ['month', 'thing', 'line'],
    monthsFrom(FIRST, MONTHS).map((month) => [month, '', METHOD]),
  );

/** The app with the cast, stock, suppliers and a history. */
export async function forecastStage() {
  const engine = freshDatabase();
  const past = await filled(engine, 'forecast', async () => {
    const { w, s } = await stockWithFaults(engine);
    const b = await buyingWorld(engine, s);
    await repairHistory(engine, w, s);
    await engine.batch([looked()]);
    return { w, s, b };
  });
  return { engine, app: testApp(engine), ...past };
}

export type ForecastStage = Awaited<ReturnType<typeof forecastStage>>;

/** The last whole month before the tests' day. */
export const LAST = addMonths(FIRST, MONTHS - 1);
