import type { Database } from '../db/database.ts';
import { prepared, q } from '../db/query.ts';

const PLACE = prepared((p: { id: string }) =>
  q
    .selectFrom('locations')
    .where('id', '=', p.id)
    .select(['id', 'name', 'kind', 'top', 'retired_at as retiredAt']),
);

/** A location by its id, to put a device there; undefined where there is none. */
export function placeOf(db: Database, id: string) {
  return db.first(PLACE({ id }));
}

const MODEL = prepared((p: { id: string }) =>
  q
    .selectFrom('models')
    .where('id', '=', p.id)
    .select([
      'id',
      'maker',
      'name',
      'number',
      'kind',
      'warranty_months as warrantyMonths',
      'price_cents as priceCents',
    ])
    .select(['retired_at as retiredAt']),
);

/** The model that a device has or shall have. */
export function modelFor(db: Database, id: string) {
  return db.first(MODEL({ id }));
}

export interface TakenBy {
  kind: string;
  device: string;
  tag: string;
  serial: string;
  toAt: string | null;
  modelName: string;
  homeName: string;
}

/** Which device has these tags or serials, former ones too. Takes '' for none. */
export function holdersOf(db: Database, tag: string, serial: string): Promise<TakenBy[]> {
  return db.all<TakenBy>({
    sql: `SELECT i.kind, d.id AS device, d.tag, d.serial, i.to_at AS toAt,
            m.maker || ' ' || m.name AS modelName, h.name AS homeName
          FROM identifiers AS i JOIN devices AS d ON d.id = i.device JOIN models AS m ON m.id = d.model
          JOIN locations AS h ON h.id = d.home
          WHERE i.withdrawn_at IS NULL
            AND ((i.kind = 'tag' AND i.value = ?) OR (i.kind = 'serial' AND i.value = ?))`,
    parameters: [tag, serial],
  });
}
