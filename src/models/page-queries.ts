import type { Scope } from '../accounts/permissions.ts';
import { prepared, type Query, q } from '../db/query.ts';

/** What stands on a model's page, read together in one trip. */

const VARIANTS = prepared((p: { model: string }) =>
  q
    .selectFrom('variants')
    .where('model', '=', p.model)
    .select(['id', 'name', 'touch', 'convertible', 'lte', 'retired_at as retiredAt'])
    .orderBy('name'),
);

export const variantsOf = (model: string) => VARIANTS({ model });
export type VariantRow = NonNullable<ReturnType<typeof VARIANTS>['rows']>;

const AUES = prepared((p: { model: string }) =>
  q
    .selectFrom('model_aues as a')
    .leftJoin('users as u', 'u.id', 'a.person')
    .where('a.model', '=', p.model)
    .select(['a.id', 'a.aue_on as aueOn', 'a.source', 'a.read_on as readOn', 'a.at', 'u.name as byName'])
    .orderBy('a.at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(20),
);

/** What was believed of the end of its updates, latest first. */
export const auesOf = (model: string) => AUES({ model });
export type AueRow = NonNullable<ReturnType<typeof AUES>['rows']>;

export interface FleetCell {
  use: string;
  state: string;
  n: number;
}

/** How many there are by use and state, of the homes that the person sees. */
export function fleetOf(model: string, scope: Exclude<Scope, null>): Query<FleetCell> {
  return {
    sql: `SELECT use, state, sum(n) AS n FROM device_tallies
          WHERE model = ? AND home IN (SELECT value FROM json_each(?))
          GROUP BY use, state HAVING sum(n) > 0 ORDER BY 3 DESC`,
    parameters: [model, JSON.stringify(scope === 'all' ? [''] : scope)],
  };
}

export interface AgeBar {
  /** year of purchase, '' where it is not known */
  year: string;
  n: number;
}

/** Those in service by year of purchase: one model's own index. */
export function agesOf(model: string): Query<AgeBar> {
  return {
    // Days first, in the order of the index: there are few of them, and thousands of devices.
    sql: `SELECT ifnull(substr(day, 1, 4), '') AS year, sum(n) AS n FROM (
            SELECT purchased_on AS day, count(*) AS n FROM devices INDEXED BY devices_model_age
            WHERE model = ? AND state = 'in_service' AND joined_into IS NULL GROUP BY purchased_on
          ) GROUP BY 1 ORDER BY 1`,
    parameters: [model],
  };
}

export interface HomeCell {
  id: string;
  name: string;
  n: number;
}

/** The ten homes with most of it in service. */
export function homesOf(model: string): Query<HomeCell> {
  return {
    sql: `SELECT l.id, l.name, x.n FROM (
            SELECT home, sum(n) AS n FROM device_tallies
            WHERE model = ? AND home <> '' AND state = 'in_service' GROUP BY home ORDER BY 2 DESC LIMIT 10
          ) AS x JOIN locations AS l ON l.id = x.home WHERE x.n > 0 ORDER BY x.n DESC`,
    parameters: [model],
  };
}

const FITS = prepared((p: { model: string }) =>
  q
    .selectFrom('fits as f')
    .innerJoin('faults as u', 'u.code', 'f.fault')
    .leftJoin('variants as v', 'v.id', 'f.variant')
    .leftJoin('interchange_groups as g', 'g.id', 'f.interchange_group')
    .leftJoin('parts as p', 'p.id', 'f.part')
    .where('f.model', '=', p.model)
    .where('f.state', '<>', 'refused')
    .select([
      'f.id',
      'f.state',
      'u.name as fault',
      'v.name as variant',
      'g.name as groupName',
      'g.id as group',
    ])
    .select(['p.sku', 'p.name as partName', 'p.price_cents as partCents', 'p.id as part'])
    .select((e) =>
      e
        .selectFrom('parts as c')
        .whereRef('c.interchange_group', '=', 'g.id')
        .where('c.retired_at', 'is', null)
        .where('c.condition', '=', 'new')
        .select((s) => s.fn.min('c.price_cents').as('cents'))
        .as('groupCents'),
    )
    .orderBy('u.position')
    .orderBy('u.name')
    .limit(100),
);

/** The parts that fit it, by fault, with the price of the cheapest new one. */
export const fitsOf = (model: string) => FITS({ model });
export type ModelFit = NonNullable<ReturnType<typeof FITS>['rows']>;

const MIX = prepared((p: { model: string }) =>
  q
    .selectFrom('fault_tallies as t')
    .innerJoin('faults as f', 'f.code', 't.fault')
    .where('t.model', '=', p.model)
    .where('t.n', '>', 0)
    .select(['f.code', 'f.name', 't.n'])
    .orderBy('t.n', 'desc')
    .orderBy('f.name')
    .limit(12),
);

/** What breaks on it, the commonest first. */
export const failureMix = (model: string) => MIX({ model });
