import type { Scope } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
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

const ROWS = `SELECT r.n, r.number, r.state, r.priority, r.level, r.headline, d.tag, d.serial, s.name AS siteName,
    t.name AS technicianName, r.reported_at AS reportedAt, r.due_at AS dueAt, r.closed_at AS closedAt, r.outcome,
    r.hold_reason AS holdReason, h.from_at AS holdFrom, r.to_confirm AS toConfirm
  FROM repairs AS r
  JOIN devices AS d ON d.id = r.device
  JOIN locations AS s ON s.id = r.site
  LEFT JOIN users AS t ON t.id = r.technician
  LEFT JOIN repair_holds AS h ON h.repair = r.id AND h.to_at IS NULL
  WHERE `;

const AFTER = {
  due: ['(r.due_at, r.n) > (?, ?)', 'r.due_at, r.n'],
  age: ['(r.reported_at, r.n) > (?, ?)', 'r.reported_at, r.n'],
  closed: ['(r.closed_at, r.n) < (?, ?)', 'r.closed_at DESC, r.n DESC'],
} as const;

type Values = (string | number | null)[];

/** The statements of a page of the queue, for it and for the test of their plans. */
export function queueQueries(
  filter: QueueFilter,
  asking: Asking,
): { rows: Query<QueueRow>; counted: Query<{ n: number }> } {
  const { where, values } = matching(filter, asking);
  const cursor = decodeCursor(filter.cursor, 'sn');
  const [after, order] = AFTER[filter.sort];
  return {
    rows: {
      sql: `${ROWS}${where}${cursor ? ` AND ${after}` : ''} ORDER BY ${order} LIMIT ?`,
      parameters: [...values, ...(cursor ?? []), (asking.limit ?? LIMIT) + 1],
    },
    counted: {
      sql: `SELECT count(*) AS n FROM (SELECT 1 FROM repairs AS r WHERE ${where} LIMIT ${COUNT_CAP + 1})`,
      parameters: values,
    },
  };
}

/** Conditions from constant pieces, with their values: building them costs next to nothing. */
function matching(filter: QueueFilter, { scope, person, now }: Asking): { where: string; values: Values } {
  const closed = filter.show === 'closed';
  // Work above one's level is rare: the plus keeps the walk on its own index.
  const parts = [`${filter.mark === 'above' ? '+' : ''}r.closed_at IS ${closed ? 'NOT NULL' : 'NULL'}`];
  const values: Values = [];
  const add = (condition: string, ...more: Values) => {
    parts.push(condition);
    values.push(...more);
  };
  const [own, ...others] = scope === 'all' ? [] : scope;
  if (own !== undefined && others.length === 0) add('r.site = ?', own);
  else if (scope !== 'all') add('r.site IN (SELECT value FROM json_each(?))', JSON.stringify(scope));
  if (filter.site) add('r.site = ?', filter.site);
  if (filter.technician === 'none') add('r.technician IS NULL');
  else if (filter.technician)
    add('r.technician = ?', filter.technician === 'me' ? person : filter.technician);
  if (filter.state) add('r.state = ?', filter.state);
  if (filter.level) add('r.level = ?', Number(filter.level));
  if (filter.priority) add('r.priority = ?', filter.priority);
  if (filter.hold === 'any') add('r.hold_reason IS NOT NULL');
  else if (filter.hold) add('r.hold_reason = ?', filter.hold);
  if (filter.age) add('r.reported_at < ?', daysBefore(now, Number(filter.age)));
  if (filter.mark === 'above') add('r.above_level = 1');
  if (filter.mark === 'late' && !closed) add(LATE, now);
  if (filter.q) addText(filter.q, closed, add);
  return { where: parts.join(' AND '), values };
}

// A hold that stops the clock is late only where it began late: as isLate of due-rules.ts.
const LATE = `r.due_at < ? AND r.to_confirm = 0
  AND (r.hold_reason IS NULL OR r.hold_reason NOT IN ('parts', 'vendor', 'answer')
    OR r.due_at < (SELECT from_at FROM repair_holds WHERE repair = r.id AND to_at IS NULL))`;

const NAMED = `r.number = ? OR r.device IN (SELECT device FROM identifiers
  WHERE kind IN ('tag', 'serial') AND value = ? AND withdrawn_at IS NULL)`;

/** A number, a tag or a serial; of open repairs, of which there are few, a piece of the headline too. */
function addText(text: string, closed: boolean, add: (condition: string, ...values: Values) => void): void {
  const named = [parseRepairNumber(text) ?? -1, text.toUpperCase().replace(/\s+/g, '')];
  if (closed) add(`(${NAMED})`, ...named);
  else add(`(${NAMED} OR instr(lower(r.headline), ?) > 0)`, ...named, text.toLowerCase());
}

/** The sites that may be chosen, by name. */
export function sitesFor(scope: Exclude<Scope, null>): Query<Option> {
  const own = scope === 'all' ? '' : ' AND id IN (SELECT value FROM json_each(?))';
  return {
    sql: `SELECT id AS value, name AS label FROM locations
          WHERE kind = 'site' AND retired_at IS NULL${own} ORDER BY name LIMIT 1000`,
    parameters: scope === 'all' ? [] : [JSON.stringify(scope)],
  };
}

function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString();
}
