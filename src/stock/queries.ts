import type { Database } from '../db/database.ts';
import { prepared, q } from '../db/query.ts';
import { NotFound } from '../errors.ts';

export { offersOf, offersQuery, partsForFault, type WantedPart } from './offer-queries.ts';

const PART = prepared((p: { id: string }) =>
  q
    .selectFrom('parts as p')
    .leftJoin('interchange_groups as g', 'g.id', 'p.interchange_group')
    .where('p.id', '=', p.id)
    .select([
      'p.id',
      'p.sku',
      'p.name',
      'p.interchange_group as group',
      'p.part_kind as partKind',
      'p.condition',
    ])
    .select(['p.counted', 'p.price_cents as priceCents', 'p.retired_at as retiredAt', 'p.version'])
    .select(['p.unit', 'p.pack', 'p.touch', 'p.class_abc as classAbc'])
    .select(['g.name as groupName', 'g.touch as groupTouch']),
);

export type Part = NonNullable<ReturnType<typeof PART>['rows']>;

/** @throws NotFound */
export async function findPart(db: Database, id: string): Promise<Part> {
  const part = await db.first(PART({ id }));
  if (!part) throw new NotFound();
  return part;
}

const BY_CODE = `SELECT p.id AS id FROM parts AS p WHERE p.sku = ?
  UNION SELECT n.part FROM part_numbers AS n WHERE n.value = ? LIMIT 20`;

/** Parts with this SKU, maker's number or barcode; several where a maker number is shared. */
export async function partsByCode(db: Database, code: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>({ sql: BY_CODE, parameters: [code, code] });
  return rows.map((row) => row.id);
}

const VEHICLE_BIN = prepared((p: { person: string }) =>
  q
    .selectFrom('bins')
    .where('keeper', '=', p.person)
    .where('retired_at', 'is', null)
    .select(['id', 'code', 'name', 'location']),
);

/** The bin of the person's vehicle, where they have one. */
export function vehicleBinOf(db: Database, person: string) {
  return db.first(VEHICLE_BIN({ person }));
}
