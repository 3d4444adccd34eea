import { grantWords } from '../../../views/accounts/words.ts';
import { placeOf, STATE_WORDS } from '../../../views/audits/words.ts';
import { LOT_STATES } from '../../../views/disposal/words.ts';
import { PURPOSE_WORDS, VISIT_WORDS, windowText } from '../../../views/visits/words.ts';
import { can, scopeOf, within } from '../../accounts/permissions.ts';
import { listUsers, type UserRow } from '../../accounts/user-queries.ts';
import { readDue } from '../../audits/due.ts';
import { AuditsFilter, DueFilter } from '../../audits/forms.ts';
import { type Audit, listAudits } from '../../audits/queries.ts';
import type { Role } from '../../context.ts';
import { LotFilter } from '../../disposal/forms.ts';
import { type Lot, listLots } from '../../disposal/lot-queries.ts';
import { namesOf } from '../../history/name-queries.ts';
import { type Line, present } from '../../history/present.ts';
import { listRecords, whoIs } from '../../history/queries.ts';
import { namesFor } from '../../history/words-rules.ts';
import { addDays } from '../../months.ts';
import { listProposals } from '../../proposals/queries.ts';
import type { Proposal } from '../../proposals/rules.ts';
import { VisitsFilter } from '../../visits/forms.ts';
import { type Visit, visitsBetween, visitsOf } from '../../visits/queries.ts';
import { mondayOf } from '../../visits/rules.ts';
import { personOf, whoSees } from '../../visits/who.ts';
import { startOfDay } from '../../web/day.ts';
import { listExport, whole } from '../list.ts';
import { scopeIn, stateIn, wordIn } from './scope.ts';

export const lots = listExport<Lot>({
  name: 'lots',
  label: 'Lots',
  columns: [
    ['number', 'Number', (row) => row.n, 'number'],
    ['name', 'Lot', (row) => row.name],
    ['state', 'State', (row) => stateIn(LOT_STATES, row.state)],
    ['place', 'Stands at', (row) => row.placeName],
    ['devices', 'Devices', (row) => row.devices, 'number'],
    ['ready', 'Ready', (row) => row.ready, 'number'],
    ['gone', 'Left', (row) => row.gone, 'number'],
    ['left', 'Left on', (row) => row.leftOn, 'date'],
    ['recycler', 'Recycler', (row) => row.recycler],
    ['proceeds', 'Proceeds', (row) => row.proceedsCents, 'money'],
  ],
  page(ctx, query, cursor, limit) {
    const { show } = LotFilter.catch({ show: 'open' }).parse(query);
    return listLots(ctx.db, show === 'closed', cursor, limit);
  },
});

/** How many: nothing is said before the count, and in a blind one before its end. */
const expected = (row: Audit) =>
  row.state === 'planned' || (row.blind === 1 && row.state === 'counting') ? null : row.expected;
const done = (row: Audit, n: number) => (row.state === 'closed' || row.state === 'signed' ? n : null);

export const audits = listExport<Audit>({
  name: 'audits',
  label: 'Audits',
  columns: [
    ['title', 'Audit', (row) => row.title],
    ['place', 'Place', placeOf],
    ['state', 'State', (row) => stateIn(STATE_WORDS, row.state)],
    ['expected', 'Expected', expected, 'number'],
    ['found', 'Found', (row) => done(row, row.found), 'number'],
    ['missing', 'Missing', (row) => done(row, row.missing), 'number'],
    ['misplaced', 'Elsewhere', (row) => done(row, row.misplaced), 'number'],
    ['unknown', 'Not in the books', (row) => done(row, row.unknown), 'number'],
    ['begun', 'Begun', (row) => row.startedAt, 'time'],
    ['closed', 'Closed', (row) => row.closedAt, 'time'],
    ['signed', 'Signed', (row) => row.signedAt, 'time'],
    ['due', 'Due', (row) => row.dueOn, 'date'],
  ],
  page: (ctx, query, cursor, limit) =>
    listAudits(
      ctx.db,
      AuditsFilter.catch({ state: null, site: null }).parse(query),
      scopeIn(ctx, 'audit.see'),
      cursor,
      limit,
    ),
});

export const dueAudits = listExport<Awaited<ReturnType<typeof readDue>>['page']['items'][number]>({
  name: 'due-audits',
  label: 'To be counted',
  columns: [
    ['name', 'Place', (row) => row.name],
    ['code', 'Code', (row) => row.code],
    ['site', 'Site', (row) => row.siteName],
    ['last', 'Last counted', (row) => row.lastAt, 'time'],
    ['by', 'Due by', (row) => row.by, 'date'],
  ],
  async page(ctx, query, cursor, limit) {
    const { kind, site } = DueFilter.catch({ kind: null, site: null }).parse(query);
    const scope = scopeIn(ctx, 'audit.see');
    return (await readDue(ctx, { kind: kind ?? 'site', site, scope }, cursor, limit)).page;
  },
});

