import type { Query } from '../../db/query.ts';
import type { NamedPlace } from '../place-name-rules.ts';
import { outByImport } from './retired-queries.ts';

/** A place with all that a file may say of it. */
export interface KnownPlace extends NamedPlace {
  version: number;
  parent: string | null;
  site_type: string | null;
  address: string;
  slots: number | null;
  note: string;
  /** 1: out of use by an import, not by a person */
  out: number;
}

const COLUMNS = `l.id, l.code, l.name, l.kind, l.top, l.retired_at AS retiredAt, l.version, l.parent, l.site_type,
  l.address, l.slots, l.note, ${outByImport('l')} AS out`;

/**
 * Places that rows may mean: all roots of the tree, and of the rooms and carts those that have one of the codes or
 * names (as they are written).
 */
export function placesNamed(texts: readonly string[]): Query<KnownPlace> {
  const list = JSON.stringify(texts);
  return {
    sql: `SELECT ${COLUMNS} FROM locations AS l WHERE l.kind IN ('site', 'depot', 'vehicle', 'vendor')
          UNION SELECT ${COLUMNS} FROM json_each(?) AS j JOIN locations AS l ON l.code = j.value
          UNION SELECT ${COLUMNS} FROM json_each(?) AS j JOIN locations AS l ON l.name = j.value`,
    parameters: [list, list],
  };
}

/** Which places another system calls so; rows name things by that too. */
export function placesAbroad(
  source: string,
  values: readonly string[],
): Query<{ value: string; location: string }> {
  return {
    sql: `SELECT e.value, e.location FROM json_each(?) AS j
          JOIN location_externals AS e ON e.source = ? AND e.value = j.value`,
    parameters: [JSON.stringify(values), source],
  };
}

export function placesById(ids: readonly string[]): Query<KnownPlace> {
  return {
    sql: `SELECT ${COLUMNS} FROM json_each(?) AS j JOIN locations AS l ON l.id = j.value`,
    parameters: [JSON.stringify(ids)],
  };
}

/** Those of the places where devices are or are at home, or that people or bins belong to. */
export function placesInUse(ids: readonly string[]): Query<{ id: string }> {
  return {
    sql: `SELECT j.value AS id FROM json_each(?) AS j
          WHERE EXISTS (SELECT 1 FROM devices WHERE place = j.value AND joined_into IS NULL)
            OR EXISTS (SELECT 1 FROM devices WHERE home = j.value AND joined_into IS NULL)
            OR EXISTS (SELECT 1 FROM people WHERE site = j.value AND active = 1)
            OR EXISTS (SELECT 1 FROM bins WHERE location = j.value AND retired_at IS NULL)`,
    parameters: [JSON.stringify(ids)],
  };
}
