import type { Change } from '../db/commit.ts';

// One run removes at most so many rows of a kind: writers never wait long for it.
const AT_MOST = 20_000;

/** Submissions' keys; those of phones are kept, since a phone may send after months. */
export function forgetOldKeys(before: string): Change {
  return {
    sql: `DELETE FROM idempotency_keys WHERE key IN (
            SELECT key FROM idempotency_keys WHERE from_phone = 0 AND at < ? LIMIT ?)`,
    parameters: [before, AT_MOST],
  };
}

export function endExpiredSessions(now: string): Change {
  return { sql: 'DELETE FROM sessions WHERE expires_at <= ?', parameters: [now] };
}

export function forgetOldLinks(before: string): Change {
  return { sql: 'DELETE FROM one_time_links WHERE expires_at < ?', parameters: [before] };
}

/** What a passkey was to sign, and did not in time. */
export function forgetOldChallenges(now: string): Change {
  return { sql: 'DELETE FROM verifications WHERE expires_at <= ?', parameters: [now] };
}

export function forgetOldFailures(before: string): Change {
  return { sql: 'DELETE FROM sign_in_failures WHERE last_at < ?', parameters: [before] };
}

const SEARCHED = ['identifiers_fts', 'people_fts', 'locations_fts', 'models_fts', 'parts_fts'] as const;

// Of the index's pages, in one run: some tens of milliseconds at the most.
const MERGED_PAGES = 200;

/** Search indexes grow by small pieces, each of which a search must open: they are put together a little each time. */
export function mergeSearchIndexes(): Change {
  return SEARCHED.map((name) => ({
    sql: `INSERT INTO ${name} (${name}, rank) VALUES ('merge', ?)`,
    parameters: [MERGED_PAGES],
  }));
}
