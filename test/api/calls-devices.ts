import { expect } from 'vitest';
import { type Calls, must, type Stage } from './calls.ts';

const facts = ({ w }: Stage) => ({ model: w.dell3100, home: w.maple, condition: 'good' });

/** A row that a call needs the id of. */
async function idOf(stage: Stage, name: string, sql: string, ...values: string[]): Promise<void> {
  const [row] = await stage.app.rows<{ id: string }>(sql, ...values);
  stage.made[name] = row?.id ?? '';
}

/** Devices: what they are, and what befalls them. */
export const deviceCalls: Calls = {
  'get-devices': {
    query: ({ w }) => `home=MAP&use=loaner&model=${w.dell3100}&limit=5`,
    refuses: null,
    answers: { items: [{ tag: '50002', homeName: 'Maple Elementary', repair: null }], next: null },
  },
  'get-devices-by-device': {
    at: () => ({ device: '48213' }),
    refuses: ['bert', 404],
    answers: {
      serial: '5CD1234XYZ',
      holder: { name: 'Quill Fennimore', grade: '7' },
      issuedTo: { person: { name: 'Quill Fennimore' }, location: null },
      site: { name: 'Maple Elementary' },
      advice: { verdict: expect.any(String), figures: { price: 27900 } },
      version: 1,
    },
  },
  'post-devices': {
    body: (stage) => ({
      ...facts(stage),
      tag: '70001',
      serial: 's/n 5cd 7001 xyz',
      use: 'spare',
      cost: '279.00',
    }),
    refuses: ['ivy', 403],
  },
  'put-devices-by-device': {
    at: ({ w }) => ({ device: w.two }),
    body: (stage) => ({ version: 1, ...facts(stage), note: 'Engraved' }),
    refuses: ['cora', 403],
  },
  'post-devices-many-use': {
    body: ({ w }) => ({ device: [w.two, w.spare], use: 'loaner' }),
    refuses: ['ivy', 403],
    answers: { changed: 2 },
  },
  'post-devices-many-home': {
    body: ({ w }) => ({ device: [w.two], home: w.birch }),
    refuses: ['audrey', 403],
    answers: { changed: 1 },
  },
  'post-devices-by-device-lost': {
    as: 'cora',
    at: () => ({ device: '48214' }),
    body: () => ({ state: 'lost', seen: 'in_service', reason: 'Not on the shelf' }),
    refuses: ['bert', 404],
    answers: { proposed: false },
  },
  'post-devices-by-device-found': {
    as: 'bert',
    at: ({ w }) => ({ device: w.lostDevice }),
    body: ({ w }) => ({ seen: 'lost', place: w.birchRoom }),
    refuses: ['cora', 404],
  },
  'post-devices-by-device-found-settle': {
    before: async (stage) => {
      const body = { seen: 'lost', place: stage.w.birch };
      await must(stage, stage.w.mara, 'POST', `/devices/${stage.w.lostDevice}/found`, body);
      await idOf(stage, 'report', 'SELECT id FROM found_reports');
    },
    at: ({ w }) => ({ device: w.lostDevice }),
    body: ({ made }) => ({ report: made.report }),
    refuses: ['cora', 404],
  },
  'post-devices-by-device-have-it': {
    as: 'cora',
    at: () => ({ device: '60001' }),
    body: () => ({ note: 'Left in our library' }),
    refuses: ['audrey', 403],
  },
  'post-devices-by-device-retire': {
    at: () => ({ device: '48214' }),
    body: () => ({ seen: 'in_service', why: 'worn' }),
    refuses: ['cora', 403],
    answers: { proposed: false },
  },
  'post-devices-by-device-dispose': {
    as: 'sid',
    at: ({ w }) => ({ device: w.lostDevice }),
    body: () => ({ seen: 'lost', reason: 'Written off' }),
    refuses: ['bert', 403],
    answers: { proposed: true },
  },
  'post-devices-by-device-restore': {
    before: async (stage) => {
      const body = { seen: 'in_service', why: 'worn' };
      await must(stage, stage.w.mara, 'POST', '/devices/48214/retire', body);
    },
    at: () => ({ device: '48214' }),
    body: () => ({ seen: 'retired' }),
    refuses: ['ian', 403],
  },
  'post-devices-by-device-use': {
    at: () => ({ device: '50001' }),
    body: () => ({ seen: 'spare', use: 'loaner' }),
    refuses: ['ivy', 403],
  },
  'post-devices-by-device-tag': {
    as: 'ivy',
    at: () => ({ device: '48214' }),
    body: () => ({ value: '48299', seen: '48214', reason: 'Label fell off' }),
    refuses: ['cora', 403],
  },
  'post-devices-by-device-serial': {
    at: () => ({ device: '48214' }),
    body: () => ({ value: '5CD1235NEW', seen: '5CD1235XYZ' }),
    refuses: ['ivy', 403],
  },
  'post-devices-by-device-withdraw': {
    before: (stage) =>
      idOf(stage, 'tag', "SELECT id FROM identifiers WHERE device = ? AND kind = 'tag'", stage.w.two),
    at: ({ w }) => ({ device: w.two }),
    body: ({ made }) => ({ identifier: made.tag, reason: 'Typed from another' }),
    refuses: ['bert', 403],
  },
  'post-devices-by-device-join': {
    at: ({ w }) => ({ device: w.two }),
    body: ({ w }) => ({ other: '50001', confirmed: w.spare }),
    refuses: ['ivy', 403],
  },
  'post-devices-by-device-join-undo': {
    before: async (stage) => {
      const body = { other: '50001', confirmed: stage.w.spare };
      await must(stage, stage.w.mara, 'POST', `/devices/${stage.w.two}/join`, body);
      await idOf(stage, 'join', 'SELECT id FROM device_joins');
    },
    at: ({ w }) => ({ device: w.two }),
    body: ({ made }) => ({ join: made.join }),
    refuses: ['audrey', 403],
  },
  'get-devices-by-device-custody': {
    as: 'audrey',
    at: () => ({ device: '48213' }),
    refuses: ['bert', 404],
    answers: { items: [{ placeName: 'Room 12', who: 'a student of grade 7' }], next: null, missing: [] },
  },
  'post-devices-by-device-custody': {
    as: 'cora',
    at: () => ({ device: '48214' }),
    body: () => ({ how: 'check_out', to: '700001', issue: true, chargers: 1 }),
    refuses: ['bert', 404],
  },
  'post-devices-by-device-custody-undo': {
    before: async (stage) => {
      await must(stage, stage.w.cora, 'POST', '/devices/48214/custody', { how: 'check_out', to: '700001' });
    },
    as: 'cora',
    at: () => ({ device: '48214' }),
    body: () => ({}),
    refuses: ['bert', 404],
  },
  'get-devices-by-device-assignment': {
    at: () => ({ device: '48213' }),
    refuses: ['bert', 404],
    answers: { current: { who: 'Quill Fennimore', chargers: 0 }, former: [] },
  },
  'put-devices-by-device-assignment': {
    at: () => ({ device: '48214' }),
    body: () => ({ to: 'MAP-C1', slot: 7 }),
    refuses: ['audrey', 403],
  },
  'delete-devices-by-device-assignment': {
    at: () => ({ device: '48213' }),
    refuses: ['bert', 404],
  },
  'post-devices-by-device-missing-by-id-settle': {
    before: async (stage) => {
      const body = { how: 'check_in', to: 'MAP', missing: ['charger'] };
      await must(stage, stage.w.sid, 'POST', '/devices/48213/custody', body);
      await idOf(stage, 'missing', 'SELECT id FROM missing_accessories');
    },
    at: ({ made }) => ({ device: '48213', id: made.missing ?? '' }),
    refuses: ['audrey', 403],
  },
  'get-loans': {
    before: async (stage) => {
      const body = { how: 'loan', to: '700001', dueOn: '2027-03-05' };
      await must(stage, stage.w.sid, 'POST', '/devices/50002/custody', body);
    },
    refuses: null,
    answers: { items: [{ tag: '50002', dueOn: '2027-03-05', who: 'Quill Fennimore' }] },
  },
};
