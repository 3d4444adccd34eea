import { AUDIT_BODIES, AUDIT_QUERIES } from './bodies-audits.ts';
import type { Side } from './walk.ts';
import type { World } from './world.ts';

export type Body = Record<string, string | string[]>;

type Make = (world: World, side: Side) => Body;

/**
 * What is posted where an empty form would be refused before anybody looks for the thing: with these,
 * only the right to it decides.
 */
export const BODIES: Readonly<Record<string, Make>> = {
  ...AUDIT_BODIES,
  'POST /visits/new': () => ({ site: 'MAP', day: '2027-03-09' }),
  'POST /visits/order': () => ({ day: '2027-03-02', to: 'distance' }),
  'POST /visits/move': ({ things }) => ({ visit: things.visit.own, day: '2027-03-09' }),
  'POST /visits/:id/edit': () => ({ site: 'MAP', day: '2027-03-09' }),
  'POST /visits/:id/call-off': () => ({ reason: 'Snow' }),
  'POST /visits/:id/notes': () => ({ text: 'Hot' }),
  'POST /visits/:id/follow-ups': () => ({ text: 'Bring a fan' }),
  'POST /check': (_, side) => ({ mode: 'collection', to: side === 'other' ? 'BIR' : 'MAP' }),
  'POST /check/:session': () => ({ q: '48214' }),
  'POST /check/:session/entries/:entry/fix': () => ({ q: '48214' }),
  'POST /check/:session/entries/:entry/verdict': () => ({ verdict: 'fine' }),
  'POST /devices/:id/check-in': () => ({ to: 'MAP-12' }),
  'POST /devices/:id/check-out': () => ({ to: '700001' }),
  'POST /devices/:id/found/settle': ({ things }) => ({ report: things.missing.own }),
  'POST /devices/:id/issue': () => ({ to: '700001' }),
  'POST /devices/:id/loan': () => ({ to: '700001', dueOn: '2027-03-09' }),
  'POST /devices/:id/lost': () => ({ state: 'lost', seen: 'in_service', reason: 'Not seen' }),
  'POST /devices/:id/move': () => ({ to: 'MAP-12' }),
  'POST /devices/:id/retire': () => ({ seen: 'in_service', why: 'worn', reason: 'Old' }),
  'POST /devices/:id/join/undo': ({ things }) => ({ join: things.missing.own }),
  'POST /devices/:id/withdraw': ({ things }) => ({ identifier: things.missing.own, reason: 'Wrong' }),
  'POST /locations/:id/edit': ({ w }) => ({ version: '1', code: 'X-1', name: 'Corner', parent: w.maple }),
  'POST /me/tokens': () => ({ name: 'Script' }),
  'POST /people/:id/edit': () => ({ version: '1', kind: 'student', givenName: 'A', familyName: 'B' }),
  'POST /repairs/:ref/accept': () => ({ how: 'take' }),
  'POST /repairs/:ref/note': () => ({ text: 'Look at the hinge' }),
  'POST /vendor-batches/:batch/chase': () => ({ text: 'Where is it' }),
  'POST /vendor-batches/:batch/claims/:claim': ({ w }) => ({ how: 'ready', place: w.depot }),
  'POST /vendor-batches/:batch/deprovisioned': () => ({ how: 'done' }),
  'POST /vendor-batches/:batch/scan/:session': () => ({ q: '80001' }),
  'POST /vendor-batches/receive/:session': () => ({ q: '80001' }),
  'POST /vendor-batches/receive/:session/how': () => ({ how: 'work' }),
  'POST /api/v1/vendor-batches/:batch/chases': () => ({ text: 'Where is it' }),
  'POST /purchasing/receipts/:id': () => ({ q: 'LCD-116-30' }),
  'POST /repairs/new': () => ({ note: 'The lid is loose', priority: 'normal' }),
  'POST /repairs/views': () => ({ name: 'Late ones', query: 'late=1' }),
  'POST /devices/:id/harvest': ({ things }) => ({
    bin: things.bin.own,
    [`quantity.${things.group.own}`]: '1',
  }),
  'POST /disposal/donors/:repair': ({ things }) => ({ device: things.device.own, bin: things.bin.own }),
  'POST /disposal/lots/:id/close': () => ({ version: '1', recycler: 'Green Loop', leftOn: '2027-03-01' }),
  'POST /disposal/lots/:id/load-out': () => ({ q: '70001' }),
  'POST /disposal/lots/:id/move': () => ({ version: '1', move: 'approve' }),
  'POST /disposal/lots/:id/prepare': () => ({ q: '70001', what: 'both' }),
  'POST /disposal/lots/:id/scan': () => ({ q: '70001' }),
  'POST /api/v1/devices/:device/harvest': ({ things }) => ({ bin: things.bin.own }),
  'POST /api/v1/donors': ({ things }) => ({ repair: things.repair.own, device: things.device.own }),
  'POST /api/v1/lots/:id/move': () => ({ version: '1', move: 'approve' }),
  'POST /stock/vehicles/:bin/pin': ({ things }) => ({ item: things.group.own, minimum: '2' }),
  'POST /stock/vehicles/:bin/top-up': ({ w }) => ({ from: w.depot }),
  'POST /api/v1/stock/vehicles/:bin/top-up': ({ w }) => ({ from: w.depot }),
  'POST /stock/counts': () => ({ bin: 'VAN2' }),
  'POST /stock/counts/:id': () => ({ part: 'LCD-116-30', quantity: '1' }),
  'POST /stock/counts/waiting': ({ things }) => ({ lines: things.countLine.own, decision: 'agree' }),
  'POST /api/v1/stock/counts/:id/entries': () => ({ part: 'LCD-116-30', quantity: '1' }),
  'POST /api/v1/stock/counts/decide': ({ things }) => ({
    lines: things.countLine.own,
    decision: 'agree',
  }),
  'POST /api/v1/stock/counts/start': () => ({ bin: 'VAN2' }),
  'POST /api/v1/devices/:device/custody': () => ({ how: 'check_out', to: '700001' }),
  'POST /api/v1/devices/:device/found': ({ w }) => ({ seen: 'lost', place: w.mapleRoom }),
  'POST /api/v1/devices/:device/found/settle': ({ things }) => ({ report: things.missing.own }),
  'POST /api/v1/devices/:device/lost': () => ({ state: 'lost', seen: 'in_service', reason: 'Not seen' }),
  'POST /api/v1/devices/:device/repairs': () => ({ note: 'The lid is loose', priority: 'normal' }),
  'POST /api/v1/repairs/:repair/notes': () => ({ text: 'Look at the hinge' }),
  'PUT /api/v1/devices/:device/assignment': () => ({ to: '700001' }),
};

/** What stands behind the address where the route needs it. */
export const QUERIES: Readonly<Record<string, (world: World, side: Side) => string>> = {
  ...AUDIT_QUERIES,
  'GET /stock/find': () => '?code=LCD-116-30',
  'GET /api/v1/scan': () => '?q=50001',
  'GET /api/v1/search': () => '?q=lid',
  'GET /api/v1/stock/offers': ({ w }) => `?model=${w.dell3100}&fault=screen`,
  'GET /repairs/new': ({ things }, side) => `?device=${side === 'none' ? 'nothing' : things.tag[side]}`,
  'POST /repairs/new': ({ things }, side) => `?device=${side === 'none' ? 'nothing' : things.tag[side]}`,
};
