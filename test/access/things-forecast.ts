import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import type { Shelf } from '../support/stock.ts';
import type { Cast } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';

/** Runs, scenarios and rows of the plan, each twice; the rights to them do not depend on a school. */
export async function forecastThings(engine: Engine, w: Cast, s: Shelf) {
  const two = () => ({ own: newId(), other: newId() });
  const [run, scenario, planRow] = [two(), two(), two()];
  const made = (side: 'own' | 'other') => [
    row('fleet_scenarios', { id: scenario[side], name: `What if, ${side}`, created_at: AT }),
    row('fleet_plan_rows', {
      id: planRow[side],
      scenario: scenario[side],
      kind: 'devices',
      model: w.dell3100,
      month: '2027-07',
      devices: 40,
      why: 'purchase',
      at: AT,
    }),
    row('forecast_runs', {
      id: run[side],
      why: 'nightly',
      state: 'done',
      phase: 'thin',
      today: '2027-03-02',
      month: '2027-03',
      at: AT,
      ended_at: AT,
    }),
    ...[s.panels, s.touchPanels].map((thing) =>
      row('forecast_groups', {
        run: run[side],
        thing,
        how: 'starter',
        sums: '[[[1,2,null]]]',
        fan: '[[2,0,0,1,2,3,4,5]]',
        factors: '[]',
        used: '{"first":"2027-02","months":1,"wanted":[],"empty":[]}',
      }),
    ),
  ];
  await engine.batch([...made('own'), ...made('other')]);
  return { run, scenario, planRow };
}
