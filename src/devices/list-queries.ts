import type { Scope } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { DeviceState, Use } from './forms.ts';
import { type Conditions, conditionsOf } from './list-conditions-queries.ts';
import {
  countedByTallies,
  type DeviceFilter,
  type Driver,
  driverOf,
  FEW,
  needsTallies,
  type Order,
  type Sorting,
  sortingOf,
  type Tallied,
} from './list-rules.ts';

/** A device in the list. */
export interface DeviceRow {
  n: number;
  id: string;
  tag: string;
  serial: string;
  use: Use;
  state: DeviceState;
  dueOn: string | null;
  /** the value of the column that the list is sorted by, '' where there is none */
  key: string | number;
  modelName: string;
  modelN: number;
  homeName: string;
  placeName: string | null;
  /** the site where it is, where that is not its home */
  awayName: string | null;
  given: string | null;
  family: string | null;
  holderKind: string | null;
  holderGrade: string | null;
  holderSite: string | null;
  /** state of its open repair */
  repair: string | null;
}

export interface DevicePage {
  page: Page<DeviceRow>;
  count: Count;
  sorting: Sorting;
  /** sorts that can be offered: every one where few rows are left */
  sorts: readonly Order[];
}

export interface Wanted {
  filter: DeviceFilter;
  sort: string;
  cursor?: string | undefined;
  /** YYYY-MM-DD */
  today: string;
  limit?: number;
}

const LIMIT = 50;

const NAMES = `m.maker || ' ' || m.name AS modelName, m.n AS modelN, h.name AS homeName, p.name AS placeName,
    s.name AS awayName, o.given_name AS given, o.family_name AS family, o.kind AS holderKind,
    o.grade AS holderGrade, o.site AS holderSite, r.state AS repair`;

const JOINS = `CROSS JOIN locations AS h ON h.id = d.home
  LEFT JOIN locations AS p ON p.id = d.place
  LEFT JOIN locations AS s ON s.id = d.at_site AND d.at_site <> d.home
  LEFT JOIN people AS o ON o.id = d.holder
  LEFT JOIN repairs AS r ON r.device = d.id AND r.closed_at IS NULL`;

/** What rows are ordered by: as the index has it, and as a sort of few rows needs it. */
const KEYS: Record<Order, readonly [indexed: string, sorted: string]> = {
  tag: ['d.tag', 'd.tag'],
  serial: ['d.serial', 'd.serial'],
  purchased: ['d.purchased_on', "ifnull(d.purchased_on, '')"],
  due: ['d.due_on', "ifnull(d.due_on, '')"],
  slot: ['ifnull(d.slot, 0)', 'ifnull(d.slot, 0)'],
  made: ['d.n', 'd.n'],
  field: ['x.device', 'x.device'],
  aue: ['m.aue_on', 'm.aue_on'],
};

/** A page of devices by the index that serves the filter best. @param scope the sites that the person sees */
export async function listDevices(
  db: Database,
  wanted: Wanted,
  scope: Exclude<Scope, null>,
): Promise<DevicePage> {
  const { filter, sort, limit = LIMIT } = wanted;
  const tallied = needsTallies(filter) ? await talliesOf(db, filter) : {};
  const driver = driverOf(filter, tallied);
  const where = conditionsOf(filter, driver, scope, wanted.today);
  const counting = countQuery(filter, where, scope);
  const asked = sort.replace('-', '');
  // Only a sort that the index does not have must know the number first.
  const before = asked && asked !== driver.order ? (await db.first(counting))?.n : undefined;
  const sorting = sortingOf(driver, sort, before ?? null);
  const from = wanted.cursor
    ? conditionsOf(filter, driver, scope, wanted.today, sorting.descending ? 'down' : 'up')
    : where;
  const rows = rowQueries(from, driver, sorting, wanted.cursor, limit);
  const [counts, found, more] = await db.read(counting, rows[0], rows[1] ?? NOTHING);
  const count = counts[0]?.n ?? 0;
  return {
    page: pageOf([...found, ...more], limit, (row) => keysOf(row, sorting)),
    count: countedByTallies(filter) ? { n: count, more: false } : cappedCount(count),
    sorting,
    sorts: count <= (countedByTallies(filter) ? FEW : COUNT_CAP) ? ALL_SORTS : [driver.order],
  };
}

const ALL_SORTS: readonly Order[] = ['tag', 'serial', 'purchased', 'due'];
const NOTHING: Query<DeviceRow> = { sql: 'SELECT 1 AS n WHERE 0', parameters: [] };

function keysOf(row: DeviceRow, { order }: Sorting): (string | number)[] {
  if (order === 'made') return [row.n];
  if (order === 'field') return [row.id];
  if (order === 'aue') return [row.key, row.modelN, row.tag, row.n];
  return [row.key, row.n];
}

