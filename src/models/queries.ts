import type { Scope } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import { prepared, type Query, q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { type Count, decodeCursor, type Page, pageOf } from '../web/paging.ts';

export interface ModelRow {
  id: string;
  maker: string;
  name: string;
  number: string;
  kind: string;
  aueOn: string | null;
  priceCents: number | null;
  retiredAt: string | null;
  /** in service, of the homes that the person sees */
  devices: number;
}

export interface ModelFilter {
  kind: string;
  /** 'ended', 'year' for those that end within one, '' for all */
  aue: string;
  /** '' for those in use, 'retired' for the others */
  show: string;
  cursor?: string | undefined;
}

const LIMIT = 50;

/** The tallies' rows of the homes that the person sees: '' stands for all homes. */
function homes(scope: Exclude<Scope, null>): string {
  return JSON.stringify(scope === 'all' ? [''] : scope);
}

/** A page of models by maker and name: there are some hundreds at most. @param today YYYY-MM-DD */
export async function listModels(
  db: Database,
  filter: ModelFilter,
  scope: Exclude<Scope, null>,
  today: string,
  limit = LIMIT,
): Promise<{ page: Page<ModelRow>; count: Count }> {
  const parts = [filter.show === 'retired' ? 'm.retired_at IS NOT NULL' : 'm.retired_at IS NULL'];
  const values: string[] = [];
  const add = (sql: string, ...more: string[]) => {
    parts.push(sql);
    values.push(...more);
  };
  if (filter.kind) add('m.kind = ?', filter.kind);
  if (filter.aue === 'ended') add('m.aue_on <= ?', today);
  if (filter.aue === 'year') add('m.aue_on > ? AND m.aue_on <= ?', today, yearLater(today));
  const keys = decodeCursor(filter.cursor, 'sss') as string[] | null;
  const rows: Query<ModelRow> = {
    sql: `SELECT m.id, m.maker, m.name, m.number, m.kind, m.aue_on AS aueOn, m.price_cents AS priceCents,
            m.retired_at AS retiredAt,
            ifnull((SELECT sum(t.n) FROM device_tallies AS t WHERE t.model = m.id
              AND t.home IN (SELECT value FROM json_each(?)) AND t.state = 'in_service'), 0) AS devices
          FROM models AS m WHERE ${parts.join(' AND ')}${keys ? ' AND (m.maker, m.name, m.number) > (?, ?, ?)' : ''}
          ORDER BY m.maker, m.name, m.number LIMIT ?`,
    parameters: [homes(scope), ...values, ...(keys ?? []), limit + 1],
  };
  const counted: Query<{ n: number }> = {
    sql: `SELECT count(*) AS n FROM models AS m WHERE ${parts.join(' AND ')}`,
    parameters: values,
  };
  const [found, counts] = await db.read(rows, counted);
  return {
    page: pageOf(found, limit, (row) => [row.maker, row.name, row.number]),
    count: { n: counts[0]?.n ?? 0, more: false },
  };
}

function yearLater(today: string): string {
  return `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
}

export interface AueYear {
  /** '' where the end is not known */
  year: string;
  devices: number;
}

/** How many devices in service lose their updates in which year. */
export function fleetByAue(scope: Exclude<Scope, null>): Query<AueYear> {
  return {
    sql: `SELECT ifnull(substr(m.aue_on, 1, 4), '') AS year, sum(t.n) AS devices
          FROM models AS m CROSS JOIN device_tallies AS t ON t.model = m.id
          WHERE t.home IN (SELECT value FROM json_each(?)) AND t.state = 'in_service'
          GROUP BY 1 HAVING sum(t.n) > 0 ORDER BY 1`,
    parameters: [homes(scope)],
  };
}

const BY_ID = prepared((p: { id: string }) =>
  q
    .selectFrom('models')
    .where('id', '=', p.id)
    .select(['id', 'maker', 'name', 'number', 'kind', 'aue_on as aueOn', 'aue_source as aueSource'])
    .select(['aue_read_on as aueReadOn', 'warranty_months as warrantyMonths', 'price_cents as priceCents'])
    .select(['retired_at as retiredAt', 'version']),
);

export type Model = NonNullable<ReturnType<typeof BY_ID>['rows']>;

/** The query that `findModel` runs, for pages that read it together with the rest. */
export const modelById = (id: string) => BY_ID({ id });

/** @throws NotFound */
export async function findModel(db: Database, id: string): Promise<Model> {
  const model = await db.first(BY_ID({ id }));
  if (!model) throw new NotFound();
  return model;
}

const VARIANT = prepared((p: { id: string; model: string }) =>
  q
    .selectFrom('variants')
    .where('id', '=', p.id)
    .where('model', '=', p.model)
    .select(['id', 'model', 'name', 'touch', 'convertible', 'lte', 'retired_at as retiredAt']),
);

export type Variant = NonNullable<ReturnType<typeof VARIANT>['rows']>;

/** @throws NotFound it is another model's, or there is none */
export async function findVariant(db: Database, model: string, id: string): Promise<Variant> {
  const variant = await db.first(VARIANT({ id, model }));
  if (!variant) throw new NotFound();
  return variant;
}
