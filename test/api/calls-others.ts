import { type Calls, must, type Stage } from './calls.ts';

async function proposed(stage: Stage): Promise<void> {
  const body = { seen: 'in_service', why: 'worn', reason: 'Lid is cracked' };
  await must(stage, stage.w.ian, 'POST', '/devices/48214/retire', body);
  const [row] = await stage.app.rows<{ id: string }>('SELECT id FROM proposals');
  stage.made.proposal = row?.id ?? '';
}

const proposal = ({ made }: Stage) => ({ id: made.proposal ?? '' });
const user = {
  givenName: 'Rita',
  familyName: 'Ribbon',
  email: 'Rita@example.org',
  roles: ['specialist', 'contact'],
  level: '2',
  contactSites: 'map',
};

/** What everybody has, people, lists of faults, history, proposals, users. */
export const otherCalls: Calls = {
  'get-me': {
    as: 'cora',
    refuses: null,
    answers: { name: 'Cora Inkwell', grants: [{ role: 'contact', siteCode: 'MAP' }], bin: null },
  },
  'get-search': {
    query: () => 'q=quill',
    refuses: null,
    answers: { people: [{ name: 'Quill Fennimore', active: true }], devices: [] },
  },
  'get-scan': {
    as: 'cora',
    query: () => 'text=60001',
    refuses: null,
    answers: { kind: 'elsewhere', id: null, elsewhere: { homeName: 'Birch Middle' } },
  },
  'get-people': {
    as: 'audrey',
    refuses: null,
    answers: { items: [{ family: 'Bezel', kind: 'staff' }, ...Array.from({ length: 8 }, () => ({}))] },
  },
  'get-people-by-id': {
    at: ({ w }) => ({ id: w.student }),
    refuses: ['audrey', 404],
    answers: { familyName: 'Fennimore', devices: [{ tag: '48213', issued: true, held: true }] },
  },
  'post-people': {
    body: ({ w }) => ({ kind: 'student', givenName: 'Wren', familyName: 'Oxbow', site: w.maple, grade: '6' }),
    refuses: ['sid', 403],
  },
  'put-people-by-id': {
    at: ({ w }) => ({ id: w.student }),
    body: ({ w }) => ({
      version: 1,
      active: true,
      givenName: 'Quill',
      familyName: 'Fennimore',
      externalId: '700001',
      site: w.maple,
      grade: '8',
    }),
    refuses: ['cora', 403],
  },
  'get-faults': {
    query: ({ w }) => `model=${w.dell3100}&limit=2`,
    refuses: null,
    answers: { items: [{ code: 'screen', level: 1, minutes: 15 }, {}] },
  },
  'post-faults': {
    body: () => ({ code: 'stickers', name: 'Stickers', level: 1, minutes: 10, position: 500 }),
    refuses: ['cora', 403],
    answers: { code: 'stickers' },
  },
  'put-faults-by-code': {
    at: () => ({ code: 'screen' }),
    body: () => ({ version: 1, name: 'Screen', level: 1, minutes: 20, position: 10 }),
    refuses: ['cora', 403],
  },
  'post-faults-by-code-retire': {
    at: () => ({ code: 'feet' }),
    body: () => ({ version: 1 }),
    refuses: ['cora', 403],
  },
  'get-symptoms': { refuses: null, answers: { next: null } },
  'post-symptoms': {
    body: () => ({ code: 'stickers', name: 'Covered with stickers', faults: ['bezel'], position: 500 }),
    refuses: ['cora', 403],
  },
  'put-symptoms-by-code': {
    at: () => ({ code: 'cracked-screen' }),
    body: () => ({ version: 1, name: 'Broken screen', faults: ['screen'], position: 10 }),
    refuses: ['cora', 403],
  },
  'post-symptoms-by-code-retire': {
    at: () => ({ code: 'flickers' }),
    body: () => ({ version: 1 }),
    refuses: ['sid', 403],
  },
  'get-remedies': { query: () => 'show=all', refuses: null, answers: { next: null } },
  'post-remedies': {
    body: () => ({
      code: 'scraped',
      name: 'Scraped off',
      takesPart: 'none',
      outcome: 'repaired',
      position: 500,
    }),
    refuses: ['cora', 403],
  },
  'put-remedies-by-code': {
    at: () => ({ code: 'replaced' }),
    body: () => ({ version: 1, name: 'Replaced', takesPart: 'part', outcome: 'repaired', position: 10 }),
    refuses: ['cora', 403],
  },
  'post-remedies-by-code-retire': {
    at: () => ({ code: 'replaced' }),
    body: () => ({ version: 1 }),
    refuses: ['cora', 403],
  },
  'get-history': {
    before: proposed,
    query: ({ w }) => `who=${w.ian}&from=2027-03-01&to=2027-03-02`,
    as: 'audrey',
    refuses: ['sid', 403],
    answers: { items: [{ kind: 'device', name: '48214', who: 'Ian Bezel', text: 'Lid is cracked' }] },
  },
  'get-history-by-thing': {
    before: proposed,
    as: 'cora',
    at: ({ w }) => ({ thing: w.two }),
    refuses: ['bert', 404],
    answers: { items: [{ verb: 'proposed to retire' }] },
  },
  'get-proposals': {
    before: proposed,
    refuses: null,
    answers: { items: [{ kind: 'retire', reason: 'Lid is cracked', content: { why: 'worn' } }] },
  },
  'post-proposals-by-id-agree': { before: proposed, at: proposal, refuses: ['sid', 403] },
  'post-proposals-by-id-refuse': { before: proposed, at: proposal, refuses: ['audrey', 403] },
  'get-users': {
    as: 'ada',
    query: () => 'role=contact&limit=1',
    refuses: ['mara', 403],
    answers: { items: [{ name: 'Bert Blotter', roles: [{ role: 'contact', siteName: 'Birch Middle' }] }] },
  },
  'get-users-by-id': {
    as: 'ada',
    at: ({ w }) => ({ id: w.sid }),
    refuses: ['mara', 403],
    answers: { bin: { code: 'VAN1' }, sites: [{ code: 'MAP' }, { code: 'BIR' }], invited: false },
  },
  'post-users': { as: 'ada', body: () => user, refuses: ['mara', 403] },
  'put-users-by-id': {
    as: 'ada',
    at: ({ w }) => ({ id: w.sid }),
    body: () => ({ version: 1, ...user }),
    refuses: ['sid', 403],
  },
  'post-users-by-id-deactivate': {
    as: 'ada',
    at: ({ w }) => ({ id: w.tess }),
    body: () => ({ version: 1 }),
    refuses: ['mara', 403],
  },
  'post-users-by-id-reactivate': {
    before: async (stage) => {
      await must(stage, stage.w.ada, 'POST', `/users/${stage.w.tess}/deactivate`, { version: 1 });
    },
    as: 'ada',
    at: ({ w }) => ({ id: w.tess }),
    body: () => ({ version: 2 }),
    refuses: ['mara', 403],
  },
  'post-users-by-id-link': { as: 'ada', at: ({ w }) => ({ id: w.tess }), refuses: ['audrey', 403] },
};
