import { newId } from '../../src/db/id.ts';
import { type Calls, must, type Stage } from './calls.ts';

const TODAY = '2027-03-02';

/** The first bytes of a picture, as a camera sends them. */
const picture = () => {
  const form = new FormData();
  const png = Uint8Array.from(atob(PNG), (letter) => letter.charCodeAt(0));
  form.append('photo', new File([png], 'found.png', { type: 'image/png' }));
  return form;
};
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const idOf = async (stage: Stage, person: string, path: string, body: object): Promise<string> =>
  ((await must(stage, person, 'POST', path, body)).json as { id: string }).id;

async function visit(stage: Stage): Promise<void> {
  const { w, made } = stage;
  made.visit = await idOf(stage, w.sid, '/visits', { site: 'MAP', day: TODAY });
  await must(stage, w.sid, 'POST', `/visits/${made.visit}/arrive`);
}
const theVisit = ({ made }: Stage) => ({ visit: made.visit ?? '' });

async function mention(stage: Stage): Promise<void> {
  const { w, app, made } = stage;
  await must(stage, w.sid, 'POST', '/devices/48213/repairs', { symptom: 'cracked-screen' });
  await must(stage, w.sid, 'POST', '/repairs/R-000001/notes', { text: 'Have a look', tell: [w.mara] });
  made.note = (await app.rows<{ note: string }>('SELECT note FROM mentions'))[0]?.note ?? '';
}

async function overtime(stage: Stage): Promise<void> {
  const ask = { day: TODAY, minutes: 60, reason: 'Summer repair' };
  stage.made.overtime = await idOf(stage, stage.w.ian, '/visits/overtime', ask);
}

async function left({ app, w, made }: Stage): Promise<void> {
  made.key = newId();
  const at = '2027-03-01T15:00:00.000Z';
  const form = JSON.stringify({ fields: { text: 'Dark again' }, saw: { at: null } });
  await app.services.engine.batch([
    {
      sql: `INSERT INTO sync_entries (key, phone, seq, person, kind, state, device, at_phone, done_at, at_server, why, form)
            VALUES (?, ?, 1, ?, 'note', 'needs_manager', '48213', ?, ?, ?, 'Left', ?)`,
      parameters: [made.key, newId(), w.tess, at, at, at, form],
    },
  ]);
}

async function finding(stage: Stage): Promise<void> {
  const { w, made, app } = stage;
  made.audit = await idOf(stage, w.mara, '/audits', { location: 'MAP', start: true });
  await must(stage, w.mara, 'POST', `/audits/${made.audit}/close`);
  const [row] = await app.rows<{ id: string }>('SELECT id FROM audit_findings LIMIT 1');
  made.finding = row?.id ?? '';
}

const WINDOW = { title: 'State tests', fromOn: '2027-04-05', toOn: '2027-04-16' };

const admins = { as: 'ada', refuses: ['mara', 403], answers: { saved: true } } as const;

