import type { Query } from '../db/query.ts';
import { OPEN_LOGIN } from './open-rules.ts';

export const LINK_PURPOSES = ['setup', 'invitation', 'reset'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

export interface OneTimeLink {
  id: string;
  purpose: LinkPurpose;
  person: string | null;
  name: string | null;
  email: string | null;
  expiresAt: string;
  usedAt: string | null;
  withdrawnAt: string | null;
}

const COLUMNS = `l.id AS id, l.purpose AS purpose, l.person AS person, u.name AS name, u.email AS email,
  l.expires_at AS expiresAt, l.used_at AS usedAt, l.withdrawn_at AS withdrawnAt`;

/** The link that a token opens, used, expired or withdrawn ones too. */
export function linkByHash(hash: string): Query<OneTimeLink> {
  return {
    sql: `SELECT ${COLUMNS} FROM one_time_links AS l LEFT JOIN users AS u ON u.id = l.person
          WHERE l.token_hash = ? AND (l.person IS NULL OR (${OPEN_LOGIN}))`,
    parameters: [hash],
  };
}

/** Links that can still be used. @param now ISO UTC */
export function openLinks(person: string | null, now: string): Query<OneTimeLink> {
  return {
    sql: `SELECT ${COLUMNS} FROM one_time_links AS l LEFT JOIN users AS u ON u.id = l.person
          WHERE l.person IS ? AND l.used_at IS NULL AND l.withdrawn_at IS NULL AND l.expires_at > ?
          ORDER BY l.at DESC`,
    parameters: [person, now],
  };
}

/** Whether anybody who may sign in is an admin. */
export const SOME_ADMIN: Query<{ person: string }> = {
  sql: `SELECT r.person AS person FROM user_roles AS r JOIN users AS u ON u.id = r.person
        WHERE r.role = 'admin' AND ${OPEN_LOGIN} LIMIT 1`,
  parameters: [],
};
