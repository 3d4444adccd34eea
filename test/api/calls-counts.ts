import { type Calls, must, type Stage } from './calls.ts';

const counting =
  (...parts: readonly ('panel' | 'battery')[]) =>
  async (stage: Stage) => {
    const { w, s, made } = stage;
    const begun = await must(stage, w.sid, 'POST', '/stock/counts/start', { bin: 'VAN1' });
    made.count = (begun.json as { id: string }).id;
    // The first count of a bin would ask for no reasons.
    await stage.app.rows("UPDATE counts SET kind = 'cycle' RETURNING 1");
    for (const part of parts)
      await must(stage, w.sid, 'POST', `/stock/counts/${made.count}/entries`, { part: s[part], quantity: 4 });
  };

async function finished(stage: Stage): Promise<void> {
  await counting('panel')(stage);
  await must(stage, stage.w.sid, 'POST', `/stock/counts/${stage.made.count}/finish`);
  const [line] = await stage.app.rows<{ id: string }>('SELECT id FROM count_lines');
  stage.made.line = line?.id ?? '';
}

/** An intern's count: somebody else says yes. */
async function waiting(stage: Stage): Promise<void> {
  const { app, s, w, made } = stage;
  const body = { bin: s.shelf, counted: { [s.panel]: 9 } };
  await must(stage, w.ivy, 'POST', '/stock/counts', body);
  const [line] = await app.rows<{ id: string }>('SELECT id FROM count_lines');
  made.line = line?.id ?? '';
}

const at = ({ made }: Stage) => ({ id: made.count ?? '' });

/** A vehicle that should hold five panels. */
async function pinned(stage: Stage): Promise<void> {
  const { w, s } = stage;
  await must(stage, w.mara, 'POST', `/stock/vehicles/${s.van}/pin`, { item: s.panels, minimum: 5 });
}

const van = ({ s }: Stage) => ({ bin: s.van });

/** Counts of bins, and what vehicles should hold. */
export const countCalls: Calls = {
  'get-stock-counts': {
    before: counting(),
    query: ({ s }) => `bin=${s.van}&state=counting`,
    refuses: ['cora', 403],
    answers: { items: [{ binCode: 'VAN1', state: 'counting', by: 'Sid Pliers' }] },
  },
  'get-stock-counts-by-id': {
    before: finished,
    at,
    refuses: ['bert', 403],
    answers: { state: 'closed', parts: [], results: [{ counted: 4, books: 2, differs: 2, cents: 4000 }] },
  },
  'get-stock-counts-bins': { refuses: ['cora', 403], answers: { items: [] } },
  'get-stock-counts-parts': { query: () => 'show=all', refuses: ['cora', 403], answers: { items: [] } },
  'get-stock-counts-waiting': {
    before: waiting,
    as: 'audrey',
    refuses: ['cora', 403],
    answers: { items: [{ sku: 'LCD-116-30', differs: -1, above: false }] },
  },
  'get-stock-counts-accuracy': {
    refuses: ['bert', 403],
    answers: { months: [], bins: [], people: [] },
  },
  'post-stock-counts': {
    as: 'sid',
    body: ({ s }) => ({ bin: s.van, counted: { [s.panel]: 1 }, reason: 'damaged' }),
    refuses: ['cora', 403],
    answers: { posted: 1, proposed: false },
  },
  'post-stock-counts-one': {
    as: 'ivy',
    body: ({ s }) => ({ bin: s.shelf, part: 'LCD-116-30', counted: 9 }),
    refuses: ['ada', 403],
    answers: { waiting: 1, proposed: true },
  },
  'post-stock-counts-start': { as: 'audrey', body: () => ({ bin: 'van1' }), refuses: ['ada', 403] },
  'post-stock-counts-by-id-entries': {
    before: counting(),
    as: 'ivy',
    at,
    body: () => ({ part: '4006381333931', quantity: 3 }),
    refuses: ['cora', 403],
  },
  'post-stock-counts-by-id-parts-by-part-withdraw': {
    before: counting('panel'),
    as: 'sid',
    at: (stage) => ({ ...at(stage), part: stage.s.panel }),
    refuses: ['ada', 403],
  },
  'post-stock-counts-by-id-finish': {
    before: counting('panel', 'battery'),
    as: 'sid',
    at,
    refuses: ['bert', 403],
    answers: { posted: 0, open: 2 },
  },
  'post-stock-counts-by-id-settle': {
    before: finished,
    as: 'sid',
    at,
    body: ({ made }) => ({ reason: { [made.line ?? '']: 'found' } }),
    refuses: ['ada', 403],
    answers: { posted: 1, waiting: 0, open: 0 },
  },
  'post-stock-counts-by-id-give-up': { before: counting('panel'), at, refuses: ['ivy', 403] },
  'post-stock-counts-decide': {
    before: waiting,
    body: ({ made }) => ({ lines: [made.line ?? ''], decision: 'agree' }),
    refuses: ['ian', 403],
    answers: { decided: 1 },
  },
  'get-stock-vehicles': {
    refuses: ['cora', 403],
    answers: { items: [{ code: 'VAN1', keeperGiven: 'Sid' }, { code: 'VAN2' }] },
  },
  'get-stock-vehicles-by-bin': {
    before: pinned,
    at: van,
    refuses: ['bert', 403],
    answers: { lines: [{ minimum: 5, here: 2, missing: 3 }], depots: [{ takes: [{ quantity: 3 }] }] },
  },
  'post-stock-vehicles-by-bin-top-up': {
    before: pinned,
    as: 'sid',
    at: van,
    body: ({ w }) => ({ from: w.depot }),
    refuses: ['ian', 403],
    answers: { units: 3 },
  },
  'post-stock-vehicles-by-bin-pin': {
    at: van,
    body: ({ s }) => ({ item: s.panels, minimum: 4 }),
    refuses: ['sid', 403],
  },
  'post-stock-vehicles-by-bin-check': {
    as: 'ivy',
    at: van,
    body: ({ s }) => ({ right: { [s.panel]: 2 }, counted: {} }),
    refuses: ['ada', 403],
    answers: { posted: 1, open: 0 },
  },
};
