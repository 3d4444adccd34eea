import type { Query } from '../db/query.ts';

export interface LastSwap {
  id: string;
  at: string;
  how: 'loaner' | 'for_good';
  undo: string;
  broken: string;
  brokenTag: string;
  brokenSerial: string;
  spare: string;
  spareTag: string;
  spareSerial: string;
  repair: string | null;
  repairNumber: number | null;
  /** nothing has happened to either device since */
  undoable: 0 | 1;
}

const SWAP = `SELECT s.id, s.at, s.how, s.undo, s.broken, b.tag AS brokenTag, b.serial AS brokenSerial,
    s.spare, d.tag AS spareTag, d.serial AS spareSerial, s.repair, r.number AS repairNumber,
    NOT EXISTS (
      SELECT 1 FROM records AS l WHERE l.device IN (s.broken, s.spare) AND l.at > s.at) AS undoable
  FROM swaps AS s
  JOIN devices AS b ON b.id = s.broken
  JOIN devices AS d ON d.id = s.spare
  LEFT JOIN repairs AS r ON r.id = s.repair`;

/** The last swap that a device was in. */
export function lastSwap(device: string): Query<LastSwap> {
  return {
    sql: `${SWAP} WHERE (s.broken = ? OR s.spare = ?) AND s.undone_at IS NULL ORDER BY s.at DESC LIMIT 1`,
    parameters: [device, device],
  };
}

export function swapById(id: string): Query<LastSwap> {
  return { sql: `${SWAP} WHERE s.id = ? AND s.undone_at IS NULL`, parameters: [id] };
}

/** A row where the swap stands and nothing was recorded of either of its devices after it. */
export function nothingSince(swap: string): Query<{ id: string }> {
  return {
    sql: `SELECT s.id FROM swaps AS s WHERE s.id = ? AND s.undone_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM records AS r WHERE r.device IN (s.broken, s.spare) AND r.at > s.at)`,
    parameters: [swap],
  };
}
