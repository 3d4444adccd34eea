import type { Database } from '../db/database.ts';
import { q } from '../db/query.ts';
import { decodeCursor, pageOf } from '../web/paging.ts';
import type { Option } from './bin-queries.ts';

/** Fits, the proposed ones first in time; those of one model or group where asked. */
export async function listFits(
  db: Database,
  filter: { state: string; model: string; group: string; cursor?: string | undefined; limit?: number },
) {
  const { limit = 50 } = filter;
  const after = decodeCursor(filter.cursor, 'ss');
  let query = q
    .selectFrom('fits as f')
    .innerJoin('models as m', 'm.id', 'f.model')
    .innerJoin('faults as u', 'u.code', 'f.fault')
    .leftJoin('variants as v', 'v.id', 'f.variant')
    .leftJoin('interchange_groups as g', 'g.id', 'f.interchange_group')
    .leftJoin('parts as p', 'p.id', 'f.part')
    .leftJoin('users as w', 'w.id', 'f.proposed_by')
    .leftJoin('repairs as r', 'r.id', 'f.repair')
    .where('f.state', '=', filter.state)
    .select(['f.id', 'f.at', 'f.state', 'm.id as model', 'm.maker', 'm.name as modelName', 'u.name as fault'])
    .select(['v.name as variant', 'g.name as groupName', 'p.sku', 'p.name as partName', 'w.name as by'])
    .select('r.number as repair')
    .orderBy('f.at')
    .orderBy('f.id')
    .limit(limit + 1);
  if (filter.model) query = query.where('f.model', '=', filter.model);
  if (filter.group) query = query.where('f.interchange_group', '=', filter.group);
  if (after)
    query = query.where((e) =>
      e(e.refTuple('f.at', 'f.id'), '>', e.tuple(String(after[0]), String(after[1]))),
    );
  return pageOf(await db.all(query), limit, (row) => [row.at, row.id]);
}

export type FitRow = Awaited<ReturnType<typeof listFits>>['items'][number];

export async function listGroups(db: Database) {
  return db.all(
    q
      .selectFrom('interchange_groups as g')
      .where('g.retired_at', 'is', null)
      .select(['g.id', 'g.name', 'g.part_kind as partKind', 'g.touch', 'g.version'])
      .select((e) => [
        e
          .selectFrom('parts as p')
          .whereRef('p.interchange_group', '=', 'g.id')
          .select((s) => s.fn.countAll<number>().as('n'))
          .$asScalar()
          .$notNull()
          .as('parts'),
        e
          .selectFrom('fits as f')
          .whereRef('f.interchange_group', '=', 'g.id')
          .where('f.state', '=', 'confirmed')
          .select((s) => s.fn.countAll<number>().as('n'))
          .$asScalar()
          .$notNull()
          .as('fits'),
      ])
      .orderBy('g.name')
      .limit(2_000),
  );
}

export type GroupRow = Awaited<ReturnType<typeof listGroups>>[number];

export async function groupOptions(db: Database): Promise<Option[]> {
  return db.all(
    q
      .selectFrom('interchange_groups')
      .where('retired_at', 'is', null)
      .select(['id as value', 'name as label'])
      .orderBy('name')
      .limit(5_000),
  );
}

/** What a fit is made of: models with their variants, faults, groups. */
export async function fitOptions(db: Database) {
  const [models, faults, groups] = await db.read(
    q
      .selectFrom('models')
      .where('retired_at', 'is', null)
      .select(['id', 'maker', 'name', 'number'])
      .orderBy('maker')
      .orderBy('name'),
    q
      .selectFrom('faults')
      .where('retired_at', 'is', null)
      .select(['code', 'name'])
      .orderBy('position')
      .orderBy('name'),
    q
      .selectFrom('interchange_groups')
      .where('retired_at', 'is', null)
      .select(['id as value', 'name as label'])
      .orderBy('name'),
  );
  return {
    models: models.map((m) => ({ value: m.id, label: `${m.maker} ${m.name}`.trim() })),
    faults: faults.map((f) => ({ value: f.code, label: f.name })),
    groups,
  };
}

/** Kinds of part that occur, to choose from. */
export async function partKinds(db: Database): Promise<Option[]> {
  const rows = await db.all(
    q.selectFrom('parts').select('part_kind').distinct().orderBy('part_kind').limit(200),
  );
  return rows.map((row) => ({ value: row.part_kind, label: row.part_kind.replaceAll('_', ' ') }));
}
