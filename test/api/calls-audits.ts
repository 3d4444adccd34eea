import { type Calls, must, type Stage } from './calls.ts';

const AT = '2027-03-02T15:00:00.000Z';
const at = ({ made }: Stage) => ({ id: made.audit ?? '' });

const planned =
  (start: boolean) =>
  async (stage: Stage): Promise<void> => {
    const answer = await must(stage, stage.w.mara, 'POST', '/audits', { location: 'MAP', start });
    stage.made.audit = (answer.json as { id: string }).id;
  };

/** Two are found, one is missing, a text is unknown. */
async function closed(stage: Stage): Promise<void> {
  await planned(true)(stage);
  const { made, w, app } = stage;
  const event = (value: string, seq: number) => ({ id: `event-${value}`, seq, value, at: AT });
  await must(stage, w.sid, 'POST', `/audits/${made.audit}/events`, {
    phone: 'phone-of-sid',
    events: [event('48214', 1), event('50001', 2), event('ODD-TAG', 3)],
  });
  await must(stage, w.mara, 'POST', `/audits/${made.audit}/close`);
  const [finding] = await app.rows<{ id: string }>("SELECT id FROM audit_findings WHERE kind = 'unknown'");
  made.finding = finding?.id ?? '';
}

async function settled(stage: Stage): Promise<void> {
  await closed(stage);
  const body = { findings: [stage.made.finding], what: 'throw_out', reason: 'Misread' };
  await must(stage, stage.w.tess, 'POST', `/audits/${stage.made.audit}/findings/settle`, body);
  const [row] = await stage.app.rows<{ id: string }>('SELECT id FROM audit_resolutions');
  stage.made.resolution = row?.id ?? '';
}

async function versionOf({ app }: Stage): Promise<number> {
  return (await app.rows<{ version: number }>('SELECT version FROM audits'))[0]?.version ?? 0;
}

async function signed(stage: Stage): Promise<void> {
  await closed(stage);
  const version = await versionOf(stage);
  await must(stage, stage.w.audrey, 'POST', `/audits/${stage.made.audit}/sign`, { version });
}

/** Audits. */
export const auditCalls: Calls = {
  'get-audits': {
    before: planned(true),
    query: () => 'state=counting',
    as: 'cora',
    refuses: null,
    answers: { items: [{ title: 'Maple Elementary', expected: 3, held: 1, everyone: false }] },
  },
  'post-audits': {
    as: 'cora',
    body: () => ({ kind: 'sample', location: 'MAP', confidence: '90', margin: 20, start: true }),
    refuses: null,
  },
  'get-audits-by-id': {
    before: closed,
    at,
    as: 'audrey',
    refuses: ['bert', 404],
    answers: { state: 'closed', found: 2, missing: 1, unknown: 1 },
  },
  'post-audits-by-id-start': { before: planned(false), at, as: 'ivy', refuses: ['bert', 404] },
  'post-audits-by-id-call-off': {
    before: planned(true),
    at,
    body: () => ({ reason: 'Snow' }),
    refuses: ['bert', 404],
  },
  'get-audits-by-id-list': {
    before: planned(true),
    at,
    as: 'ian',
    refuses: ['bert', 404],
    answers: { more: false, events: [], devices: { length: 4 }, places: { length: 3 } },
  },
  'post-audits-by-id-events': {
    before: planned(true),
    at,
    as: 'cora',
    body: () => ({
      phone: 'phone-of-cora',
      clock: AT,
      waiting: 2,
      events: [{ id: 'event-one', seq: 1, kind: 'scan', value: '48214', at: AT }, { id: '' }],
    }),
    refuses: ['bert', 404],
    answers: { taken: ['event-one'], refused: [{ id: '' }], told: [{ told: 'found' }] },
  },
  'post-audits-by-id-phones': {
    before: planned(true),
    at,
    as: 'ivy',
    body: () => ({ phone: 'phone-of-ivy', waiting: 4 }),
    refuses: ['bert', 404],
  },
  'post-audits-by-id-close': { before: planned(true), at, as: 'cora', refuses: ['bert', 404] },
  'post-audits-by-id-reopen': { before: closed, at, refuses: ['bert', 404] },
  'get-audits-by-id-findings': {
    before: closed,
    at,
    query: () => 'kind=missing',
    refuses: ['bert', 404],
    answers: { items: [{ kind: 'missing', tag: '50002', rank: 1, apart: false, what: null }] },
  },
  'post-audits-by-id-findings-settle': {
    before: closed,
    at,
    as: 'audrey',
    body: ({ made }) => ({ findings: [made.finding ?? ''], what: 'throw_out', reason: 'Misread' }),
    refuses: ['ada', 403],
    answers: { resolved: 1, proposed: true },
  },
  'post-audits-by-id-resolutions-by-resolution-undo': {
    before: settled,
    at: (stage) => ({ ...at(stage), resolution: stage.made.resolution ?? '' }),
    as: 'ian',
    refuses: ['ivy', 403],
  },
  'post-audits-by-id-sign': {
    before: async (stage) => {
      await closed(stage);
      stage.made.version = String(await versionOf(stage));
    },
    at,
    as: 'sid',
    body: ({ made }) => ({ version: Number(made.version) }),
    refuses: ['tess', 403],
    answers: { signed: false },
  },
  'post-audits-by-id-corrections': {
    before: signed,
    at,
    body: () => ({ text: 'It lay in the office', device: '50002' }),
    refuses: ['cora', 403],
  },
  'get-audits-due': {
    query: () => 'kind=cart',
    as: 'cora',
    refuses: null,
    answers: { items: [{ name: 'Cart 1', audit: null }] },
  },
  'get-audits-missing': {
    before: signed,
    refuses: null,
    answers: { items: [{ tag: '50002', times: 1, proposed: false }] },
  },
  'get-audits-inventory': {
    query: () => 'location=MAP&on=2027-03-01&known=now',
    as: 'audrey',
    refuses: ['bert', 404],
    answers: { name: 'Maple Elementary', known: 'now', devices: { length: 4 } },
  },
  'get-audits-inventory-places': {
    query: () => 'on=2027-03-01&limit=2',
    as: 'audrey',
    refuses: ['bert', 403],
    answers: {
      items: [
        { name: 'Birch Middle', devices: 2, held: 1 },
        { name: 'Maker repair centre', devices: 0 },
      ],
    },
  },
  'get-audits-verify': {
    query: () => 'location=MAP&count=2',
    as: 'audrey',
    refuses: ['bert', 404],
    answers: { devices: { length: 2 } },
  },
};
