import type Sqlite from 'better-sqlite3';
import { signedCookie } from '../src/accounts/cookie.ts';
import { newId } from '../src/db/id.ts';

export const SECRET = 'the bench signs its sessions with these words';

/** Somebody who is signed in. */
export interface Person {
  id: string;
  cookie: string;
  role: string;
  level: number;
  /** the bin of their vehicle */
  bin: string | null;
}

const PEOPLE = `SELECT u.id AS id, min(r.role) AS role, ifnull(max(r.level), 1) AS level, b.id AS bin
  FROM users AS u JOIN user_roles AS r ON r.person = u.id
  LEFT JOIN bins AS b ON b.keeper = u.id AND b.retired_at IS NULL
  WHERE u.deactivated_at IS NULL AND r.role IN ('specialist', 'manager')
  GROUP BY u.id ORDER BY b.id IS NULL, u.id LIMIT ?`;

/** Opens a session for so many specialists and managers, those with a vehicle first. */
export function signIn(file: Sqlite.Database, most: number): Person[] {
  const rows = file.prepare(PEOPLE).all(most) as Omit<Person, 'cookie'>[];
  const insert = file.prepare(
    `INSERT INTO sessions (id, token, user_id, expires_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const at = new Date().toISOString();
  return rows.map((row) => {
    const token = `bench-${newId()}`;
    insert.run(newId(), token, row.id, '2099-01-01T00:00:00.000Z', at, at);
    return { ...row, cookie: `spudger.session_token=${signedCookie(token, SECRET)}` };
  });
}
