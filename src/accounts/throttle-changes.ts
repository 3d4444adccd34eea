import { type Change, must } from '../db/commit.ts';

interface Guess {
  subject: string;
  /** what was read; another guess meanwhile aborts. Null: not held against others at the same address */
  expects: number | null;
  now: string;
  /** guesses before this moment are forgotten */
  since: string;
}

/** Counts a guess before it is checked, so that many at once are not all free. */
export function countGuess({ subject, expects, now, since }: Guess): Change {
  return [
    expects === null
      ? null
      : must('nobody else is signing in to this account', {
          sql: 'SELECT 1 WHERE ifnull((SELECT failures FROM sign_in_failures WHERE subject = ?), 0) = ?',
          parameters: [subject, expects],
        }),
    {
      sql: `INSERT INTO sign_in_failures (subject, failures, first_at, last_at) VALUES (?, 1, ?, ?)
            ON CONFLICT (subject) DO UPDATE SET
              failures = CASE WHEN last_at < ? THEN 1 ELSE failures + 1 END, last_at = excluded.last_at`,
      parameters: [subject, now, now, since],
    },
  ];
}

/** A right password: what was counted at the account goes, and this one guess from the address. */
export function forgetGuesses(account: string, address: string | null): Change {
  return [
    { sql: 'DELETE FROM sign_in_failures WHERE subject = ?', parameters: [account] },
    address === null
      ? null
      : {
          sql: 'UPDATE sign_in_failures SET failures = failures - 1 WHERE subject = ? AND failures > 0',
          parameters: [address],
        },
  ];
}
