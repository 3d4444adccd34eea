import { type Calls, must, type Stage } from './calls.ts';

const model = { maker: 'Dell', name: 'Chromebook 3110', number: '3110', kind: 'chromebook', price: '289.00' };
const plan = { name: 'Accident plan', incidents: 2, per: 'year' };
const field = { name: 'Case colour', choices: 'Blue\nRed' };

/** Makes a thing whose id the call needs, as the admin. */
function made(path: string, body: object) {
  return async (stage: Stage) => {
    const answer = await must(stage, stage.w.ada, 'POST', path, body);
    stage.made.id = (answer.json as { id?: string }).id ?? '';
  };
}
const id = ({ made: { id: made = '' } }: Stage) => ({ id: made });

/** Models, swaps, and what the district has set. */
export const settingsCalls: Calls = {
  'get-models': {
    query: () => 'kind=chromebook&limit=1',
    refuses: null,
    answers: { items: [{ name: 'Chromebook 3100', devices: 5, aueOn: '2029-06-01' }] },
  },
  'get-models-by-id': {
    at: ({ w }) => ({ id: w.dell3100 }),
    refuses: null,
    answers: { variants: [{ name: 'No touch', touch: false, lte: null }, { touch: true }], version: 1 },
  },
  'post-models': {
    body: () => ({ ...model, aueOn: '2031-06-01', aueSource: 'List' }),
    refuses: ['cora', 403],
  },
  'put-models-by-id': {
    as: 'ian',
    at: ({ w }) => ({ id: w.lenovo100e }),
    body: () => ({ version: 1, ...model, maker: 'Lenovo' }),
    refuses: ['audrey', 403],
    answers: { proposed: true },
  },
  'post-models-by-id-aue': {
    at: ({ w }) => ({ id: w.dell3100 }),
    body: () => ({ aueOn: '2030-06-01', source: 'List', readOn: '2027-03-01', seen: '2029-06-01' }),
    refuses: ['bert', 403],
    answers: { proposed: false },
  },
  'post-models-by-id-retire': {
    at: ({ w }) => ({ id: w.lenovo100e }),
    body: () => ({ version: 1 }),
    refuses: ['sid', 403],
  },
  'get-models-by-id-variants': {
    at: ({ w }) => ({ id: w.dell3100 }),
    refuses: null,
    answers: { next: null },
  },
  'post-models-by-id-variants': {
    at: ({ w }) => ({ id: w.lenovo100e }),
    body: () => ({ name: 'Touch', touch: true, convertible: false, lte: null }),
    refuses: ['audrey', 403],
  },
  'put-models-by-id-variants-by-variant': {
    at: ({ w }) => ({ id: w.dell3100, variant: w.dell3100Touch }),
    body: () => ({ name: 'Touch', touch: true, lte: false }),
    refuses: ['sid', 403],
  },
  'post-models-by-id-variants-by-variant-retire': {
    at: ({ w }) => ({ id: w.dell3100, variant: w.dell3100Plain }),
    refuses: ['ivy', 403],
  },
  'get-devices-by-device-swap': {
    at: () => ({ device: '48213' }),
    refuses: ['cora', 403],
    answers: { swap: null },
  },
  'post-devices-by-device-swap': {
    as: 'sid',
    at: () => ({ device: '48213' }),
    body: () => ({
      spare: '50002',
      how: 'loaner',
      to: 'MAP',
      symptom: 'cracked-screen',
      dueOn: '2027-03-16',
    }),
    refuses: ['cora', 403],
  },
  'post-swaps-by-id-undo': {
    before: async (stage) => {
      const body = { spare: '50002', how: 'for_good', to: 'MAP' };
      await must(stage, stage.w.sid, 'POST', '/devices/48213/swap', body);
      const answer = await must(stage, stage.w.sid, 'GET', '/devices/48213/swap', undefined);
      stage.made.id = (answer.json as { swap: { id: string } }).swap.id;
    },
    as: 'sid',
    at: id,
    refuses: ['audrey', 403],
  },
  'get-settings': {
    as: 'ada',
    refuses: ['mara', 403],
    answers: { work: { weekdays: [1, 2, 3, 4, 5], normal: 5, version: 1 }, district: { currency: 'USD' } },
  },
  'put-settings-district': {
    as: 'ada',
    body: () => ({ version: 1, name: 'Riverbend Schools', currency: 'usd' }),
    refuses: ['mara', 403],
  },
  'put-settings-work': {
    as: 'ada',
    body: () => ({
      version: 1,
      weekdays: [1, 2, 3, 4],
      dayStart: '08:00',
      dayEnd: '15:00',
      urgent: 1,
      high: 2,
      normal: 4,
      low: 8,
    }),
    refuses: ['audrey', 403],
  },
  'put-settings-sign-in': {
    as: 'ada',
    body: () => ({ version: 1, account: 5, address: 60, longest: 20 }),
    refuses: ['mara', 403],
  },
  'put-settings-advice': {
    as: 'ada',
    body: () => ({
      version: 1,
      benchRate: '32.50',
      lifeMonths: 60,
      shareOfValue: 60,
      shareOfPrice: 50,
      small: 15,
      fewestMonths: 6,
      sameFaultLook: 3,
    }),
    refuses: ['sid', 403],
  },
  'get-holidays': {
    before: made('/holidays', { from: '2027-03-29', to: '2027-03-30', name: 'Break' }),
    refuses: null,
    answers: { items: [{ day: '2027-03-29' }, { day: '2027-03-30', name: 'Break' }] },
  },
  'post-holidays': {
    as: 'ada',
    body: () => ({ from: '2027-03-29', name: 'Break' }),
    refuses: ['mara', 403],
  },
  'delete-holidays-by-day': {
    before: made('/holidays', { from: '2027-03-29', name: 'Break' }),
    as: 'ada',
    at: () => ({ day: '2027-03-29' }),
    refuses: ['mara', 403],
  },
  'get-coverage-plans': {
    before: made('/coverage-plans', plan),
    refuses: null,
    answers: { items: [{ name: 'Accident plan', incidents: 2 }] },
  },
  'post-coverage-plans': { as: 'ada', body: () => plan, refuses: ['mara', 403] },
  'put-coverage-plans-by-id': {
    before: made('/coverage-plans', plan),
    as: 'ada',
    at: id,
    body: () => ({ version: 1, ...plan, incidents: null }),
    refuses: ['mara', 403],
  },
  'post-coverage-plans-by-id-retire': {
    before: made('/coverage-plans', plan),
    as: 'ada',
    at: id,
    body: () => ({ version: 1 }),
    refuses: ['mara', 403],
  },
  'get-custom-fields': {
    before: made('/custom-fields', { deviceKind: 'chromebook', type: 'choice', ...field }),
    refuses: null,
    answers: { items: [{ name: 'Case colour', choices: ['Blue', 'Red'] }] },
  },
  'post-custom-fields': {
    as: 'ada',
    body: () => ({ deviceKind: 'chromebook', type: 'choice', ...field }),
    refuses: ['mara', 403],
  },
  'put-custom-fields-by-id': {
    before: made('/custom-fields', { deviceKind: 'chromebook', type: 'choice', ...field }),
    as: 'ada',
    at: id,
    body: () => ({ version: 1, ...field, name: 'Sleeve colour' }),
    refuses: ['mara', 403],
  },
  'post-custom-fields-by-id-retire': {
    before: made('/custom-fields', { deviceKind: 'chromebook', type: 'choice', ...field }),
    as: 'ada',
    at: id,
    body: () => ({ version: 1 }),
    refuses: ['mara', 403],
  },
};
