import type { Query } from '../db/query.ts';

export interface Reservation {
  id: string;
  part: string;
  sku: string;
  name: string;
  bin: string;
  binName: string;
  binCode: string;
  /** number and id of the repair that it is kept for */
  repair: number;
  repairId: string;
  quantity: number;
  used: number;
  /** how many others took of it, and the repair (if it was one) that took last */
  taken: number;
  takenBy: number | null;
  at: string;
  by: string | null;
  endedAt: string | null;
  endedWhy: string | null;
}

const RESERVATION = `SELECT v.id AS id, v.part AS part, p.sku AS sku, p.name AS name, v.bin AS bin,
    b.name AS binName, b.code AS binCode, r.number AS repair, r.id AS repairId, v.quantity AS quantity,
    v.used AS used, v.taken AS taken, t.number AS takenBy, v.at AS at, u.name AS by,
    v.ended_at AS endedAt, v.ended_why AS endedWhy
  FROM reservations AS v JOIN parts AS p ON p.id = v.part JOIN bins AS b ON b.id = v.bin
  JOIN repairs AS r ON r.id = v.repair LEFT JOIN repairs AS t ON t.id = v.taken_by
  LEFT JOIN users AS u ON u.id = v.by`;

/** What is or was kept for a repair, the oldest first. */
export function reservationsOf(repair: string): Query<Reservation> {
  return { sql: `${RESERVATION} WHERE v.repair = ? ORDER BY v.at, v.id LIMIT 100`, parameters: [repair] };
}

/** What the parts of a repair were taken from: reservations of others that it shrank. */
export function takenFor(repair: string): Query<Reservation> {
  return { sql: `${RESERVATION} WHERE v.taken_by = ? ORDER BY v.at LIMIT 20`, parameters: [repair] };
}

/** What is kept now of a part, or in a bin, the oldest first. */
export function reservedNow(of: { part: string } | { bin: string }): Query<Reservation> {
  const [column, value] = Object.entries(of)[0] as ['part' | 'bin', string];
  return {
    sql: `${RESERVATION} WHERE v.${column} = ? AND v.ended_at IS NULL ORDER BY v.at, v.id LIMIT 100`,
    parameters: [value],
  };
}

export interface Reservable {
  part: string;
  sku: string;
  name: string;
  bin: string;
  binName: string;
  keeper: string | null;
  available: number;
}

/** Bins that have unreserved parts of what a repair waits for: depots first, then the fullest. */
export function reservable(repair: string): Query<Reservable> {
  return {
    sql: `SELECT p.id AS part, p.sku AS sku, p.name AS name, b.id AS bin, b.name AS binName,
        b.keeper AS keeper, s.on_hand - s.reserved AS available
      FROM repair_holds AS h JOIN parts AS p ON p.interchange_group = h.interchange_group AND p.retired_at IS NULL
      JOIN stock AS s ON s.part = p.id AND s.on_hand > s.reserved
      JOIN bins AS b ON b.id = s.bin AND b.retired_at IS NULL
      WHERE h.repair = ? AND h.to_at IS NULL
      ORDER BY b.keeper IS NOT NULL, available DESC, p.sku, b.code LIMIT 15`,
    parameters: [repair],
  };
}
