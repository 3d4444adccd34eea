import type { BODIES } from './bodies.ts';

/** With these only the right to the thing decides. */
export const WORK_BODIES: typeof BODIES = {
  'PUT /api/v1/visits/:visit': () => ({ site: 'MAP', day: '2027-03-09' }),
  'POST /api/v1/visits/move': ({ things }) => ({ visit: things.visit.own, day: '2027-03-09' }),
  'POST /api/v1/visits/order': () => ({ day: '2027-03-02', to: 'distance' }),
  'POST /api/v1/visits/load/:day/unticks': () => ({ part: 'LCD-116-30' }),
  'POST /api/v1/visits/vehicle/drop-off': () => ({ depot: 'DEP1' }),
  'POST /api/v1/visits/overtime/:overtime/decide': () => ({ decision: 'approved' }),
  'POST /api/v1/settings/visits/windows': () => ({
    title: 'Tests',
    fromOn: '2027-04-01',
    toOn: '2027-04-02',
  }),
  'POST /api/v1/settings/visits/miles': () => ({ one: 'MAP', other: 'BIR', miles: '8' }),
};
