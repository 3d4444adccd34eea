/** A clock that is off by less than this is right: the request itself takes some time. */
const RIGHT_MS = 5_000;

interface Clocks {
  /** when it was done and when it was sent, by the phone's clock (ISO) */
  at: string;
  clock: string;
  /** now by ours (ISO UTC) */
  now: string;
  /** our time of what the phone knew then, and of what the same phone had done before: it cannot be earlier */
  notBefore: readonly (string | null)[];
}

export interface Corrected {
  /** when it was done, by our clock (ISO UTC) */
  doneAt: string;
  /** how far the phone's clock is ahead, in milliseconds; 0 where it is right */
  aheadMs: number;
}

/**
 * When something was done, by our clock: the phone's clock may be wrong, but its hours have as many minutes as
 * ours. Never after now, and never before what must have come first.
 */
export function correctedTime({ at, clock, now, notBefore }: Clocks): Corrected {
  const ours = Date.parse(now);
  const ahead = Date.parse(clock) - ours;
  const aheadMs = Math.abs(ahead) < RIGHT_MS ? 0 : ahead;
  const floor = Math.max(...notBefore.map((moment) => (moment === null ? 0 : Date.parse(moment))), 0);
  const done = Math.min(ours, Math.max(Date.parse(at) - aheadMs, floor));
  return { doneAt: new Date(done).toISOString(), aheadMs };
}
