const WINDOW_MS = 60_000;
const MOST_KEPT = 5_000;

/**
 * So many calls a minute from one address, counted in memory: an address of 256 bits is not guessed, this keeps
 * a program that asks without end from keeping the server busy. Each process counts for itself.
 */
export class Throttle {
  private readonly most: number;
  private readonly seen = new Map<string, { until: number; calls: number }>();

  constructor(most: number) {
    this.most = most;
  }

  /** @param now milliseconds @returns seconds to wait; 0 where the call may go on */
  wait(who: string, now: number): number {
    const known = this.seen.get(who);
    if (!known || known.until <= now) {
      if (this.seen.size >= MOST_KEPT) this.seen.clear();
      this.seen.set(who, { until: now + WINDOW_MS, calls: 1 });
      return 0;
    }
    known.calls += 1;
    return known.calls > this.most ? Math.ceil((known.until - now) / 1_000) : 0;
  }
}