/** The rows of one page. By the end of updates: the rest of the model where the last page ended, then later ones. */
export function rowQueries(
  where: Conditions,
  driver: Driver,
  sorting: Sorting,
  cursor: string | undefined,
  limit: number,
): [Query<DeviceRow>] | [Query<DeviceRow>, Query<DeviceRow>] {
  const { order, descending, indexed } = sorting;
  const key = KEYS[order][indexed ? 0 : 1];
  const than = descending ? '<' : '>';
  const way = descending ? ' DESC' : '';
  if (order === 'aue') {
    const keys = decodeCursor(cursor, 'snsn');
    const all = 'm.aue_on, m.n, d.tag, d.n';
    if (!keys) return [select(where, driver, key, '', [], all, limit)];
    const [aue, model, tag, n] = keys as [string, number, string, number];
    return [
      select(
        where,
        driver,
        key,
        ' AND m.aue_on = ? AND m.n = ? AND (d.tag, d.n) > (?, ?)',
        [aue, model, tag, n],
        'd.tag, d.n',
        limit,
      ),
      select(where, driver, key, ' AND (m.aue_on, m.n) > (?, ?)', [aue, model], all, limit),
    ];
  }
  if (order === 'made' || order === 'field') {
    const keys = decodeCursor(cursor, order === 'made' ? 'n' : 's');
    return [select(where, driver, key, keys ? ` AND ${key} > ?` : '', keys ?? [], key, limit)];
  }
  const keys = decodeCursor(cursor, order === 'slot' ? 'nn' : 'sn');
  const after = keys ? ` AND (${key}, d.n) ${than} (?, ?)` : '';
  return [select(where, driver, key, after, keys ?? [], `${key}${way}, d.n${way}`, limit)];
}

function select(
  where: Conditions,
  driver: Driver,
  key: string,
  after: string,
  values: readonly (string | number)[],
  order: string,
  limit: number,
): Query<DeviceRow> {
  return {
    sql: `SELECT d.n, d.id, d.tag, d.serial, d.use, d.state, d.due_on AS dueOn, ${key} AS key, ${NAMES}
      FROM ${fromOf(driver)} ${JOINS}
      WHERE ${where.sql}${after} ORDER BY ${order} LIMIT ?`,
    parameters: [...where.parameters, ...values, limit + 1],
  };
}

/** CROSS JOIN keeps the order of the loops: the chosen index first, whatever the planner believes. */
function fromOf({ index, order }: Driver, named = true): string {
  const models = named ? ' CROSS JOIN models AS m ON m.id = d.model' : '';
  if (order === 'field')
    return `custom_values AS x INDEXED BY custom_values_value CROSS JOIN devices AS d ON d.id = x.device${models}`;
  if (order === 'aue')
    return `models AS m INDEXED BY models_aue CROSS JOIN devices AS d INDEXED BY ${index} ON d.model = m.id`;
  return `devices AS d INDEXED BY ${index}${models}`;
}

/** How many devices the filter leaves: exact by the tallies, else counted up to a thousand. */
export function countQuery(
  filter: DeviceFilter,
  where: Conditions,
  scope: Exclude<Scope, null>,
): Query<{ n: number }> {
  const ownHome =
    scope === 'all' || (filter.home !== '' && where.home !== null && scope.includes(where.home));
  if (countedByTallies(filter) && ownHome) return tallyQuery(filter);
  return {
    sql: `SELECT count(*) AS n FROM (SELECT 1 FROM ${fromOf(where.driver, false)} WHERE ${where.sql} LIMIT ${
      COUNT_CAP + 1
    })`,
    parameters: where.parameters,
  };
}

/** The devices that the tallies count for these filters. */
export function tallyQuery(filter: Pick<DeviceFilter, 'home' | 'model' | 'kind' | 'use' | 'state' | 'aue'>) {
  const parts = ['t.home = ifnull((SELECT id FROM locations WHERE id = ? OR code = ?), ?)'];
  const parameters: string[] = [filter.home, filter.home, filter.home && 'none'];
  const add = (sql: string, value: string) => {
    if (value) {
      parts.push(sql);
      parameters.push(value);
    }
  };
  add('t.model = ?', filter.model);
  add('t.use = ?', filter.use);
  add('t.state = ?', filter.state);
  add('t.model IN (SELECT id FROM models WHERE kind = ?)', filter.kind);
  add('t.model IN (SELECT id FROM models WHERE aue_on < ?)', filter.aue);
  return {
    sql: `SELECT ifnull(sum(t.n), 0) AS n FROM device_tallies AS t WHERE ${parts.join(' AND ')}`,
    parameters,
  } satisfies Query<{ n: number }>;
}

async function talliesOf(db: Database, filter: DeviceFilter): Promise<Tallied> {
  const names = (['model', 'use', 'state', 'kind'] as const).filter((name) => filter[name]);
  const none = { home: '', model: '', kind: '', use: '', state: '', aue: '' };
  const counts = await db.read(...names.map((name) => tallyQuery({ ...none, [name]: filter[name] })));
  return Object.fromEntries(
    names.map((name, i) => [name, (counts[i]?.[0] as { n: number } | undefined)?.n ?? 0]),
  );
}
