import { type Calls, must, type Stage } from './calls.ts';

const TODAY = '2027-03-02';

/** A visit of Sid at Maple today, and what comes after it. */
function visit(...steps: ('arrive' | 'leave')[]) {
  return async (stage: Stage) => {
    const { w, made } = stage;
    const planned = await must(stage, w.sid, 'POST', '/visits', { site: 'MAP', day: TODAY });
    made.visit = (planned.json as { id: string }).id;
    for (const step of steps) await must(stage, w.sid, 'POST', `/visits/${made.visit}/${step}`);
  };
}

/** And a screen to replace there, which the vehicle has no part for. */
async function load(stage: Stage): Promise<void> {
  const { app, w, s } = stage;
  await visit()(stage);
  await app.services.engine.batch([
    { sql: 'UPDATE devices SET variant = ? WHERE id = ?', parameters: [w.dell3100Plain, w.two] },
    { sql: 'UPDATE stock SET on_hand = 0 WHERE bin = ?', parameters: [s.van] },
  ]);
  await must(stage, w.sid, 'POST', '/devices/48214/repairs', { fault: 'screen' });
}

const at = ({ made }: Stage) => ({ visit: made.visit ?? '' });
const day = () => ({ day: TODAY });

const CARTS = '01900000-0000-7000-8000-00000000c003';

/** Sid is at Maple every other Tuesday. */
async function rule(stage: Stage): Promise<void> {
  const body = { site: 'MAP', weekday: 2, every: 'fortnightly', fromOn: '2027-03-09' };
  const answer = await must(stage, stage.w.sid, 'POST', '/visit-rules', body);
  stage.made.rule = (answer.json as { id: string }).id;
}

