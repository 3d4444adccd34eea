import type { Query } from '../db/query.ts';

export interface Carried {
  thing: string;
  /** vehicles that hold some of it, and how much */
  vehicles: number;
  units: number;
  /** of that, not reserved and beyond what each vehicle is to hold */
  spare: number;
}

/** What lies in vehicles of some things. @param things ids of groups, or of parts without one */
export function inVehicles(things: readonly string[]): Query<Carried> {
  return {
    sql: `SELECT thing, count(*) AS vehicles, sum(units) AS units, sum(max(0, free - least)) AS spare FROM (
            SELECT j.value AS thing, s.bin AS bin, sum(s.on_hand) AS units, sum(s.on_hand - s.reserved) AS free,
              ifnull((SELECT ifnull(m.pinned, m.proposed) FROM vehicle_minimums AS m
                WHERE m.bin = s.bin AND m.item = j.value), 0) AS least
            FROM json_each(?) AS j CROSS JOIN parts AS p ON p.id = j.value OR p.interchange_group = j.value
            CROSS JOIN stock AS s ON s.part = p.id AND s.on_hand > 0
            CROSS JOIN bins AS b ON b.id = s.bin AND b.keeper IS NOT NULL AND b.retired_at IS NULL
            GROUP BY j.value, s.bin)
          GROUP BY thing`,
    parameters: [JSON.stringify(things)],
  };
}
