const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What is waited after the first, the second ... attempt that failed; then the last one again. */
const WAITS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  8 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
];

/** So long a message is tried, and so long a webhook may fail without a good answer between. */
export const TRIED_MS = 3 * 24 * HOUR;

/** A log of so many days is kept. */
export const LOG_DAYS = 30;

/** The former secret signs beside the new one for so long, where nothing else is said. */
export const ROTATION_HOURS = 24;

/** A webhook whose answers fail is asked again later and later, at most so much. */
const PAUSE_MOST = 30 * MINUTE;

/**
 * Milliseconds until a message is tried again.
 * @param attempts that failed so far, 1 or more
 * @param asked seconds that the receiver asked for (Retry-After), at most a day is heeded
 * @param spread 0 to 1: up to a tenth more, so that many do not come at once
 */
export function waitAfter(attempts: number, asked: number | null, spread: number): number {
  const wait = WAITS[Math.min(attempts, WAITS.length) - 1] ?? HOUR;
  const heeded = asked === null ? 0 : Math.min(asked * SECOND, 24 * HOUR);
  return Math.round(Math.max(wait * (1 + spread / 10), heeded));
}

/** Milliseconds in which a webhook is left alone. @param failures in a row, 1 or more */
export function pauseAfter(failures: number, asked: number | null): number {
  const pause = Math.min(PAUSE_MOST, 5 * SECOND * 2 ** Math.min(failures - 1, 20));
  return asked === null ? pause : Math.max(pause, Math.min(asked * SECOND, 24 * HOUR));
}

/** What an answer means. @param status null where there was none */
export function verdictOf(status: number | null): 'good' | 'gone' | 'again' {
  if (status !== null && status >= 200 && status < 300) return 'good';
  return status === 410 ? 'gone' : 'again';
}
