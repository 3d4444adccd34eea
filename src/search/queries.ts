import { type Scope, scopeOf } from '../accounts/permissions.ts';
import type { Actor } from '../context.ts';
import type { Query } from '../db/query.ts';
import type { Rights } from './exact-queries.ts';
import { afterPrefix, namesQuery, pieceQuery } from './text-rules.ts';

/** What the actor may find. */
export function rightsOf(actor: Pick<Actor, 'grants'>): Rights {
  return {
    devices: scopeOf(actor, 'device.see'),
    repairs: scopeOf(actor, 'repair.see'),
    people: scopeOf(actor, 'student.see'),
    locations: scopeOf(actor, 'location.see'),
    models: scopeOf(actor, 'model.see'),
    stock: scopeOf(actor, 'stock.see'),
  };
}

export interface DeviceFound {
  id: string;
  tag: string;
  serial: string;
  /** the tag or serial that was found, which may be a former one */
  value: string;
  former: 0 | 1;
  modelName: string;
  homeName: string;
  state: string;
}

export interface PersonFound {
  id: string;
  name: string;
  kind: 'student' | 'staff';
  grade: string | null;
  siteName: string | null;
  active: 0 | 1;
}

export interface PlaceFound {
  id: string;
  code: string;
  name: string;
  kind: string;
  topName: string;
}

export interface ModelFound {
  id: string;
  name: string;
  number: string;
}

export interface PartFound {
  id: string;
  sku: string;
  name: string;
}

/** How many of the first hits are looked at: few of a whole district's may be at one's own sites. */
const LOOKED_AT = 200;

/** Where everything may be seen, ten times what is shown is enough to put in order. */
const lookedAt = (limit: number) => Math.min(LOOKED_AT, limit * 10);

const DEVICE_COLUMNS = `d.id, d.tag, d.serial, i.value, i.to_at IS NOT NULL AS former,
  m.maker || ' ' || m.name AS modelName, h.name AS homeName, d.state`;

const DEVICE_JOINS = `JOIN devices AS d ON d.id = i.device
  JOIN models AS m ON m.id = d.model
  JOIN locations AS h ON h.id = d.home
  WHERE d.joined_into IS NULL`;

const IN_SCOPE = ` AND (d.home IN (SELECT value FROM json_each(?)) OR d.at_site IN (SELECT value FROM json_each(?)))`;

/** Tags, then serials, that start with the piece; at one's own sites tags alone, by their own index. */
export function devicesByStart(piece: string, scope: Scope, limit: number): Query<DeviceFound> {
  const range = [piece, afterPrefix(piece)];
  const sites = sitesOf(scope);
  if (sites !== null) {
    const at = (column: string) => `SELECT * FROM (
      SELECT d.id AS device, d.tag AS value, NULL AS to_at FROM json_each(?) AS j
      CROSS JOIN devices AS d ON d.${column} = j.value AND d.tag >= ? AND d.tag < ? AND d.joined_into IS NULL
      LIMIT ${limit})`;
    return {
      sql: `SELECT ${DEVICE_COLUMNS} FROM (${at('home')} UNION ${at('at_site')}) AS i
            ${DEVICE_JOINS.replace('JOIN', 'CROSS JOIN')} ORDER BY i.value LIMIT ${limit}`,
      parameters: [sites, ...range, sites, ...range],
    };
  }
  const part = (kind: string) => `SELECT * FROM (
    SELECT device, value, to_at FROM identifiers
    WHERE kind = '${kind}' AND value >= ? AND value < ? AND withdrawn_at IS NULL ORDER BY value LIMIT ${limit})`;
  return {
    sql: `SELECT ${DEVICE_COLUMNS} FROM (${part('tag')} UNION ALL ${part('serial')}) AS i
          ${DEVICE_JOINS.replace('JOIN', 'CROSS JOIN')} LIMIT ${limit}`,
    parameters: [...range, ...range],
  };
}

/** Tags and serials that have the piece somewhere. */
export function devicesByPiece(piece: string, scope: Scope, limit: number): Query<DeviceFound> | null {
  const match = pieceQuery(piece);
  if (match === null) return null;
  const sites = sitesOf(scope);
  return {
    sql: `SELECT ${DEVICE_COLUMNS}
          FROM (SELECT rowid FROM identifiers_fts WHERE identifiers_fts MATCH ? LIMIT ${sites ? LOOKED_AT : limit}) AS f
          CROSS JOIN identifiers AS i ON i.n = f.rowid AND i.withdrawn_at IS NULL
          ${DEVICE_JOINS}${sites ? IN_SCOPE : ''} LIMIT ${limit}`,
    parameters: sites ? [match, sites, sites] : [match],
  };
}

