import { OPEN_LOGIN } from './open-rules.ts';
/**
 * A row where an admin can come in without a password: by a passkey, or an account of a provider.
 * @param providers those that are set up; without it any counts
 */
export function adminWithoutPassword(providers?: readonly string[]): { sql: string; parameters: string[] } {
  return {
    sql: `SELECT u.id AS id FROM user_roles AS r JOIN users AS u ON u.id = r.person
          WHERE r.role = 'admin' AND ${OPEN_LOGIN}
            AND (EXISTS (SELECT 1 FROM passkeys AS k WHERE k.user_id = u.id)
              OR EXISTS (SELECT 1 FROM credentials AS c WHERE c.user_id = u.id
                AND c.provider_id <> 'credential'
                AND (? = '' OR c.provider_id IN (SELECT value FROM json_each(?)))))
          LIMIT 1`,
    parameters: [providers ? 'these' : '', JSON.stringify(providers ?? [])],
  };
}

/** A row where somebody can manage users and come in, by a password where the district has them. */
export function adminLeft(providers?: readonly string[]): { sql: string; parameters: string[] } {
  const { sql, parameters } = adminWithoutPassword(providers);
  return {
    sql: `SELECT 1 WHERE EXISTS (SELECT 1 FROM user_roles AS r JOIN users AS u ON u.id = r.person
            WHERE r.role = 'admin' AND ${OPEN_LOGIN}
              AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'sign-in.passwords' AND value = 'off'))
          OR EXISTS (${sql})`,
    parameters,
  };
}
