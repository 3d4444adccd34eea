import type { Calls } from './calls.ts';

/** Locations and stock. */
export const placeCalls: Calls = {
  'get-locations': {
    query: () => 'kind=room&limit=1',
    refuses: null,
    answers: { items: [{ code: 'MAP-12', topName: 'Maple Elementary' }] },
  },
  'get-locations-by-id': {
    at: ({ w }) => ({ id: w.mapleCart }),
    refuses: ['bert', 404],
    answers: { code: 'MAP-C1', slots: 30, version: 1 },
  },
  'get-locations-by-id-tree': {
    at: ({ w }) => ({ id: w.mapleCart }),
    refuses: ['bert', 404],
    answers: { items: [{ code: 'MAP-C1' }, { code: 'MAP' }, { code: 'MAP-12' }] },
  },
  'get-locations-by-id-slots': {
    at: ({ w }) => ({ id: w.mapleCart }),
    refuses: ['bert', 404],
    answers: { items: [] },
  },
  'post-locations': {
    body: ({ w }) => ({ kind: 'room', code: 'MAP-14', name: 'Room 14', parent: w.maple }),
    refuses: ['cora', 403],
  },
  'put-locations-by-id': {
    at: ({ w }) => ({ id: w.mapleRoom }),
    body: ({ w }) => ({ version: 1, code: 'MAP-12', name: 'Room twelve', parent: w.maple }),
    refuses: ['sid', 403],
  },
  'post-locations-by-id-retire': {
    at: ({ w }) => ({ id: w.vendor }),
    body: () => ({ version: 1 }),
    refuses: ['audrey', 403],
  },
  'get-stock': {
    as: 'sid',
    refuses: ['cora', 403],
    answers: { mine: [{}, { sku: 'LCD-116-30', onHand: 2 }] },
  },
  'get-stock-parts': {
    query: ({ s }) => `group=${s.panels}`,
    refuses: ['bert', 403],
    answers: { items: [{ sku: 'LCD-116-30', onHand: 12, counted: true }, { sku: 'LCD-116-30B' }] },
  },
  'get-stock-parts-by-id': {
    at: ({ s }) => ({ id: s.panel }),
    refuses: ['cora', 403],
    answers: { makerNumbers: ['NT116WHM-N21'], twins: [{ sku: 'LCD-116-30B' }] },
  },
  'post-stock-parts': {
    body: () => ({
      sku: 'HIN-1',
      name: 'Hinge',
      partKind: 'hinge',
      condition: 'new',
      counted: true,
      price: '4.50',
      barcodes: ['4006381333948'],
    }),
    refuses: ['cora', 403],
  },
  'put-stock-parts-by-id': {
    at: ({ s }) => ({ id: s.battery }),
    body: () => ({
      version: 1,
      sku: 'BAT-3100',
      name: 'Battery of the 3100',
      partKind: 'battery',
      condition: 'new',
      counted: true,
    }),
    refuses: ['cora', 403],
  },
  'post-stock-parts-by-id-retire': {
    at: ({ s }) => ({ id: s.keycap }),
    body: () => ({ version: 1 }),
    refuses: ['tess', 403],
  },
  'get-stock-groups': {
    refuses: ['cora', 403],
    answers: { items: [{ name: '11.6 inch LCD, 30 pin, no touch' }, {}] },
  },
  'post-stock-groups': {
    body: () => ({ name: 'Hinges', partKind: 'hinge' }),
    refuses: ['ivy', 403],
  },
  'put-stock-groups-by-id': {
    at: ({ s }) => ({ id: s.panels }),
    body: () => ({ version: 1, name: 'LCD 11.6, 30 pin', partKind: 'screen', touch: '0' }),
    refuses: ['audrey', 403],
  },
  'get-stock-bins': { refuses: ['bert', 403], answers: { items: [{ code: 'D1-A1', parts: 2 }, {}, {}] } },
  'get-stock-bins-by-id': {
    at: ({ s }) => ({ id: s.van }),
    refuses: ['cora', 403],
    answers: { keeperGiven: 'Sid', held: [{}, { onHand: 2 }] },
  },
  'post-stock-bins': {
    body: ({ w }) => ({ code: 'D1-B1', name: 'North depot B1', location: w.depot }),
    refuses: ['sid', 403],
  },
  'put-stock-bins-by-id': {
    at: ({ s }) => ({ id: s.shelf }),
    body: ({ w }) => ({ version: 1, code: 'D1-A1', name: 'First shelf', location: w.depot }),
    refuses: ['tess', 403],
  },
  'post-stock-transfers': {
    as: 'sid',
    body: ({ s }) => ({ from: s.shelf, to: s.van, quantity: { [s.panel]: 3 } }),
    refuses: ['audrey', 403],
  },
  'get-stock-fits': {
    query: () => 'state=confirmed',
    refuses: ['cora', 403],
    answers: { items: [{ fault: 'Screen' }, {}, {}] },
  },
  'post-stock-fits': {
    as: 'ian',
    body: ({ w, s }) => ({ model: w.lenovo100e, fault: 'screen', group: s.panels }),
    refuses: ['audrey', 403],
    answers: { state: 'proposed' },
  },
  'post-stock-fits-by-id-decide': {
    before: async (stage) => {
      const [fit] = await stage.app.rows<{ id: string }>("SELECT id FROM fits WHERE fault = 'battery'");
      stage.made.fit = fit?.id ?? '';
    },
    at: ({ made }) => ({ id: made.fit ?? '' }),
    body: () => ({ decision: 'refused' }),
    refuses: ['sid', 403],
  },
  'get-stock-offers': {
    as: 'sid',
    query: ({ w }) => `model=${w.dell3100}&fault=battery`,
    refuses: ['bert', 403],
    answers: { items: [{ sku: 'BAT-3100', mine: 1, fit: 'confirmed' }] },
  },
};
