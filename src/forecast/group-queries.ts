import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { GroupForecast } from './fleet-rules.ts';
import type { GroupFilter } from './forms.ts';
import type { Fan } from './kept-json-rules.ts';
import { latestRun, type Run } from './run-queries.ts';

const NAME = 'ifnull(g.name, p.name)';
const FROM = `forecast_groups AS f LEFT JOIN interchange_groups AS g ON g.id = f.thing
  LEFT JOIN parts AS p ON p.id = f.thing`;

export interface GroupRow {
  thing: string;
  name: string;
  kind: string;
  how: GroupForecast['how'];
  fan: string;
  used: string;
}

/** A page of what is forecast, by name. */
export async function listGroups(
  db: Database,
  run: string,
  filter: GroupFilter,
  cursor: string | undefined,
  limit = 50,
): Promise<{ page: Page<GroupRow>; kinds: { value: string; label: string }[] }> {
  const after = decodeCursor(cursor, 'ss') as [string, string] | null;
  const where = ['f.run = ?', 'true'];
  const values: (string | number)[] = [run];
  if (filter.kind) {
    where.push('ifnull(g.part_kind, p.part_kind) = ?');
    values.push(filter.kind);
  }
  if (filter.q) {
    where.push(`instr(lower(${NAME} || ' ' || ifnull(p.sku, '')), lower(?)) > 0`);
    values.push(filter.q);
  }
  if (after) {
    where.push(`(${NAME}, f.thing) > (?, ?)`);
    values.push(...after);
  }
  const rows: Query<GroupRow> = {
    sql: `SELECT f.thing AS thing, ${NAME} AS name, ifnull(g.part_kind, p.part_kind) AS kind, f.how AS how,
            f.fan AS fan, f.used AS used
          FROM ${FROM} WHERE ${where.join(' AND ')} ORDER BY ${NAME}, f.thing LIMIT ?`,
    parameters: [...values, limit + 1],
  };
  const kinds: Query<{ value: string }> = {
    sql: 'SELECT DISTINCT part_kind AS value FROM interchange_groups UNION SELECT DISTINCT part_kind FROM parts ORDER BY 1',
    parameters: [],
  };
  const [found, kindRows] = await db.read(rows, kinds);
  return {
    page: pageOf(found, limit, (row) => [row.name, row.thing]),
    kinds: kindRows.map(({ value }) => ({ value, label: value })),
  };
}

export interface GroupDetails {
  run: Run;
  thing: string;
  name: string;
  kind: string;
  sku: string | null;
  how: GroupForecast['how'];
  sums: string;
  fan: Fan;
  factors: string;
  used: string;
  line: { line: string; steps: string } | null;
}

/**
 * What a run says of one group or part.
 * @param run null for the latest one of the plan @throws NotFound; null where there is the thing, but no forecast of it
 */
export async function groupDetails(
  db: Database,
  thing: string,
  run: Run | null,
): Promise<GroupDetails | { name: string; kind: string }> {
  const of = run ?? (await db.first(latestRun(null)));
  const [names, rows, lines] = await db.read(
    {
      sql: `SELECT name, part_kind AS kind, NULL AS sku FROM interchange_groups WHERE id = ?
            UNION ALL SELECT name, part_kind, sku FROM parts WHERE id = ?`,
      parameters: [thing, thing],
    } as Query<{ name: string; kind: string; sku: string | null }>,
    {
      sql: 'SELECT how, sums, fan, factors, used FROM forecast_groups WHERE run = ? AND thing = ?',
      parameters: [of?.id ?? '', thing],
    } as Query<{ how: GroupForecast['how']; sums: string; fan: string; factors: string; used: string }>,
    {
      sql: 'SELECT line, steps FROM plan_lines WHERE run = ? AND thing = ?',
      parameters: [of?.id ?? '', thing],
    } as Query<{ line: string; steps: string }>,
  );
  const [name] = names;
  if (!name) throw new NotFound();
  const [row] = rows;
  if (!row || !of) return name;
  return { ...name, ...row, run: of, thing, fan: JSON.parse(row.fan) as Fan, line: lines[0] ?? null };
}

export interface GroupPart {
  id: string;
  sku: string;
  name: string;
  condition: string;
  onHand: number;
}

/** The parts of a group, or the part itself, with what is in all bins. */
export function partsOf(thing: string): Query<GroupPart> {
  return {
    sql: `SELECT p.id AS id, p.sku AS sku, p.name AS name, p.condition AS condition,
            ifnull((SELECT v.on_hand FROM part_values AS v WHERE v.part = p.id), 0) AS onHand
          FROM parts AS p WHERE p.retired_at IS NULL AND (p.interchange_group = ? OR p.id = ?) ORDER BY p.sku LIMIT 200`,
    parameters: [thing, thing],
  };
}

export interface AheadOrder {
  id: string;
  number: string;
  state: string;
  sku: string;
  quantity: number;
  supplierName: string | null;
  expectedOn: string | null;
}

/** What is on order or drafted of it. */
export function ordersAhead(thing: string): Query<AheadOrder> {
  return {
    sql: `SELECT o.id AS id, o.number AS number, o.state AS state, p.sku AS sku,
            l.quantity - l.received - l.cancelled AS quantity, s.name AS supplierName,
            ifnull(l.expected_on, o.expected_on) AS expectedOn
          FROM parts AS p JOIN order_lines AS l ON l.part = p.id AND l.quantity > l.received + l.cancelled
          JOIN orders AS o ON o.id = l.order_id AND o.state IN ('draft', 'proposed', 'approved', 'sent')
          LEFT JOIN suppliers AS s ON s.id = ifnull(l.supplier, o.supplier)
          WHERE p.interchange_group = ? OR p.id = ? ORDER BY ifnull(l.expected_on, o.expected_on), o.n LIMIT 100`,
    parameters: [thing, thing],
  };
}

/** Names of models, for the factors. */
export const MODEL_NAMES: Query<{ id: string; name: string }> = {
  sql: "SELECT id, maker || ' ' || name AS name FROM models",
  parameters: [],
};