/** What pages did alone before. */
export const workCalls: Calls = {
  'get-mentions': {
    before: mention,
    refuses: null,
    answers: { items: [{ number: 1, text: 'Have a look' }] },
  },
  'post-mentions-by-note-seen': {
    before: mention,
    at: ({ made }) => ({ note: made.note ?? '' }),
    refuses: ['sid', 404],
    answers: { number: 1 },
  },
  'get-phones': { as: 'ada', refuses: ['mara', 403], answers: { items: [] } },
  'get-phones-entries': { before: left, refuses: ['ada', 403], answers: { items: [{ kind: 'note' }] } },
  'post-audits-by-id-findings-by-finding-photos': {
    before: finding,
    at: ({ made }) => ({ id: made.audit ?? '', finding: made.finding ?? '' }),
    form: picture,
    refuses: ['bert', 404],
  },
  'get-settings-areas': {
    as: 'ada',
    before: async (stage) => {
      await must(stage, stage.w.ada, 'POST', '/settings/visits/windows', WINDOW);
    },
    refuses: ['mara', 403],
    answers: { audits: { sites: 'year' }, visits: { windows: [{ name: 'State tests', siteName: null }] } },
  },
  'put-settings-audits': {
    ...admins,
    body: () => ({
      version: 1,
      yearFrom: '08-01',
      termFrom: '01-15',
      sites: 'year',
      carts: 'term',
      depots: 'term',
      vehicles: 'never',
      silentMinutes: 60,
    }),
  },
  'put-settings-counts': {
    ...admins,
    body: () => ({
      version: 1,
      shareA: 80,
      shareB: 95,
      daysA: 30,
      daysB: 90,
      daysC: 180,
      limitUnits: 5,
      limit: '100.00',
      depotDays: 7,
      vehicle: '2500.00',
      shortage: '25.00',
    }),
  },
  'put-settings-orders': { ...admins, body: () => ({ version: 1, limit: '2500.00' }) },
  'put-settings-phones': { ...admins, body: () => ({ version: 1, days: 7 }) },
  'post-settings-visits': {
    ...admins,
    body: () => ({ from: '2027-04-01', rate: '0.725', roadFactor: '1.3', dayEnd: '15:30' }),
  },
  'post-settings-visits-windows': { ...admins, body: () => WINDOW },
  'delete-settings-visits-windows-by-window': {
    ...admins,
    before: async (stage) => {
      await must(stage, stage.w.ada, 'POST', '/settings/visits/windows', WINDOW);
      const [row] = await stage.app.rows<{ id: string }>('SELECT id FROM testing_windows');
      stage.made.window = row?.id ?? '';
    },
    at: ({ made }) => ({ window: made.window ?? '' }),
  },
  'post-settings-visits-miles': { ...admins, body: () => ({ one: 'MAP', other: 'BIR', miles: '8.2' }) },
  'put-visits-by-visit': {
    before: async (stage) => {
      stage.made.visit = await idOf(stage, stage.w.sid, '/visits', { site: 'MAP', day: TODAY });
    },
    at: theVisit,
    body: () => ({ version: 1, site: 'MAP', day: '2027-03-09' }),
    as: 'sid',
    refuses: ['cora', 403],
  },
  'post-visits-move': {
    before: async (stage) => {
      stage.made.visit = await idOf(stage, stage.w.sid, '/visits', { site: 'MAP', day: TODAY });
    },
    body: ({ made }) => ({ visit: made.visit, day: '2027-03-09' }),
    as: 'sid',
    refuses: ['cora', 403],
    answers: { day: '2027-03-09' },
  },
  'post-visits-order': {
    before: visit,
    body: () => ({ day: TODAY, to: 'distance' }),
    as: 'sid',
    refuses: ['cora', 403],
  },
  'post-visits-by-visit-follow-ups-by-followUp-done': {
    before: async (stage) => {
      await visit(stage);
      await must(stage, stage.w.sid, 'POST', `/visits/${stage.made.visit}/follow-ups`, {
        text: 'Bring a fan',
      });
      const [row] = await stage.app.rows<{ id: string }>('SELECT id FROM follow_ups');
      stage.made.followUp = row?.id ?? '';
    },
    at: ({ made }) => ({ visit: made.visit ?? '', followUp: made.followUp ?? '' }),
    as: 'sid',
    refuses: ['cora', 403],
  },
  'post-visits-by-visit-photos': {
    before: visit,
    at: theVisit,
    form: picture,
    as: 'sid',
    refuses: ['tess', 404],
  },
  'post-visits-load-by-day-unticks': {
    before: async (stage) => {
      await visit(stage);
      await must(stage, stage.w.sid, 'POST', `/visits/load/${TODAY}/ticks`, { part: stage.s.panel }).catch(
        () => null,
      );
    },
    at: () => ({ day: TODAY }),
    body: ({ s }) => ({ part: s.panel }),
    as: 'sid',
    refuses: ['audrey', 403],
  },
  'post-visits-vehicle-back': {
    before: async (stage) => {
      await must(stage, stage.w.sid, 'POST', '/devices/48214/custody', { how: 'move', to: 'VAN1' });
      await must(stage, stage.w.sid, 'POST', '/visits/overnight', { place: 'home' });
    },
    as: 'sid',
    refuses: ['audrey', 403],
    answers: { devices: 1 },
  },
  'post-visits-vehicle-drop-off': {
    before: async (stage) => {
      await must(stage, stage.w.sid, 'POST', '/devices/48214/custody', { how: 'move', to: 'VAN1' });
    },
    body: () => ({ depot: 'DEP1' }),
    as: 'sid',
    refuses: ['audrey', 403],
    answers: { devices: 1 },
  },
  'post-visits-drives-by-drive-withdraw': {
    before: async (stage) => {
      const drive = { day: TODAY, to: 'DEP1', miles: '3.5' };
      stage.made.drive = await idOf(stage, stage.w.sid, '/visits/drives', drive);
    },
    at: ({ made }) => ({ drive: made.drive ?? '' }),
    as: 'sid',
    refuses: ['tess', 404],
  },
  'get-visits-overtime': {
    before: overtime,
    refuses: ['ian', 403],
    answers: { items: [{ minutes: 60, reason: 'Summer repair' }] },
  },
  'post-visits-overtime-by-overtime-decide': {
    before: overtime,
    at: ({ made }) => ({ overtime: made.overtime ?? '' }),
    body: () => ({ decision: 'approved' }),
    refuses: ['ian', 403],
  },
};
