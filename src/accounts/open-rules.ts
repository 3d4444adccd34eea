/**
 * A login that opens: it is not deactivated, and its person has not left. Of `users AS u`, in raw SQL.
 * Every way in and every request asks it, so nobody who has left comes in by any of them.
 */
export const OPEN_LOGIN = `u.deactivated_at IS NULL
  AND EXISTS (SELECT 1 FROM people AS open WHERE open.id = u.id AND open.active = 1)`;
