import { z } from 'zod';
import { cents, day, time } from './shapes.ts';

const units = z.number().describe('Units, as an expectation');

export const Found = z
  .object({
    groups: z.int(),
    wants: z.int().describe('Units wanted between an order of today and the next one'),
    short: z.int().describe('Of them short when nothing is ordered'),
    goalCents: cents.describe('What meeting 95 of 100 wants costs now'),
    ahead: z.array(units).describe('Units wanted in the next 3, 6 and 12 months'),
    devices: z.array(z.int()).describe('Devices in service in each month ahead'),
    marks: z.record(z.string(), z.int()),
  })
  .meta({ id: 'ForecastFound' });

export const ForecastRun = z
  .object({
    id: z.string(),
    n: z.int(),
    scenario: z.string().nullable(),
    scenarioName: z.string().nullable(),
    why: z.enum(['nightly', 'asked']),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    phase: z.string(),
    done: z.int().describe('Steps that are done, of `total`'),
    total: z.int(),
    today: day,
    fingerprint: z.string().nullable().describe('SHA-256 of everything that it was made from'),
    failure: z.string(),
    at: time,
    endedAt: time.nullable(),
    found: Found.nullable(),
  })
  .meta({ id: 'ForecastRun' });

export const ForecastLine = z
  .object({
    thing: z.string().describe('Id of the interchange group, or of a part without one'),
    name: z.string(),
    kind: z.string(),
    how: z.enum(['starter', 'installed base', 'base and history', 'history']),
    lastYear: z.int().describe('Units used in the last twelve months'),
    months: z
      .array(z.object({ mean: units, low: z.int(), high: z.int() }))
      .describe('Each month ahead: expected, 5th and 95th percentile'),
  })
  .meta({ id: 'ForecastLine' });

const mixture = z
  .array(z.object({ weight: z.number(), mean: z.number(), size: z.number().nullable() }))
  .describe('Negative binomials by weight; size null is Poisson');

export const ForecastGroup = z
  .object({
    thing: z.string(),
    name: z.string(),
    kind: z.string(),
    run: z.string(),
    how: z.string(),
    sums: z.array(mixture).describe('The next 1, 2, ... months together'),
    months: z
      .array(z.array(z.number()))
      .describe('Each month ahead: mean, then quantiles .05 .1 .25 .5 .75 .9 .95'),
    factors: z.array(
      z.object({
        model: z.string().nullable(),
        devices: z.number(),
        hazard: z.number().describe('Units per device-month'),
        average: z.number().describe('The same over all models of this kind of part'),
        age: z.number(),
        month: z.array(z.number()),
      }),
    ),
    used: z.object({ first: z.string(), units: z.array(z.number()) }).describe('Per month, from `first` on'),
  })
  .meta({ id: 'ForecastGroup' });

export const OrderPlanLine = z
  .object({
    thing: z.string(),
    name: z.string(),
    part: z.string().nullable(),
    supplier: z.string().nullable(),
    onHand: z.int(),
    coming: z.int(),
    drafted: z.int(),
    waiting: z.int(),
    sixty: z.array(z.number()).describe('The next 60 days: mean, 10th and 90th percentile'),
    needBy: day.nullable(),
    placeBy: day.nullable(),
    units: z.int().describe('To order'),
    costCents: cents,
    removed: z.number().describe('Repairs that would wait without it'),
    why: z.string(),
    oneLess: z.string(),
    vehicles: z.string().describe('What of it lies in vehicles, and what a transfer to the depot spares'),
    marks: z.array(z.string()),
  })
  .meta({ id: 'OrderPlanLine' });

export const OrderPlan = z
  .object({
    run: z.string().nullable().describe('Null while there is no forecast yet'),
    by: z.enum(['budget', 'goal', 'classes']).nullable(),
    budgetCents: cents.nullable(),
    goal: z.number().nullable(),
    goals: z.object({ A: z.number(), B: z.number(), C: z.number() }).nullable().describe('By class of value'),
    classes: z
      .array(
        z.object({
          abc: z.enum(['A', 'B', 'C']),
          lines: z.int(),
          wants: z.number(),
          short: z.number(),
          cents,
        }),
      )
      .describe('Where goals are set by class: what each comes to'),
    costCents: cents,
    shippingCents: cents,
    fill: z.number().describe('Share of the wants that is met from the shelf'),
    count: z.int(),
    lines: z.array(OrderPlanLine),
  })
  .meta({ id: 'OrderPlan', description: 'What to order, the most urgent first; 100 lines from `from` on' });

export const DraftedOrders = z
  .object({
    orders: z.array(z.object({ id: z.string(), supplier: z.string().nullable(), lines: z.int() })),
  })
  .meta({ id: 'DraftedOrders' });

const score = z.object({
  forecasts: z.int(),
  coverage: z.array(z.number()).describe('Of the quantiles .1 .25 .5 .75 .9 .95 .99'),
  pinball: z.array(z.number()),
  overCents: z.number(),
  shortCents: z.number(),
  wants: z.number(),
  met: z.number(),
  stockCents: z.number(),
});

export const BacktestShape = z
  .object({
    months: z.array(z.string()),
    ours: score,
    average: score.describe('A moving average of 12 months with safety stock'),
    byMonth: z.array(
      z.object({ month: z.string(), ours: z.number(), average: z.number(), coverage: z.number() }),
    ),
    verdict: z.string(),
  })
  .nullable()
  .meta({ id: 'Backtest', description: 'Null while there is too little history' });

export const ModelFailures = z
  .object({
    model: z.string(),
    now: z.int().describe('Devices in service'),
    found: z.int(),
    deviceYears: z.number(),
    rate: z.number().describe('Faults per 100 devices and year'),
    low: z.number(),
    high: z.number(),
    centsPerYear: z.number().describe('Repair cost of one device and year'),
  })
  .meta({ id: 'ModelFailures' });

const reason = z.enum(['aue', 'age', 'refresh', 'purchase', 'loss', 'other']);

export const FleetPlanShape = z
  .object({
    rows: z.array(
      z.object({
        key: z.string(),
        model: z.string(),
        month: z.string(),
        devices: z.int().describe('Below zero: they leave'),
        why: reason,
        note: z.string(),
        proposed: z.boolean().describe('True: it follows from update ends and age'),
      }),
    ),
    models: z.array(z.object({ id: z.string(), devices: z.array(z.int()), ageMonths: z.array(z.number()) })),
    excess: z
      .array(z.object({ name: z.string(), month: z.string(), asked: z.int(), there: z.int() }))
      .describe('Where the plan lets more leave than there will be'),
  })
  .meta({ id: 'FleetPlan' });

export const ScenarioShape = z
  .object({
    id: z.string(),
    name: z.string(),
    note: z.string(),
    version: z.int(),
    retiredAt: time.nullable(),
  })
  .meta({ id: 'FleetScenario' });

export const RowPut = z
  .object({ id: z.string(), scenario: z.string().nullable() })
  .meta({ id: 'FleetPlanRowPut' });
export const RowOut = z.object({ scenario: z.string().nullable() }).meta({ id: 'FleetPlanRowOut' });
