import { row } from '../support/world-row.ts';
import { type Calls, must, type Stage } from './calls.ts';

const REPAIR = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b0a';

async function retired(stage: Stage): Promise<void> {
  const { w } = stage;
  for (const tag of ['48213', '48214'])
    await must(stage, w.sid, 'POST', `/devices/${tag}/retire`, {
      seen: 'in_service',
      why: 'worn',
      reason: 'Old',
    });
}

/** A lot that Sid has gathered. */
async function gathered(stage: Stage): Promise<void> {
  const { app, w, made } = stage;
  await retired(stage);
  const lot = await must(stage, w.sid, 'POST', '/lots', { name: 'Pallet 1', place: w.depot });
  made.lot = (lot.json as { id: string }).id;
  await must(stage, w.sid, 'POST', `/lots/${made.lot}/devices`, { q: '48213' });
  const [entry] = await app.rows<{ id: string }>('SELECT id FROM lot_devices');
  made.row = entry?.id ?? '';
}

/** Approved by Mara, deprovisioned and wiped. */
async function ready(stage: Stage): Promise<void> {
  const { w, made } = stage;
  await gathered(stage);
  await must(stage, w.ivy, 'POST', `/lots/${made.lot}/tick`, { ids: [made.row], what: 'both' });
  await must(stage, w.mara, 'POST', `/lots/${made.lot}/move`, { version: 2, move: 'approve' });
}

async function left(stage: Stage): Promise<void> {
  await ready(stage);
  await must(stage, stage.w.ivy, 'POST', `/lots/${stage.made.lot}/load-out`, { q: '48213' });
}

/** A repair that waits for a panel of a 3100, and two retired ones. */
async function waiting(stage: Stage): Promise<void> {
  await retired(stage);
  await stage.app.services.engine.batch([
    row('repairs', {
      id: REPAIR,
      number: 7,
      device: stage.w.spare,
      site: stage.w.maple,
      state: 'on_hold',
      hold_reason: 'parts',
      reported_at: '2027-02-01T12:00:00.000Z',
      recorded_at: '2027-02-01T12:00:00.000Z',
    }),
    row('repair_holds', {
      id: 'h',
      repair: REPAIR,
      reason: 'parts',
      interchange_group: stage.s.panels,
      from_at: '2027-02-01T12:00:00.000Z',
    }),
  ]);
}

const at = ({ made }: Stage) => ({ id: made.lot ?? '' });

/** Lots, and parts out of devices. */
export const disposalCalls: Calls = {
  'get-lots': {
    before: gathered,
    as: 'audrey',
    refuses: ['cora', 403],
    answers: { items: [{ n: 1, state: 'draft', devices: 1, ready: 0 }] },
  },
  'get-lots-by-id': { before: left, at, refuses: ['bert', 403], answers: { state: 'approved', gone: 1 } },
  'get-lots-by-id-devices': {
    before: gathered,
    at,
    refuses: ['cora', 403],
    answers: { items: [{ tag: '48213', wipedAt: null }] },
  },
  'post-lots': {
    as: 'ivy',
    body: ({ w }) => ({ name: 'Pallet 2', place: w.depot }),
    refuses: ['audrey', 403],
  },
  'post-lots-by-id-devices': {
    before: gathered,
    as: 'ivy',
    at,
    body: () => ({ q: '48214' }),
    refuses: ['cora', 403],
    answers: { label: '48214' },
  },
  'post-lots-by-id-devices-by-device-remove': {
    before: gathered,
    as: 'ivy',
    at: (stage) => ({ ...at(stage), device: stage.w.one }),
    refuses: ['audrey', 403],
  },
  'post-lots-by-id-devices-by-device-back': {
    before: left,
    as: 'ivy',
    at: (stage) => ({ ...at(stage), device: stage.w.one }),
    refuses: ['audrey', 403],
  },
  'post-lots-by-id-tick': {
    before: gathered,
    as: 'ivy',
    at,
    body: ({ made }) => ({ ids: [made.row ?? ''], what: 'wiped' }),
    refuses: ['audrey', 403],
    answers: { ticked: 1 },
  },
  'post-lots-by-id-move': {
    before: gathered,
    at,
    body: () => ({ version: 2, move: 'approve' }),
    refuses: ['sid', 403],
  },
  'post-lots-by-id-load-out': {
    before: ready,
    as: 'ivy',
    at,
    body: () => ({ q: '5CD1234XYZ' }),
    refuses: ['audrey', 403],
    answers: { label: '48213' },
  },
  'post-lots-by-id-close': {
    before: left,
    at,
    form: () => {
      const form = new FormData();
      const fields = { version: '3', recycler: 'Green Loop', leftOn: '2027-03-01', proceeds: '12.50' };
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append('certificate', new File(['%PDF-1.7\n%%EOF'], 'c.pdf', { type: 'application/pdf' }));
      return form;
    },
    refuses: ['sid', 403],
    answers: { left: 1, stayed: 0 },
  },
  'get-devices-by-device-harvest': {
    before: retired,
    as: 'sid',
    at: () => ({ device: '48213' }),
    refuses: ['ivy', 403],
    answers: { items: [{ taken: 0 }, {}, {}] },
  },
  'post-devices-by-device-harvest': {
    before: retired,
    as: 'tess',
    at: () => ({ device: '48213' }),
    body: ({ s }) => ({ bin: s.shelf, quantity: { [s.battery]: 1 } }),
    refuses: ['ivy', 403],
    answers: { proposed: false },
  },
  'get-donors': {
    before: waiting,
    as: 'ian',
    refuses: ['ada', 403],
    answers: { items: [{ number: 7, donors: 2 }] },
  },
  'get-donors-by-repair': {
    before: waiting,
    as: 'ian',
    at: () => ({ repair: REPAIR }),
    refuses: ['audrey', 403],
    answers: { items: [{ tag: '48213', lot: null }, { tag: '48214' }] },
  },
  'post-donors': {
    before: waiting,
    as: 'sid',
    body: ({ w }) => ({ repair: REPAIR, device: w.one }),
    refuses: ['ivy', 403],
    answers: { repair: 7, proposed: false },
  },
};
