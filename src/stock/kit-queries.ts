import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import type { KitOffer } from './kit-rules.ts';
import type { WantedPart } from './offer-queries.ts';

export interface Kit {
  id: string;
  name: string;
  fault: string | null;
  faultName: string | null;
  retiredAt: string | null;
  version: number;
}

export interface KitLineRow {
  kit: string;
  part: string | null;
  sku: string | null;
  group: string | null;
  /** of the part or the group */
  name: string;
  quantity: number;
  counted: number;
}

const KIT = `SELECT k.id AS id, k.name AS name, k.fault AS fault, f.name AS faultName,
    k.retired_at AS retiredAt, k.version AS version
  FROM kits AS k LEFT JOIN faults AS f ON f.code = k.fault`;

const LINES = `SELECT l.kit AS kit, l.part AS part, p.sku AS sku, l.interchange_group AS "group",
    ifnull(p.name, g.name) AS name, l.quantity AS quantity,
    ifnull(p.counted, (SELECT max(x.counted) FROM parts AS x WHERE x.interchange_group = g.id)) AS counted
  FROM kit_lines AS l LEFT JOIN parts AS p ON p.id = l.part
  LEFT JOIN interchange_groups AS g ON g.id = l.interchange_group`;

/** Kits by name with what they take; those in use, or those that are not any more. */
export async function listKits(db: Database, retired = false) {
  const [kits, lines] = await db.read(
    {
      sql: `${KIT} WHERE k.retired_at IS ${retired ? 'NOT NULL' : 'NULL'} ORDER BY k.name LIMIT 500`,
      parameters: [],
    } as Query<Kit>,
    { sql: `${LINES} ORDER BY l.kit, l.position LIMIT 10000`, parameters: [] } as Query<KitLineRow>,
  );
  return kits.map((kit) => ({ ...kit, lines: lines.filter((line) => line.kit === kit.id) }));
}

export type KitWithLines = Awaited<ReturnType<typeof listKits>>[number];

/** @throws NotFound */
export async function findKit(db: Database, id: string): Promise<KitWithLines> {
  const [kits, lines] = await db.read(
    { sql: `${KIT} WHERE k.id = ?`, parameters: [id] } as Query<Kit>,
    { sql: `${LINES} WHERE l.kit = ? ORDER BY l.position`, parameters: [id] } as Query<KitLineRow>,
  );
  const kit = kits[0];
  if (!kit) throw new NotFound('There is no such kit');
  return { ...kit, lines };
}

/** Parts by SKU or id, as a kit's line names them. */
export function partsNamed(names: readonly string[]): Query<{ typed: string; id: string }> {
  return {
    sql: `SELECT j.value AS typed, p.id AS id FROM json_each(?) AS j
          JOIN parts AS p ON p.id = j.value OR p.sku = j.value OR p.sku = upper(j.value)`,
    parameters: [JSON.stringify(names)],
  };
}

interface OfferedLine {
  kit: string;
  kitName: string;
  line: string;
  quantity: number;
  counted: number;
  mineBin: string | null;
  depotBin: string | null;
  mine: number;
  depot: number;
}

const OF_LINE = '(x.id = l.part OR x.interchange_group = l.interchange_group)';
const HELD = (bin: string) => `(SELECT ifnull(sum(s.on_hand - s.reserved), 0) FROM stock AS s
  JOIN parts AS x ON x.id = s.part WHERE s.bin = ${bin} AND ${OF_LINE})`;
const FIT = (alias: string) => `SELECT 1 FROM fits AS f LEFT JOIN parts AS o ON o.id = ${alias}.part
  WHERE f.state <> 'refused'
    AND (f.part = ${alias}.part OR f.interchange_group = ifnull(${alias}.interchange_group, o.interchange_group))`;

/**
 * Kits of which a part fits this model for this fault, and no part is known to fit other models only.
 * Give the rows to `kitOffersOf`.
 */
