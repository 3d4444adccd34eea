import type { Query } from '../db/query.ts';

export interface PasskeyRow {
  id: string;
  name: string | null;
  aaguid: string | null;
  /** 1 where it is kept by a service, so that it outlives the device */
  backedUp: 0 | 1;
  createdAt: string;
}

export function passkeysOf(person: string): Query<PasskeyRow> {
  return {
    sql: `SELECT id, name, aaguid, backed_up AS backedUp, created_at AS createdAt FROM passkeys
          WHERE user_id = ? ORDER BY created_at, id`,
    parameters: [person],
  };
}

export function countPasskeys(person: string): Query<{ n: number }> {
  return { sql: 'SELECT count(*) AS n FROM passkeys WHERE user_id = ?', parameters: [person] };
}
