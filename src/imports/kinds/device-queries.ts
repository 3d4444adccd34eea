import type { Query } from '../../db/query.ts';
import type { NamedModel } from '../model-name-rules.ts';
import type { NamedPlace } from '../place-name-rules.ts';
import { FACTS, type KnownDevice } from './device-rules.ts';

/** Which devices have tags or serials, former ones too; a joined record's are the kept one's. */
export function devicesNamed(
  kind: 'tag' | 'serial',
  values: readonly string[],
): Query<{ value: string; device: string; toAt: string | null }> {
  return {
    sql: `SELECT i.value, coalesce(d.joined_into, d.id) AS device, i.to_at AS toAt
          FROM json_each(?) AS j
          CROSS JOIN identifiers AS i ON i.kind = '${kind}' AND i.value = j.value AND i.withdrawn_at IS NULL
          CROSS JOIN devices AS d ON d.id = i.device`,
    parameters: [JSON.stringify(values)],
  };
}

export function devicesAbroad(
  source: string,
  values: readonly string[],
): Query<{ value: string; device: string }> {
  return {
    sql: `SELECT e.value, coalesce(d.joined_into, d.id) AS device FROM json_each(?) AS j
          CROSS JOIN device_externals AS e ON e.source = ? AND e.value = j.value CROSS JOIN devices AS d ON d.id = e.device`,
    parameters: [JSON.stringify(values), source],
  };
}

export function knownDevices(ids: readonly string[]): Query<KnownDevice> {
  return {
    sql: `SELECT d.id, d.version, d.tag, d.serial, d.use, d.state, ${FACTS.map((name) => `d.${name}`).join(', ')}
          FROM json_each(?) AS j CROSS JOIN devices AS d ON d.id = j.value WHERE d.joined_into IS NULL`,
    parameters: [JSON.stringify(ids)],
  };
}

/** All models, of which a district has some hundreds; those in use first. */
export const ALL_MODELS: Query<NamedModel & { retiredAt: string | null; warrantyMonths: number | null }> = {
  sql: `SELECT id, maker, name, number, kind, retired_at AS retiredAt, warranty_months AS warrantyMonths
        FROM models ORDER BY retired_at IS NOT NULL, id`,
  parameters: [],
};

/** All sites and depots. */
export const ALL_HOMES: Query<NamedPlace> = {
  sql: `SELECT id, code, name, kind, top, retired_at AS retiredAt FROM locations WHERE kind IN ('site', 'depot')`,
  parameters: [],
};

/** Places of any kind by their codes, as they are written. */
export function placesByCode(codes: readonly string[]): Query<NamedPlace> {
  return {
    sql: `SELECT l.id, l.code, l.name, l.kind, l.top, l.retired_at AS retiredAt
          FROM json_each(?) AS j CROSS JOIN locations AS l ON l.code = j.value`,
    parameters: [JSON.stringify(codes)],
  };
}

export const ALL_VARIANTS: Query<{ id: string; model: string; name: string }> = {
  sql: 'SELECT id, model, name FROM variants WHERE retired_at IS NULL',
  parameters: [],
};

export const ALL_PLANS: Query<{ id: string; name: string }> = {
  sql: 'SELECT id, name FROM coverage_plans',
  parameters: [],
};

/** Which of the codes are taken by a place. */
export const ALL_CODES: Query<{ code: string }> = { sql: 'SELECT code FROM locations', parameters: [] };

/** Of things that were made for devices: those that nothing uses but the devices that go now. */
export function unusedWithout(
  things: readonly { kind: 'model' | 'location'; id: string }[],
  gone: readonly string[],
): Query<{ kind: 'model' | 'location'; id: string }> {
  const going = JSON.stringify(gone);
  const kept = 'd.joined_into IS NULL AND d.id NOT IN (SELECT value FROM json_each(?))';
  return {
    sql: `SELECT j.value ->> 0 AS kind, j.value ->> 1 AS id FROM json_each(?) AS j
          LEFT JOIN models AS m ON m.id = j.value ->> 1 LEFT JOIN locations AS l ON l.id = j.value ->> 1
          WHERE (m.retired_at IS NULL AND l.retired_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM devices AS d WHERE d.model = m.id AND ${kept})
            AND NOT EXISTS (SELECT 1 FROM devices AS d WHERE d.home = l.id AND ${kept})
            AND NOT EXISTS (SELECT 1 FROM devices AS d WHERE d.at_site = l.id AND ${kept})
            AND NOT EXISTS (SELECT 1 FROM people AS p WHERE p.site = l.id)
            AND NOT EXISTS (SELECT 1 FROM locations AS c WHERE c.parent = l.id)`,
    parameters: [JSON.stringify(things.map(({ kind, id }) => [kind, id])), going, going, going],
  };
}
