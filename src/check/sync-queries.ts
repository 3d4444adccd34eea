import type { Rule } from './rules.ts';

export const SYNC_RULES: readonly Rule[] = [
  {
    name: 'what a phone was told is saved is saved, and what is withdrawn is not',
    sql: `SELECT e.key AS what FROM sync_entries AS e LEFT JOIN idempotency_keys AS k ON k.key = e.key
      WHERE (e.state = 'saved') <> (k.key IS NOT NULL)`,
  },
  {
    name: 'nothing from a phone was done after it came',
    sql: 'SELECT key AS what FROM sync_entries WHERE done_at > at_server',
  },
  {
    name: 'what is not saved keeps what was typed',
    sql: "SELECT key AS what FROM sync_entries WHERE state <> 'saved' AND form IS NULL",
  },
];