export const visits = listExport<Visit>({
  name: 'visits',
  label: 'Visits',
  columns: [
    ['day', 'Day', (row) => row.day, 'date'],
    ['window', 'When', windowText],
    ['site', 'Site', (row) => row.siteName],
    ['code', 'Code', (row) => row.siteCode],
    ['who', 'Who', (row) => row.people],
    ['purpose', 'Purpose', (row) => wordIn(PURPOSE_WORDS, row.purpose)],
    ['state', 'State', (row) => stateIn(VISIT_WORDS, row.state)],
    ['arrived', 'Arrived', (row) => row.arrivedAt, 'time'],
    ['left', 'Left', (row) => row.leftAt, 'time'],
    ['open', 'Open repairs there', (row) => row.open, 'number'],
    ['note', 'Note', (row) => row.note],
  ],
  async page(ctx, query) {
    const filter = VisitsFilter.catch({ day: null, person: null, view: 'calendar' }).parse(query);
    const from = mondayOf(filter.day ?? ctx.today);
    const to = addDays(from, 6);
    const who = whoSees(ctx);
    const one = can(ctx.actor, 'visit.all') ? filter.person : who.sites.length > 0 ? null : personOf(ctx);
    return whole(
      await ctx.db.all(
        one ? visitsOf(one, from, to, ctx.now) : visitsBetween({ from, to, site: null, who }, ctx.now),
      ),
    );
  },
});

type NamedProposal = Proposal & { name: string; by: string; decider: string };

export const proposals = listExport<NamedProposal>({
  name: 'proposals',
  label: 'Proposals',
  columns: [
    ['kind', 'What', (row) => row.kind.replaceAll('_', ' ')],
    ['thing', 'Of what', (row) => row.name],
    ['reason', 'Why', (row) => row.reason],
    ['by', 'From', (row) => row.by],
    ['at', 'When', (row) => row.at, 'time'],
    ['decision', 'Decision', (row) => row.decision],
    ['decider', 'Decided by', (row) => row.decider],
    ['decided', 'Decided', (row) => row.decidedAt, 'time'],
  ],
  async page(ctx, { show }, cursor, limit) {
    const by = can(ctx.actor, 'proposal.decide') ? null : ctx.actor.person;
    const { items, next } = await listProposals(ctx.db, { decided: show === 'decided', by, cursor }, limit);
    const ids = items.flatMap((row) => [row.thing, row.proposedBy, row.decidedBy]);
    const known = await ctx.db.all(namesOf([...new Set(ids.filter((id) => id !== null))]));
    const scope = scopeOf(ctx.actor, 'student.see');
    const names = namesFor(known, (site) => within(scope, site));
    const nameOf = (id: string | null) => names.get(id ?? '') ?? '';
    return {
      items: items.map((row) => ({
        ...row,
        name: nameOf(row.thing),
        by: nameOf(row.proposedBy),
        decider: nameOf(row.decidedBy),
      })),
      next,
    };
  },
});

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const history = listExport<Line>({
  name: 'history',
  label: 'History',
  columns: [
    ['at', 'Recorded', (row) => row.at, 'time'],
    ['done', 'Done', (row) => row.doneAt ?? row.at, 'time'],
    ['who', 'Who', (row) => row.who],
    ['kind', 'Kind', (row) => row.kind],
    ['thing', 'What', (row) => row.name],
    ['verb', 'Done to it', (row) => row.verb],
    ['site', 'Site', (row) => row.site],
    ['details', 'Details', (row) => row.details.map(({ label, to }) => `${label} ${to}`.trim()).join(', ')],
    ['text', 'Text', (row) => (row.purged ? '(removed)' : row.text)],
  ],
  async page(ctx, query, cursor, limit) {
    const { kind = '', verb = '', site = '' } = query;
    let who = (query.who ?? '').trim();
    if (who && !ID.test(who)) {
      const people = await ctx.db.all(whoIs(who));
      if (people.length !== 1) return whole<Line>([]);
      who = people[0]?.id ?? '';
    }
    const zone = ctx.district.zone;
    const day = (text: string | undefined) => (text && DAY.test(text) ? text : '');
    const from = day(query.from) ? startOfDay(zone, day(query.from)) : '';
    const to = day(query.to) ? startOfDay(zone, addDays(day(query.to), 1)) : '';
    const filter = { who, kind, verb: verb.trim(), site, from, to, cursor, limit: Math.min(limit, 500) };
    const found = await listRecords(ctx.db, filter);
    return { items: await present(ctx, found.items), next: found.next };
  },
});

const rolesOf = (row: UserRow) =>
  grantWords(
    (JSON.parse(row.roles) as [Role, number | null, string | null][]).map(([role, level, siteName]) => ({
      role,
      level,
      siteName,
    })),
  ).join('; ');

function stateOf(row: UserRow): string {
  if (row.deactivatedAt) return 'Deactivated';
  if (row.hasLeft) return 'Left';
  return row.hasPassword ? 'Active' : 'Invited';
}

export const users = listExport<UserRow>({
  name: 'users',
  label: 'Users',
  columns: [
    ['name', 'Name', (row) => row.name],
    ['email', 'E-mail address', (row) => row.email],
    ['roles', 'Roles', rolesOf],
    ['state', 'Login', stateOf],
  ],
  async page(ctx, { q = '', role = '', site = '', show = '' }, cursor, limit) {
    const filter = { q: q.trim().slice(0, 100), role, site, show, cursor };
    return (await listUsers(ctx.db, filter, limit)).page;
  },
});
