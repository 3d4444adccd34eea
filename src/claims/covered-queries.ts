import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { parseRepairNumber } from '../repairs/rules.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';
import { type CoverFacts, covering, withValues } from './cover-queries.ts';

export interface CoveredRow extends CoverFacts {
  n: number;
  repair: string;
  number: number;
  state: string;
  headline: string;
  device: string;
  deviceState: string;
  tag: string;
  serial: string;
  maker: string;
  modelName: string;
  siteName: string;
  reportedAt: string;
}

/** What the list shows, as it stands in the URL; '' is no filter. */
export interface CoveredFilter {
  /** '' those that are covered, 'warranty', 'plan', 'not' the others, 'any' */
  cover: '' | 'warranty' | 'plan' | 'not' | 'any';
  maker: string;
  /** a vendor that takes the claims of the plan */
  vendor: string;
  plan: string;
  site: string;
  /** repair number, tag or serial */
  q: string;
  cursor: string;
}

const HAVING: Readonly<Record<CoveredFilter['cover'], string>> = {
  '': "f.code IN ('warranty', 'plan')",
  warranty: "f.code = 'warranty'",
  plan: "f.code = 'plan'",
  not: "f.code NOT IN ('warranty', 'plan')",
  any: '1',
};

export function coveredFilter(query: Readonly<Record<string, string | undefined>>): CoveredFilter {
  const text = (name: string) => (query[name] ?? '').trim().slice(0, 100);
  const cover = (['warranty', 'plan', 'not', 'any'] as const).find((known) => known === query.cover) ?? '';
  return {
    cover,
    maker: text('maker'),
    vendor: text('vendor'),
    plan: text('plan'),
    site: text('site'),
    q: text('q'),
    cursor: query.cursor ?? '',
  };
}

const LIMIT = 50;

const COLUMNS = `r.n, r.id AS repair, r.number, r.state, r.headline, r.device, d.state AS deviceState, d.tag, d.serial, m.maker,
    m.maker || ' ' || m.name AS modelName, s.name AS siteName, r.reported_at AS reportedAt`;

/** Repairs that a vendor can be given, and that are in no batch; the plus keeps the walk in the order of age. */
const WHERE = `r.closed_at IS NULL AND +r.state IN ('reported', 'accepted', 'in_work', 'on_hold')
  AND d.state = 'in_service'
  AND NOT EXISTS (SELECT 1 FROM claim_lines AS c WHERE c.device = r.device AND c.ended_at IS NULL)`;

/** The statements of a page, for it and for the test of their plans. @param today YYYY-MM-DD */
export function coveredQueries(
  filter: CoveredFilter,
  today: string,
  limit: number = LIMIT,
): { rows: Query<CoveredRow>; counted: Query<{ n: number }> } {
  const conditions = [WHERE];
  const cursor = decodeCursor(filter.cursor, 'sn');
  if (filter.maker) conditions.push('+m.maker = :maker');
  if (filter.vendor) conditions.push('+p.vendor = :vendor');
  if (filter.plan) conditions.push('d.coverage_plan = :plan');
  if (filter.site) conditions.push('r.site = :site');
  if (filter.q)
    conditions.push(`(r.number = :number OR r.device IN (SELECT device FROM identifiers
      WHERE kind IN ('tag', 'serial') AND value = :named AND withdrawn_at IS NULL))`);
  const base = {
    columns: COLUMNS,
    from: 'repairs AS r',
    joins: 'JOIN locations AS s ON s.id = r.site',
    having: HAVING[filter.cover],
  };
  const values = {
    today,
    maker: filter.maker,
    vendor: filter.vendor,
    plan: filter.plan,
    site: filter.site,
    number: parseRepairNumber(filter.q) ?? -1,
    named: filter.q.toUpperCase().replace(/\s+/g, ''),
    at: cursor?.[0] ?? null,
    n: cursor?.[1] ?? null,
    limit: limit + 1,
  };
  const after = cursor ? ['(r.reported_at, r.n) > (:at, :n)'] : [];
  return {
    rows: withValues(
      covering({
        ...base,
        where: [...conditions, ...after].join(' AND '),
        after: 'ORDER BY f.reportedAt, f.n LIMIT :limit',
      }),
      values,
    ),
    counted: withValues(
      `SELECT count(*) AS n FROM (${covering({
        ...base,
        where: conditions.join(' AND '),
        after: `LIMIT ${COUNT_CAP + 1}`,
      })})`,
      values,
    ),
  };
}

/** A page of open repairs with what pays for each, those that were reported first. */
export async function listCovered(
  db: Database,
  filter: CoveredFilter,
  today: string,
  limit: number = LIMIT,
): Promise<{ page: Page<CoveredRow>; count: Count }> {
  const { rows, counted } = coveredQueries(filter, today, limit);
  const [found, counts] = await db.read(rows, counted);
  return {
    page: pageOf(found, limit, (row) => [row.reportedAt, row.n]),
    count: cappedCount(counts[0]?.n ?? 0),
  };
}

interface Choice {
  value: string;
  label: string;
}

export const MAKERS: Query<Choice> = {
  sql: 'SELECT DISTINCT maker AS value, maker AS label FROM models ORDER BY maker LIMIT 200',
  parameters: [],
};

export const PLANS: Query<Choice> = {
  sql: 'SELECT id AS value, name AS label FROM coverage_plans ORDER BY retired_at IS NOT NULL, name LIMIT 200',
  parameters: [],
};

export interface OpenLine {
  id: string;
  device: string;
  batch: string;
  number: number;
}

/** The batches that these devices are in now. @param devices ids */
export function openLinesOf(devices: readonly string[]): Query<OpenLine> {
  return {
    sql: `SELECT c.id, c.device, c.batch, b.number FROM json_each(?) AS j
          CROSS JOIN claim_lines AS c ON c.device = j.value AND c.ended_at IS NULL
          JOIN claim_batches AS b ON b.id = c.batch`,
    parameters: [JSON.stringify(devices)],
  };
}

/** What pays for these repairs today. @param ids of repairs */
export function coverOf(ids: readonly string[], today: string): Query<CoveredRow> {
  return withValues(
    covering({
      columns: COLUMNS,
      from: 'json_each(:ids) AS j CROSS JOIN repairs AS r ON r.id = j.value',
      joins: 'JOIN locations AS s ON s.id = r.site',
      where: '1',
      after: 'ORDER BY f.n',
    }),
    { today, ids: JSON.stringify(ids) },
  );
}
