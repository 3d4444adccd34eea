import type { Query } from '../db/query.ts';

export interface Handed {
  custody: string;
  person: string | null;
  at: string;
  undo: string;
}

/** It has it still, and nothing else was recorded of the device. */
const STANDS = `h.undone_at IS NULL AND EXISTS (
    SELECT 1 FROM custody AS c WHERE c.id = h.custody AND c.to_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM records AS r WHERE r.device = h.device AND r.at > h.at)`;

/** The last hand-over of a device that was by itself, where it can still be taken back. */
export function handedLast(device: string): Query<Handed> {
  return {
    sql: `SELECT h.custody, h.person, h.at, h.undo FROM hands AS h WHERE h.device = ? AND ${STANDS}
          ORDER BY h.at DESC LIMIT 1`,
    parameters: [device],
  };
}

/** A row where nothing has happened to the device since. */
export function handStands(custody: string): Query<{ custody: string }> {
  return { sql: `SELECT h.custody FROM hands AS h WHERE h.custody = ? AND ${STANDS}`, parameters: [custody] };
}