export function kitOffersQuery(wanted: WantedPart): Query<OfferedLine> {
  const { model, variant, fault, person } = wanted;
  return {
    sql: `WITH fitting AS (
        SELECT k.id AS id, k.name AS name,
          (SELECT id FROM bins WHERE keeper = ? AND retired_at IS NULL) AS mineBin,
          (SELECT s.bin FROM kit_lines AS l JOIN parts AS x ON ${OF_LINE}
            JOIN stock AS s ON s.part = x.id AND s.on_hand > s.reserved
            JOIN bins AS b ON b.id = s.bin AND b.keeper IS NULL AND b.retired_at IS NULL
            WHERE l.kit = k.id GROUP BY s.bin ORDER BY count(DISTINCT l.id) DESC, sum(s.on_hand) DESC LIMIT 1
          ) AS depotBin
        FROM kits AS k WHERE k.retired_at IS NULL AND (k.fault IS NULL OR k.fault = ?)
          AND EXISTS (SELECT 1 FROM kit_lines AS l WHERE l.kit = k.id AND EXISTS (
            ${FIT('l')} AND f.model = ? AND f.fault = ? AND (f.variant IS NULL OR ? IS NULL OR f.variant = ?)))
          AND NOT EXISTS (SELECT 1 FROM kit_lines AS l WHERE l.kit = k.id
            AND EXISTS (${FIT('l')} AND f.state = 'confirmed')
            AND NOT EXISTS (${FIT('l')} AND f.model = ? AND (f.variant IS NULL OR ? IS NULL OR f.variant = ?)))
      )
      SELECT k.id AS kit, k.name AS kitName, ifnull(p.name, g.name) AS line, l.quantity AS quantity,
        ifnull(p.counted, (SELECT max(x.counted) FROM parts AS x WHERE x.interchange_group = g.id)) AS counted,
        k.mineBin AS mineBin, k.depotBin AS depotBin, ${HELD('k.mineBin')} AS mine, ${HELD('k.depotBin')} AS depot
      FROM fitting AS k JOIN kit_lines AS l ON l.kit = k.id
      LEFT JOIN parts AS p ON p.id = l.part LEFT JOIN interchange_groups AS g ON g.id = l.interchange_group
      ORDER BY k.name, k.id, l.position LIMIT 200`,
    parameters: [person, fault, model, fault, variant, variant, model, variant, variant],
  };
}

export function kitOffersOf(rows: readonly OfferedLine[]): KitOffer[] {
  const kits = new Map<string, KitOffer & { lines: KitOffer['lines'][number][] }>();
  for (const row of rows) {
    const { kit, kitName, line, quantity, counted, mineBin, depotBin, mine, depot } = row;
    const known = kits.get(kit) ?? { kit, name: kitName, mineBin, depotBin, lines: [] };
    known.lines.push({ name: line, quantity, counted: counted === 1, mine, depot });
    kits.set(kit, known);
  }
  return [...kits.values()];
}

export interface KitTake {
  kit: string;
  bin: string | null;
  /** null where nothing of the group is in use any more */
  part: string | null;
  name: string;
  quantity: number;
}

/**
 * What kits take from their bins: of a line that names a group the part of it of which the bin has
 * enough, else most. @param picks kit and bin ('' for none)
 */
export function kitTakes(picks: readonly (readonly [kit: string, bin: string])[]): Query<KitTake> {
  return {
    sql: `SELECT k.id AS kit, nullif(j.value ->> 1, '') AS bin, ifnull(l.part, (
          SELECT x.id FROM parts AS x LEFT JOIN stock AS s ON s.part = x.id AND s.bin = j.value ->> 1
          WHERE x.interchange_group = l.interchange_group AND x.retired_at IS NULL
          ORDER BY min(ifnull(s.on_hand - s.reserved, 0), l.quantity) DESC, ifnull(s.on_hand, 0) DESC, x.sku LIMIT 1
        )) AS part, ifnull(g.name, '') AS name, l.quantity AS quantity
      FROM json_each(?) AS j JOIN kits AS k ON k.id = j.value ->> 0 AND k.retired_at IS NULL
      JOIN kit_lines AS l ON l.kit = k.id LEFT JOIN interchange_groups AS g ON g.id = l.interchange_group
      ORDER BY j.key, l.position`,
    parameters: [JSON.stringify(picks)],
  };
}
