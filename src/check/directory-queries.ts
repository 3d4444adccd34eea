import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import type { Rule } from './rules.ts';

export const DIRECTORY_RULES: readonly Rule[] = [
  {
    name: 'of a reading of the directory that has ended nothing is staged',
    sql: `SELECT x.external AS what FROM directory_rows AS x JOIN directory_runs AS r ON r.n = x.run
      WHERE r.ended_at IS NOT NULL`,
  },
  {
    name: 'what a reading that asks would change is not in yet',
    sql: `SELECT x.external AS what FROM directory_devices AS x JOIN directory_runs AS r ON r.n = x.run
      WHERE r.state IN ('asking', 'refused')`,
  },
  {
    name: 'of a writing back that has ended no device waits',
    sql: `SELECT w.external AS what FROM write_back_rows AS w JOIN write_backs AS r ON r.n = w.run
      WHERE w.state = 'waits' AND r.ended_at IS NOT NULL`,
  },
  {
    name: 'a device has read an end of updates for each that the directory says',
    sql: `SELECT x.external AS what FROM directory_devices AS x
      WHERE x.device IS NOT NULL AND x.aue_on IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM device_aues AS a WHERE a.device = x.device AND a.aue_on = x.aue_on)`,
  },
  {
    name: 'where passwords are switched off an admin can still sign in',
    sql: `SELECT s.value AS what FROM settings AS s WHERE s.name = 'sign-in.passwords' AND s.value = 'off'
      AND NOT EXISTS (SELECT 1 FROM user_roles AS r JOIN users AS u ON u.id = r.person
        WHERE r.role = 'admin' AND ${OPEN_LOGIN}
          AND (EXISTS (SELECT 1 FROM passkeys AS k WHERE k.user_id = u.id)
            OR EXISTS (SELECT 1 FROM credentials AS c WHERE c.user_id = u.id AND c.provider_id <> 'credential')))`,
  },
];