export const visitCalls: Calls = {
  'get-visits': {
    before: visit(),
    as: 'cora',
    refuses: ['ada', 403],
    answers: { items: [{ siteCode: 'MAP', day: TODAY, state: 'planned', people: 'Sid Pliers' }] },
  },
  'post-visits': { body: () => ({ site: 'BIR', day: '2027-03-09' }), as: 'ian', refuses: ['cora', 403] },
  'get-visits-suggestion': {
    before: async (stage) => {
      await must(stage, stage.w.sid, 'POST', '/devices/60001/repairs', { symptom: 'cracked-screen' });
    },
    as: 'sid',
    refuses: ['audrey', 403],
    answers: { from: 'Maple Elementary' },
  },
  'get-visits-day': {
    before: visit(),
    as: 'sid',
    refuses: ['cora', 403],
    answers: { day: TODAY, byHand: false, stops: [{ siteName: 'Maple Elementary' }] },
  },
  'get-visits-load': {
    before: load,
    as: 'sid',
    refuses: ['cora', 403],
    answers: { picks: [{ quantity: 1, ticked: 0 }], short: [] },
  },
  'post-visits-load-by-day-ticks': {
    before: load,
    at: day,
    body: ({ s }) => ({ part: s.panel }),
    as: 'sid',
    refuses: ['audrey', 403],
  },
  'post-visits-load-by-day-post': {
    before: async (stage) => {
      await load(stage);
      await must(stage, stage.w.sid, 'POST', `/visits/load/${TODAY}/ticks`, { part: stage.s.panel });
    },
    at: day,
    as: 'sid',
    refuses: ['ivy', 403],
    answers: { units: 1 },
  },
  'get-visits-miles': {
    query: () => 'month=2027-03',
    as: 'sid',
    refuses: ['cora', 403],
    answers: { tenths: 0 },
  },
  'post-visits-drives': {
    body: () => ({ day: TODAY, to: 'DEP1', miles: '3.5' }),
    as: 'sid',
    refuses: ['audrey', 403],
  },
  'post-visits-bench': { body: () => ({ day: TODAY, minutes: 90 }), as: 'sid', refuses: ['audrey', 403] },
  'post-visits-overtime': {
    body: () => ({ day: TODAY, minutes: 60, reason: 'Late' }),
    as: 'ian',
    refuses: ['mara', 403],
  },
  'post-visits-overnight': {
    before: async (stage) => {
      await must(stage, stage.w.sid, 'POST', '/devices/48214/custody', { how: 'move', to: 'VAN1' });
    },
    body: () => ({ place: 'home' }),
    as: 'sid',
    refuses: ['tess', 403],
    answers: { devices: 1 },
  },
  'get-visits-by-visit': {
    before: visit('arrive'),
    at,
    as: 'mara',
    refuses: ['bert', 404],
    answers: { counts: { fixed: 0 } },
  },
  'post-visits-by-visit-set-out': { before: visit(), at, as: 'sid', refuses: ['tess', 404] },
  'post-visits-by-visit-arrive': {
    before: visit(),
    at,
    body: () => ({ odometer: '41230.5' }),
    as: 'sid',
    refuses: ['tess', 404],
  },
  'post-visits-by-visit-leave': { before: visit('arrive'), at, as: 'sid', refuses: ['audrey', 403] },
  'post-visits-by-visit-call-off': {
    before: visit(),
    at,
    body: () => ({ reason: 'Snow' }),
    as: 'mara',
    refuses: ['cora', 403],
  },
  'post-visits-by-visit-notes': {
    before: visit('arrive'),
    at,
    body: () => ({ text: 'Hot' }),
    as: 'sid',
    refuses: ['tess', 404],
  },
  'post-visits-by-visit-follow-ups': {
    before: visit('arrive'),
    at,
    body: () => ({ text: 'Bring a fan' }),
    as: 'sid',
    refuses: ['tess', 404],
  },
  'get-visit-rules': {
    before: rule,
    as: 'sid',
    refuses: ['cora', 403],
    answers: { items: [{ siteName: 'Maple Elementary', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU' }] },
  },
  'post-visit-rules': {
    as: 'sid',
    body: () => ({ site: 'MAP', weekday: 4, every: 'monthly', fromOn: '2027-03-09' }),
    refuses: ['audrey', 403],
    answers: { visits: 2 },
  },
  'post-visit-rules-by-rule-end': {
    before: rule,
    at: ({ made }) => ({ rule: made.rule ?? '' }),
    as: 'mara',
    refuses: ['tess', 404],
  },
  'get-checklists': {
    as: 'ivy',
    refuses: ['cora', 403],
    answers: { items: { length: 5 } },
  },
  'post-checklists': {
    body: () => ({ title: 'Carts in a row', purpose: 'carts', items: 'Every slot charges' }),
    refuses: ['sid', 403],
  },
  'put-checklists-by-list': {
    at: () => ({ list: CARTS }),
    body: () => ({ version: 1, title: 'Cart check', purpose: 'carts', items: 'Every slot charges' }),
    refuses: ['ian', 403],
  },
  'post-checklists-by-list-retire': {
    at: () => ({ list: CARTS }),
    body: () => ({ version: 1 }),
    refuses: ['ada', 403],
  },
  'post-visits-by-visit-checks-by-list': {
    before: visit('arrive'),
    at: (stage) => ({ ...at(stage), list: CARTS }),
    body: () => ({ answer: { i1: 'yes', i2: 'no' }, note: {}, device: { i2: '48214' } }),
    as: 'sid',
    refuses: ['tess', 404],
    answers: { failed: 1 },
  },
  'get-visits-by-visit-checks': {
    before: async (stage) => {
      await visit('arrive')(stage);
      const body = { answer: { i1: 'no' }, note: { i1: 'One is dead' }, device: {} };
      await must(stage, stage.w.sid, 'POST', `/visits/${stage.made.visit}/checks/${CARTS}`, body);
    },
    at,
    as: 'cora',
    refuses: ['bert', 404],
    answers: { items: [{ text: 'Every slot charges: One is dead', failed: true }] },
  },
};
