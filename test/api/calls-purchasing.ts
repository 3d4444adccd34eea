import { buyingWorld } from '../support/purchasing.ts';
import type { Calls, Stage } from './calls.ts';

/** Suppliers, prices and a budget; their ids by the names that tests use. */
async function buying(stage: Stage): Promise<void> {
  Object.assign(stage.made, await buyingWorld(stage.app.services.engine, stage.s));
}

const north = ({ made }: Stage) => ({ id: made.north ?? '' });
const northPanel = ({ made, s }: Stage) => ({ id: made.north ?? '', part: s.panel });

/** Suppliers and what they sell. */
export const purchasingCalls: Calls = {
  'get-suppliers': {
    before: buying,
    query: () => 'kind=distributor',
    refuses: ['cora', 403],
    answers: { items: [{ name: 'Northside Parts', parts: 2, lead: { median: null } }] },
  },
  'get-suppliers-by-id': {
    before: buying,
    at: north,
    as: 'ivy',
    refuses: ['bert', 403],
    answers: { minimumCents: 10_000, leadDays: 7, orders: [] },
  },
  'post-suppliers': {
    body: () => ({ name: 'Westway', kind: 'maker', minimum: '100', email: 'sales@westway.test' }),
    refuses: ['sid', 403],
  },
  'put-suppliers-by-id': {
    before: buying,
    at: north,
    body: () => ({ version: 1, name: 'Northside', kind: 'distributor', leadDays: 9 }),
    refuses: ['ada', 403],
  },
  'post-suppliers-by-id-retire': {
    before: buying,
    at: north,
    body: () => ({ version: 1 }),
    refuses: ['sid', 403],
  },
  'get-suppliers-by-id-prices': {
    before: buying,
    at: north,
    refuses: ['cora', 403],
    answers: {
      items: [
        { sku: 'BAT-3100', pack: 5 },
        { sku: 'LCD-116-30', priceCents: 1840 },
      ],
    },
  },
  'get-suppliers-by-id-prices-by-part': {
    before: buying,
    at: northPanel,
    refuses: ['ada', 403],
    answers: { items: [{ priceCents: 1840, toOn: null }] },
  },
  'post-suppliers-by-id-prices': {
    before: buying,
    at: north,
    body: () => ({ part: 'LCD-116-30', price: '18.95', fromOn: '2027-04-01' }),
    refuses: ['tess', 403],
  },
  'post-suppliers-by-id-prices-by-part-end': {
    before: buying,
    at: northPanel,
    body: () => ({}),
    refuses: ['sid', 403],
  },
};
