import { sql } from 'kysely';
import type { Scope } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import { idsOf } from '../db/json-list.ts';
import { q } from '../db/query.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { HoldReason, Outcome, Priority, RepairState } from './forms.ts';
import type { Option } from './list-queries.ts';
import { technicians } from './list-queries.ts';
import type { QueueFilter } from './queue-rules.ts';
import { parseRepairNumber } from './rules.ts';
import { type SavedView, savedViews } from './view-queries.ts';

export interface QueueRow {
  n: number;
  number: number;
  state: RepairState;
  priority: Priority;
  level: number;
  headline: string;
  tag: string;
  serial: string;
  siteName: string;
  technicianName: string | null;
  reportedAt: string;
  dueAt: string | null;
  closedAt: string | null;
  outcome: Outcome | 'withdrawn' | null;
  holdReason: HoldReason | null;
  holdFrom: string | null;
  toConfirm: number;
}

export interface QueuePage {
  page: Page<QueueRow>;
  count: Count;
  technicians: Option[];
  sites: Option[];
  views: SavedView[];
}

const LIMIT = 50;

export interface Asking {
  scope: Exclude<Scope, null>;
  person: string | null;
  /** ISO UTC */
  now: string;
  /** rows of a page */
  limit?: number | undefined;
}

/** A page of the queue with everything that its filters offer: one trip. */
export async function listRepairs(db: Database, filter: QueueFilter, asking: Asking): Promise<QueuePage> {
  const { rows, counted } = queueQueries(filter, asking);
  const [found, counts, people, sites, views] = await db.read(
    rows,
    counted,
    technicians(),
    sitesFor(asking.scope),
    savedViews(asking.person, 'repairs'),
  );
  const { sort } = filter;
  return {
    page: pageOf(found, asking.limit ?? LIMIT, (row) => [sortValue(row, sort), row.n]),
    count: cappedCount(counts[0]?.n ?? 0),
    technicians: people,
    sites,
    views,
  };
}

function sortValue(row: QueueRow, sort: QueueFilter['sort']): string {
  if (sort === 'closed') return row.closedAt ?? '';
  return sort === 'age' ? row.reportedAt : (row.dueAt ?? '');
}

/** The statements of a page of the queue, for it and for the test of their plans. */
export function queueQueries(filter: QueueFilter, asking: Asking) {
  const matching = matchingRepairs(filter, asking);
  const after = decodeCursor(filter.cursor, 'sn') as [string, number] | null;
  let rows = matching
    .innerJoin('devices as d', 'd.id', 'r.device')
    .innerJoin('locations as s', 's.id', 'r.site')
    .leftJoin('users as t', 't.id', 'r.technician')
    .leftJoin('repair_holds as h', (join) => join.onRef('h.repair', '=', 'r.id').on('h.to_at', 'is', null))
    .select(['r.n', 'r.number', 'r.level', 'r.headline', 'd.tag', 'd.serial', 's.name as siteName'])
    .select(['t.name as technicianName', 'r.reported_at as reportedAt', 'r.due_at as dueAt'])
    .select(['r.closed_at as closedAt', 'h.from_at as holdFrom', 'r.to_confirm as toConfirm'])
    .select((e) => [
      e.ref('r.state').$castTo<RepairState>().as('state'),
      e.ref('r.priority').$castTo<Priority>().as('priority'),
      e.ref('r.outcome').$castTo<Outcome | 'withdrawn' | null>().as('outcome'),
      e.ref('r.hold_reason').$castTo<HoldReason | null>().as('holdReason'),
    ])
    .limit((asking.limit ?? LIMIT) + 1);
  if (filter.sort === 'closed') {
    rows = rows.orderBy('r.closed_at', 'desc').orderBy('r.n', 'desc');
    if (after) rows = rows.where((e) => e(e.refTuple('r.closed_at', 'r.n'), '<', e.tuple(...after)));
  } else {
    const by = filter.sort === 'age' ? 'r.reported_at' : 'r.due_at';
    rows = rows.orderBy(by).orderBy('r.n');
    if (after) rows = rows.where((e) => e(e.refTuple(by, 'r.n'), '>', e.tuple(...after)));
  }
  const counted = q
    .selectFrom(
      matching
        .select('r.n')
        .limit(COUNT_CAP + 1)
        .as('matching'),
    )
    .select((e) => e.fn.countAll<number>().as('n'));
  return { rows, counted };
}

function matchingRepairs(filter: QueueFilter, { scope, person, now }: Asking) {
  const closed = filter.show === 'closed';
  // Work above one's level is rare: the plus keeps the walk on its own index.
  const ended =
    filter.mark === 'above' ? sql<string | null>`+r.closed_at` : sql.ref<string | null>('r.closed_at');
  let found = q.selectFrom('repairs as r').where(ended, closed ? 'is not' : 'is', null);
  const [own, ...more] = scope === 'all' ? [] : scope;
  if (scope !== 'all')
    found =
      own !== undefined && more.length === 0
        ? found.where('r.site', '=', own)
        : found.where('r.site', 'in', (e) => idsOf(e, scope));
  if (filter.site) found = found.where('r.site', '=', filter.site);
  if (filter.technician === 'none') found = found.where('r.technician', 'is', null);
  else if (filter.technician)
    found = found.where('r.technician', '=', filter.technician === 'me' ? person : filter.technician);
  if (filter.state) found = found.where('r.state', '=', filter.state);
  if (filter.level) found = found.where('r.level', '=', Number(filter.level));
  if (filter.priority) found = found.where('r.priority', '=', filter.priority);
  if (filter.hold === 'any') found = found.where('r.hold_reason', 'is not', null);
  else if (filter.hold) found = found.where('r.hold_reason', '=', filter.hold);
  if (filter.age) found = found.where('r.reported_at', '<', daysBefore(now, Number(filter.age)));
  if (filter.mark === 'above') found = found.where('r.above_level', '=', 1);
  // A hold that stops the clock is late only where it began late.
  if (filter.mark === 'late' && !closed) {
    found = found.where('r.due_at', '<', now).where(
      sql<boolean>`(r.hold_reason IS NULL OR r.hold_reason NOT IN ('parts', 'vendor', 'answer')
        OR r.due_at < (SELECT from_at FROM repair_holds WHERE repair = r.id AND to_at IS NULL))`,
    );
  }
  return filter.q ? found.where(textOf(filter.q, closed)) : found;
}

/** A number, a tag or a serial; of open repairs, of which there are few, a piece of the headline too. */
function textOf(text: string, closed: boolean) {
  const code = text.toUpperCase().replace(/\s+/g, '');
  const number = parseRepairNumber(text) ?? -1;
  const named = sql<boolean>`(r.number = ${number} OR r.device IN
    (SELECT device FROM identifiers WHERE kind IN ('tag', 'serial') AND value = ${code} AND withdrawn_at IS NULL))`;
  return closed ? named : sql<boolean>`(${named} OR instr(lower(r.headline), ${text.toLowerCase()}) > 0)`;
}

export function sitesFor(scope: Exclude<Scope, null>) {
  const sites = q
    .selectFrom('locations')
    .where('kind', '=', 'site')
    .where('retired_at', 'is', null)
    .select(['id as value', 'name as label'])
    .orderBy('name')
    .limit(1000);
  return scope === 'all' ? sites : sites.where('id', 'in', (e) => idsOf(e, scope));
}

function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString();
}
