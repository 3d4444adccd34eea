import { type Change, must } from '../db/commit.ts';
import { adminLeft } from './way-rules.ts';

/**
 * After people were marked as no longer there: whoever of them has a login is out at once. Open sessions end, open
 * links open nothing; tokens are refused for as long as they are away, and every way in asks as well. Somebody
 * who can manage users has to stay.
 * @param ids those who may have left; who is still there keeps everything
 */
export function barLeavers(ids: readonly string[], now: string): Change {
  if (ids.length === 0) return null;
  const left = JSON.stringify(ids);
  return [
    {
      sql: `DELETE FROM sessions WHERE user_id IN (SELECT p.id FROM json_each(?) AS j
              JOIN people AS p ON p.id = j.value WHERE p.active = 0)`,
      parameters: [left],
    },
    {
      sql: `UPDATE one_time_links SET withdrawn_at = ?
            WHERE person IN (SELECT p.id FROM json_each(?) AS j JOIN people AS p ON p.id = j.value WHERE p.active = 0)
              AND used_at IS NULL AND withdrawn_at IS NULL`,
      parameters: [now, left],
    },
    keepAdmin(left),
  ];
}

/** Where none of them was an admin with an open login, nothing is asked: there may be none yet. */
function keepAdmin(left: string): Change {
  const admin = adminLeft();
  const held = `SELECT 1 FROM user_roles AS r JOIN users AS u ON u.id = r.person
    JOIN people AS p ON p.id = u.id
    WHERE r.role = 'admin' AND u.deactivated_at IS NULL AND p.active = 0
      AND u.id IN (SELECT value FROM json_each(?))`;
  return must('an admin can still sign in', {
    sql: `SELECT 1 WHERE NOT EXISTS (${held}) OR EXISTS (${admin.sql})`,
    parameters: [left, ...admin.parameters],
  });
}
