import { appendFileSync } from 'node:fs';

/** Counts what was done, for the table that `npm run bench:crash` prints. */
export function tally(what: string, count: number | string): void {
  const file = process.env.CRASH_TALLY;
  if (file) appendFileSync(file, `${JSON.stringify({ what, count })}\n`);
}
