import { type Scope, within } from '../accounts/permissions.ts';
import type { Query } from '../db/query.ts';
import type { Candidate } from '../devices/identifier-rules.ts';

/** A device that has, or once had, exactly the tag or serial that was looked for. */
export interface DeviceHit {
  id: string;
  tag: string;
  serial: string;
  state: string;
  home: string;
  atSite: string | null;
  modelName: string;
  homeName: string;
  foundBy: 'tag' | 'serial';
  value: string;
  /** it has another tag or serial now */
  former: 0 | 1;
}

/** Anything else with exactly that number or code. `site` is where it belongs, where it belongs somewhere. */
export interface OtherHit {
  kind: 'person' | 'location' | 'bin' | 'part' | 'repair';
  id: string;
  site: string | null;
  site2: string | null;
}

/** Where a person may see what: null is nowhere. */
export interface Rights {
  devices: Scope;
  repairs: Scope;
  people: Scope;
  locations: Scope;
  models: Scope;
  stock: Scope;
}

/** Devices by the tags and serials among the candidates, in the candidates' order. */
export function exactDevices(candidates: readonly Candidate[]): Query<DeviceHit> {
  const pairs = candidates
    .filter(({ kind }) => kind === 'tag' || kind === 'serial')
    .map(({ kind, value }) => [kind, value]);
  return {
    sql: `SELECT d.id, d.tag, d.serial, d.state, d.home, d.at_site AS atSite,
            m.maker || ' ' || m.name AS modelName, h.name AS homeName,
            i.kind AS foundBy, i.value, i.to_at IS NOT NULL AS former
          FROM json_each(?) AS j
          CROSS JOIN identifiers AS i
            ON i.kind = j.value ->> 0 AND i.value = j.value ->> 1 AND i.withdrawn_at IS NULL
          JOIN devices AS x ON x.id = i.device
          JOIN devices AS d ON d.id = ifnull(x.joined_into, x.id)
          JOIN models AS m ON m.id = d.model
          JOIN locations AS h ON h.id = d.home
          ORDER BY j.key LIMIT 5`,
    parameters: [JSON.stringify(pairs)],
  };
}

/** People, places and parts by the codes among the candidates. @param typed the text itself, for codes in lower case */
export function exactCodes(candidates: readonly Candidate[], typed: string): Query<OtherHit> {
  const values = (kind: Candidate['kind']) => {
    const found = candidates.filter((candidate) => candidate.kind === kind).map(({ value }) => value);
    return JSON.stringify(found.length > 0 ? [...new Set([...found, typed.trim()])] : []);
  };
  return {
    sql: `SELECT 'person' AS kind, id, site, NULL AS site2 FROM people
            WHERE external_id IN (SELECT value FROM json_each(?))
          UNION ALL SELECT 'location', id, top, NULL FROM locations
            WHERE code IN (SELECT value FROM json_each(?))
          UNION ALL SELECT 'bin', b.id, l.top, NULL FROM bins AS b JOIN locations AS l ON l.id = b.location
            WHERE b.code IN (SELECT value FROM json_each(?))
          UNION ALL SELECT 'part', id, NULL, NULL FROM parts WHERE sku IN (SELECT value FROM json_each(?))
          UNION ALL SELECT 'part', part, NULL, NULL FROM part_numbers
            WHERE value IN (SELECT value FROM json_each(?))`,
    parameters: [values('person'), values('location'), values('bin'), values('part'), values('part')],
  };
}

/** A repair by its number. */
export function exactRepair(number: number | null): Query<OtherHit> {
  return {
    sql: `SELECT 'repair' AS kind, r.id, r.site, d.home AS site2
          FROM repairs AS r JOIN devices AS d ON d.id = r.device WHERE r.number = ?`,
    parameters: [number ?? -1],
  };
}

/** Whether the person may see what was hit. */
export function maySee(rights: Rights, hit: OtherHit): boolean {
  if (hit.kind === 'person') return within(rights.people, hit.site);
  if (hit.kind === 'location') return within(rights.locations, hit.site);
  if (hit.kind === 'repair') return within(rights.repairs, hit.site, hit.site2);
  return rights.stock !== null;
}
