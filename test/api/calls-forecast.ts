import { forecastThings } from '../access/things-forecast.ts';
import { row } from '../support/world-row.ts';
import type { Calls, Stage } from './calls.ts';

/** A run with its groups, a scenario with a row, and (in the run) a line of panels to order. */
async function things(stage: Stage): Promise<void> {
  const { app, w, s, made } = stage;
  const { run, scenario, planRow } = await forecastThings(app.services.engine, w, s);
  Object.assign(made, { run: run.other, scenario: scenario.other, planRow: planRow.other });
  const offer = {
    supplier: null,
    part: s.panel,
    pack: 1,
    unitCents: 2000,
    inStock: null,
    previousCents: null,
    lastOn: null,
    lead: [],
  };
  const line = {
    ...{
      thing: s.panels,
      offer,
      onHand: 3,
      coming: 0,
      drafted: 0,
      waiting: 0,
      harvest: 0,
      sixty: [8, 4, 12],
    },
    ...{
      runsOut: 20,
      needBy: 14,
      lead: [21, 21],
      wants: 4,
      short: 2,
      delay: 36,
      stop: null,
      marks: ['no supplier'],
    },
  };
  await app.services.engine.batch([
    row('plan_lines', {
      run: run.other,
      thing: s.panels,
      line: JSON.stringify(line),
      steps: '[[4,8000,1.8,1.8]]',
    }),
  ]);
}

const theRun = ({ made }: Stage) => ({ id: made.run ?? '' });
const theScenario = ({ made }: Stage) => ({ id: made.scenario ?? '' });

/** What to order, the forecast, the fleet's plan and its what-ifs. */
export const forecastCalls: Calls = {
  'get-plan': {
    before: things,
    as: 'audrey',
    query: () => 'by=budget&budget=100',
    refuses: ['cora', 403],
    answers: {
      by: 'budget',
      budgetCents: 10_000,
      costCents: 8_000,
      lines: [{ units: 4, marks: ['no supplier'] }],
    },
  },
  'post-plan-orders': {
    before: things,
    as: 'sid',
    body: ({ made, s }) => ({ run: made.run, by: 'goal', goal: 99, ids: [s.panels] }),
    refuses: ['tess', 403],
    answers: { orders: [{ supplier: null, lines: 1 }] },
  },
  'get-forecast': {
    before: things,
    as: 'ivy',
    query: () => 'q=touch',
    refuses: ['ada', 403],
    answers: { items: [{ how: 'starter', months: [{ mean: 2, low: 0, high: 5 }] }, {}], next: null },
  },
  'get-forecast-groups-by-id': {
    before: things,
    at: ({ s }) => ({ id: s.panels }),
    refuses: ['cora', 403],
    answers: { how: 'starter', sums: [[{ weight: 1, mean: 2, size: null }]], used: { first: '2027-02' } },
  },
  'get-forecast-runs': {
    before: things,
    refuses: ['cora', 403],
    answers: { items: [{ state: 'done' }, {}] },
  },
  'post-forecast-runs': { as: 'sid', refuses: ['ian', 403] },
  'get-forecast-runs-by-id': {
    before: things,
    at: theRun,
    refuses: ['bert', 403],
    answers: { phase: 'thin', found: null },
  },
  'get-forecast-backtest': { before: things, refuses: ['cora', 403] },
  'get-forecast-failures': { refuses: ['cora', 403], answers: { items: [] } },
  'get-fleet-plan': {
    before: things,
    query: ({ made }) => `scenario=${made.scenario}`,
    refuses: ['cora', 403],
    answers: { rows: [{ devices: 40, month: '2027-07', proposed: false }, {}, {}], excess: [] },
  },
  'post-fleet-plan-rows': {
    body: ({ w }) => ({
      model: w.dell3100,
      month: '2027-07',
      direction: 'come',
      devices: 400,
      why: 'purchase',
    }),
    refuses: ['sid', 403],
    answers: { scenario: null },
  },
  'post-fleet-plan-rows-by-id-withdraw': {
    before: things,
    at: ({ made }) => ({ id: made.planRow ?? '' }),
    refuses: ['sid', 403],
  },
  'put-fleet-plan-settings': {
    body: () => ({ version: 1, lifeMonths: 60, collection: 5 }),
    refuses: ['audrey', 403],
  },
  'get-fleet-plan-scenarios': {
    before: things,
    refuses: ['cora', 403],
    answers: { items: [{ version: 1 }, {}] },
  },
  'post-fleet-plan-scenarios': {
    body: () => ({ name: 'Keep the 3100s another year' }),
    refuses: ['sid', 403],
  },
  'get-fleet-plan-scenarios-by-id': {
    before: things,
    at: theScenario,
    refuses: ['cora', 403],
    answers: { name: 'What if, other', retiredAt: null },
  },
  'put-fleet-plan-scenarios-by-id': {
    before: things,
    at: theScenario,
    body: () => ({ version: 1, name: 'Buy more', note: '' }),
    refuses: ['sid', 403],
  },
  'post-fleet-plan-scenarios-by-id-retire': {
    before: things,
    at: theScenario,
    body: () => ({ version: 1 }),
    refuses: ['sid', 403],
  },
  'post-fleet-plan-scenarios-by-id-keep': {
    before: things,
    at: theScenario,
    body: ({ w }) => ({ model: w.dell3100, months: 12 }),
    refuses: ['sid', 403],
  },
  'post-fleet-plan-scenarios-by-id-collection': {
    before: things,
    at: theScenario,
    body: () => ({ month: '2027-05' }),
    refuses: ['sid', 403],
  },
};
