import type { Query } from '../db/query.ts';

export interface ProviderLogin {
  id: string;
  email: string;
  /** 1 where the person may not come in: the login is deactivated, or the person has left */
  barred: 0 | 1;
  /** an account of this provider that is linked already */
  linked: string | null;
}

const LOGIN = `SELECT u.id AS id, u.email AS email,
    (u.deactivated_at IS NOT NULL OR p.active = 0) AS barred,
    (SELECT c.account_id FROM credentials AS c WHERE c.user_id = u.id AND c.provider_id = ?) AS linked
  FROM users AS u JOIN people AS p ON p.id = u.id`;

/** The login that an account of a provider is linked to. */
export function loginByAccount(provider: string, account: string): Query<ProviderLogin> {
  return {
    sql: `${LOGIN} WHERE u.id = (SELECT user_id FROM credentials WHERE provider_id = ? AND account_id = ?)`,
    parameters: [provider, provider, account],
  };
}

/** The login of an address, in lower case. */
export function loginByEmail(provider: string, email: string): Query<ProviderLogin> {
  return { sql: `${LOGIN} WHERE u.email = ?`, parameters: [provider, email] };
}

/** Staff at work with this address who have no login. */
export function staffByEmail(email: string): Query<{ id: string }> {
  return {
    sql: `SELECT p.id AS id FROM people AS p WHERE p.kind = 'staff' AND p.email = ? COLLATE NOCASE
            AND p.active = 1 AND NOT EXISTS (SELECT 1 FROM users AS u WHERE u.id = p.id) LIMIT 2`,
    parameters: [email],
  };
}

export interface LinkedAccount {
  provider: string;
  since: string;
}

/** Which providers' accounts a login has. */
export function linkedAccounts(person: string): Query<LinkedAccount> {
  return {
    sql: `SELECT provider_id AS provider, created_at AS since FROM credentials
          WHERE user_id = ? AND provider_id <> 'credential' ORDER BY provider_id`,
    parameters: [person],
  };
}
