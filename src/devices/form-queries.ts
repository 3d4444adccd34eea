import type { Database } from '../db/database.ts';
import { prepared, q } from '../db/query.ts';

export interface Choice {
  value: string;
  label: string;
  hint?: string;
  group?: string;
}

const MODELS = prepared(() =>
  q
    .selectFrom('models')
    .where('retired_at', 'is', null)
    .select(['id', 'maker', 'name', 'number', 'kind'])
    .orderBy('maker')
    .orderBy('name')
    .orderBy('number'),
);

export type ModelChoice = NonNullable<ReturnType<typeof MODELS>['rows']>;

/** The models in use, for a select in groups by maker. */
export const modelChoices = () => MODELS({});

export const modelOptions = (rows: readonly ModelChoice[]): Choice[] =>
  rows.map((row) => ({
    value: row.id,
    label: row.number && !row.name.includes(row.number) ? `${row.name} ${row.number}` : row.name,
    group: row.maker,
  }));

const COMMON = prepared(() =>
  q
    .selectFrom('device_tallies as t')
    .innerJoin('models as m', 'm.id', 't.model')
    .where('t.home', '=', '')
    .where('t.state', '=', 'in_service')
    .where('m.retired_at', 'is', null)
    .select(['m.id as value', (e) => e.fn.sum<number>('t.n').as('n')])
    .select((e) => e.fn.max('m.name').as('name'))
    .select((e) => e.fn.max('m.maker').as('maker'))
    .groupBy('m.id')
    .orderBy('n', 'desc')
    .limit(8),
);

/** The eight models that the district has most of. */
export const commonModels = () => COMMON({});

const VARIANTS = prepared((p: { model: string }) =>
  q
    .selectFrom('variants')
    .where('model', '=', p.model)
    .where('retired_at', 'is', null)
    .select(['id as value', 'name as label'])
    .orderBy('name'),
);

export const variantChoices = (model: string) => VARIANTS({ model });

const PLANS = prepared(() =>
  q
    .selectFrom('coverage_plans')
    .where('retired_at', 'is', null)
    .select(['id as value', 'name as label'])
    .orderBy('name'),
);

export const planChoices = () => PLANS({});

const HOMES = prepared(() =>
  q
    .selectFrom('locations')
    .where('kind', 'in', ['site', 'depot'])
    .where('retired_at', 'is', null)
    .select(['id as value', 'name as label', 'code'])
    .orderBy('name'),
);

/** Sites and depots: what may be a device's home. */
export const homeChoices = () => HOMES({});

/** Names for the conflict page: what somebody typed as ids. */
export async function namesOf(
  db: Database,
  ids: { model: string; home: string; variant: string | null; plan: string | null },
) {
  const row = await db.first<{
    model: string | null;
    home: string | null;
    variant: string | null;
    plan: string | null;
  }>({
    sql: `SELECT (SELECT maker || ' ' || name FROM models WHERE id = ?) AS model,
            (SELECT name FROM locations WHERE id = ?) AS home,
            (SELECT name FROM variants WHERE id = ?) AS variant,
            (SELECT name FROM coverage_plans WHERE id = ?) AS plan`,
    parameters: [ids.model, ids.home, ids.variant, ids.plan],
  });
  return row ?? { model: null, home: null, variant: null, plan: null };
}
