import { type Calls, must, type Stage } from './calls.ts';

const ID = ({ made }: Stage) => ({ id: made.id ?? '' });

const screenJob = (name = 'Screen job') => ({
  name,
  fault: 'screen',
  lines: [
    { part: 'LCD-116-30', quantity: 1 },
    { part: 'KEY-3100', quantity: 2 },
  ],
});

async function kit(stage: Stage): Promise<void> {
  const made = await must(stage, stage.w.mara, 'POST', '/stock/kits', screenJob());
  stage.made.id = (made.json as { id: string }).id;
}

async function sent(stage: Stage): Promise<void> {
  const { s, w, made } = stage;
  const body = { from: s.shelf, to: s.van, how: 'send', quantity: { [s.panel]: 4 } };
  const answer = await must(stage, w.sid, 'POST', '/stock/transfers', body);
  made.id = (answer.json as { id: string }).id;
  const found = await must(stage, w.sid, 'GET', `/stock/transfers/${made.id}`);
  made.line = (found.json as { lines: { id: string }[] }).lines[0]?.id ?? '';
}

async function repair(stage: Stage): Promise<void> {
  const { w, made } = stage;
  await must(stage, w.sid, 'POST', '/devices/48213/repairs', { note: 'Dark', priority: 'normal' });
  const [opened] = await stage.app.rows<{ number: number }>('SELECT max(number) AS number FROM repairs');
  made.repair = String(opened?.number);
}

async function reserved(stage: Stage): Promise<void> {
  const { s, w, made } = stage;
  await repair(stage);
  const body = { part: s.panel, bin: s.shelf, quantity: 2 };
  await must(stage, w.sid, 'POST', `/repairs/${made.repair}/reservations`, body);
  const found = await must(stage, w.sid, 'GET', `/repairs/${made.repair}/reservations`);
  made.id = (found.json as { items: { id: string }[] }).items[0]?.id ?? '';
}

/** The ledger of stock, kits, reservations. */
export const stockCalls: Calls = {
  'get-stock-movements': {
    query: ({ s }) => `part=LCD-116-30&bin=${s.shelf}&why=opening&limit=1`,
    refuses: ['cora', 403],
    answers: { items: [{ sku: 'LCD-116-30', quantity: 10, valueCents: 20_000, binCode: 'D1-A1' }] },
  },
  'get-stock-value': {
    refuses: ['bert', 403],
    answers: { onHand: 17, valueCents: 35_100, underWay: 0 },
  },
  'get-stock-value-parts': {
    query: () => 'limit=2',
    refuses: ['cora', 403],
    answers: { items: [{ sku: 'BAT-3100' }, { sku: 'LCD-116-30', onHand: 12, averageCents: 2000 }] },
  },
  'get-stock-value-bins': {
    query: () => 'on=2027-03-02',
    refuses: ['cora', 403],
    answers: { items: [{ code: 'D1-A1', parts: 2, valueCents: 27_600 }, { code: 'VAN1' }] },
  },
  'post-stock-scraps': {
    body: ({ s }) => ({ bin: s.shelf, part: s.panel, quantity: 1, reason: 'broken' }),
    refuses: ['ivy', 403],
    answers: { proposed: false },
  },
  'get-stock-transfers': {
    before: sent,
    refuses: ['cora', 403],
    answers: { items: [{ fromCode: 'D1-A1', toCode: 'VAN1', quantity: 4, closedAt: null }] },
  },
  'get-stock-transfers-by-id': {
    before: sent,
    at: ID,
    refuses: ['bert', 403],
    answers: { lines: [{ sku: 'LCD-116-30', open: 4 }] },
  },
  'post-stock-transfers-by-id-arrive': {
    before: sent,
    at: ID,
    as: 'sid',
    body: ({ made }) => ({ arrived: { [made.line ?? '']: 3 }, short: { [made.line ?? '']: 'lost' } }),
    refuses: ['audrey', 403],
    answers: { open: 0 },
  },
  'get-stock-kits': {
    before: kit,
    refuses: ['cora', 403],
    answers: {
      items: [{ name: 'Screen job', lines: [{ sku: 'LCD-116-30' }, { quantity: 2, counted: false }] }],
    },
  },
  'get-stock-kits-by-id': {
    before: kit,
    at: ID,
    refuses: ['cora', 403],
    answers: { fault: 'screen', version: 1 },
  },
  'post-stock-kits': { body: () => screenJob(), refuses: ['sid', 403] },
  'put-stock-kits-by-id': {
    before: kit,
    at: ID,
    body: () => ({ version: 1, ...screenJob('Screen work') }),
    refuses: ['audrey', 403],
  },
  'post-stock-kits-by-id-retire': {
    before: kit,
    at: ID,
    body: () => ({ version: 1 }),
    refuses: ['tess', 403],
  },
  'get-repairs-by-repair-reservations': {
    before: reserved,
    at: ({ made }) => ({ repair: made.repair ?? '' }),
    refuses: ['cora', 403],
    answers: { items: [{ sku: 'LCD-116-30', quantity: 2, binCode: 'D1-A1', endedAt: null }] },
  },
  'post-repairs-by-repair-reservations': {
    before: repair,
    at: ({ made }) => ({ repair: made.repair ?? '' }),
    as: 'ian',
    body: ({ s }) => ({ part: s.panel, bin: s.shelf, quantity: 1 }),
    refuses: ['cora', 403],
  },
  'post-repairs-by-repair-reservations-by-id-release': {
    before: reserved,
    at: ({ made }) => ({ repair: made.repair ?? '', id: made.id ?? '' }),
    refuses: ['audrey', 403],
  },
};
