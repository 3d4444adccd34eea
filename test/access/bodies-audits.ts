import type { BODIES, QUERIES } from './bodies.ts';

/** What is posted to audits where an empty form would be refused before anybody looks for one. */
export const AUDIT_BODIES: typeof BODIES = {
  'POST /audits/new': (_, side) => ({ kind: 'place', location: side === 'other' ? 'BIR' : 'MAP' }),
  'POST /audits/:id/call-off': () => ({ reason: 'Snow' }),
  'POST /audits/:id/count': () => ({ q: '50001', phone: 'page-of-somebody' }),
  'POST /audits/:id/count/undo': () => ({ event: 'event-of-somebody', phone: 'page-of-somebody' }),
  'POST /audits/:id/corrections': () => ({ text: 'It was there' }),
  'POST /audits/:id/findings': ({ things }, side) => ({
    findings: side === 'other' ? things.auditFinding.other : things.auditFinding.own,
    what: 'throw_out',
    reason: 'Misread',
  }),
  'POST /audits/:id/findings/:finding': () => ({ what: 'throw_out', reason: 'Misread' }),
  'POST /api/v1/audits': () => ({ kind: 'place', location: 'MAP' }),
  'POST /api/v1/audits/:id/call-off': () => ({ reason: 'Snow' }),
  'POST /api/v1/audits/:id/events': () => ({ phone: 'phone-of-somebody', events: [] }),
  'POST /api/v1/audits/:id/phones': () => ({ phone: 'phone-of-somebody', waiting: '0' }),
  'POST /api/v1/audits/:id/corrections': () => ({ text: 'It was there' }),
  'POST /api/v1/audits/:id/findings/settle': ({ things }, side) => ({
    findings: [side === 'other' ? things.auditFinding.other : things.auditFinding.own],
    what: 'throw_out',
    reason: 'Misread',
  }),
};

const placeOf = (_: unknown, side: string) => `?location=${side === 'other' ? 'BIR' : 'MAP'}`;

export const AUDIT_QUERIES: typeof QUERIES = {
  'GET /audits/inventory': placeOf,
  'GET /audits/inventory.csv': placeOf,
  'GET /api/v1/audits/inventory': placeOf,
  'GET /api/v1/audits/due': () => '?kind=site',
};