/** Tags and serials in a list, as one JSON parameter, in the list's order: the likeliest typo first. */
export function devicesByValues(values: readonly string[], scope: Scope, limit: number): Query<DeviceFound> {
  const sites = sitesOf(scope);
  return {
    sql: `SELECT ${DEVICE_COLUMNS} FROM json_each(?) AS j
          CROSS JOIN identifiers AS i
            ON i.kind IN ('tag', 'serial') AND i.value = j.value AND i.withdrawn_at IS NULL
          ${DEVICE_JOINS}${sites ? IN_SCOPE : ''} LIMIT ${limit}`,
    parameters: [JSON.stringify(values), ...(sites ? [sites, sites] : [])],
  };
}

const PERSON_COLUMNS = `p.id, p.given_name || ' ' || p.family_name AS name, p.kind, p.grade,
  s.name AS siteName, p.active`;

/**
 * People in whose names each word begins one. In the whole district by the index of names, its first hits put
 * in order; at one's own sites by the list of their people, which is short.
 */
export function peopleByName(
  words: readonly string[],
  scope: Scope,
  limit: number,
): Query<PersonFound> | null {
  const match = namesQuery(words);
  if (match === null) return null;
  const sites = sitesOf(scope);
  if (sites === null) {
    return {
      sql: `SELECT ${PERSON_COLUMNS}
            FROM (SELECT rowid FROM people_fts WHERE people_fts MATCH ? LIMIT ${lookedAt(limit)}) AS f
            CROSS JOIN people AS p ON p.n = f.rowid
            LEFT JOIN locations AS s ON s.id = p.site
            ORDER BY p.active DESC, p.sort_name LIMIT ${limit}`,
      parameters: [match],
    };
  }
  return {
    sql: `SELECT ${PERSON_COLUMNS} FROM json_each(?) AS j
          CROSS JOIN people AS p ON p.site = j.value
          JOIN locations AS s ON s.id = p.site
          WHERE ${words.map(() => "instr(' ' || p.sort_name, ' ' || ?) > 0").join(' AND ')}
          LIMIT ${limit}`,
    parameters: [sites, ...words],
  };
}

export function placesByName(
  words: readonly string[],
  scope: Scope,
  limit: number,
): Query<PlaceFound> | null {
  const match = namesQuery(words);
  if (match === null) return null;
  const sites = sitesOf(scope);
  return {
    sql: `SELECT l.id, l.code, l.name, l.kind, t.name AS topName
          FROM (SELECT rowid FROM locations_fts WHERE locations_fts MATCH ? LIMIT ${lookedAt(limit)}) AS f
          CROSS JOIN locations AS l ON l.n = f.rowid
          JOIN locations AS t ON t.id = l.top
          WHERE l.retired_at IS NULL${sites ? ' AND l.top IN (SELECT value FROM json_each(?))' : ''}
          ORDER BY l.parent IS NOT NULL, l.name LIMIT ${limit}`,
    parameters: sites ? [match, sites] : [match],
  };
}

export function modelsByName(words: readonly string[], limit: number): Query<ModelFound> | null {
  const match = namesQuery(words);
  if (match === null) return null;
  return {
    sql: `SELECT m.id, m.maker || ' ' || m.name AS name, m.number
          FROM (SELECT rowid FROM models_fts WHERE models_fts MATCH ? LIMIT ${lookedAt(limit)}) AS f
          CROSS JOIN models AS m ON m.n = f.rowid
          ORDER BY m.retired_at IS NOT NULL, m.maker, m.name LIMIT ${limit}`,
    parameters: [match],
  };
}

export function partsByName(words: readonly string[], limit: number): Query<PartFound> | null {
  const match = namesQuery(words);
  if (match === null) return null;
  return {
    sql: `SELECT p.id, p.sku, p.name
          FROM (SELECT rowid FROM parts_fts WHERE parts_fts MATCH ? LIMIT ${lookedAt(limit)}) AS f
          CROSS JOIN parts AS p ON p.n = f.rowid
          WHERE p.retired_at IS NULL ORDER BY p.sku LIMIT ${limit}`,
    parameters: [match],
  };
}

/** Null where everything may be seen; else the sites as JSON. */
function sitesOf(scope: Scope): string | null {
  return scope === 'all' ? null : JSON.stringify(scope ?? []);
}
