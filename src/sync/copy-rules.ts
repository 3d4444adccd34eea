/** The setting that holds the days. */
export const COPY_DAYS = 'sync.copy-days';

/** Days without contact after which a phone wipes its copy, where the district has set nothing. */
const DAYS = 7;

/** A phone carries at most so many devices: three sites of 2,000 are well below 5 MB. */
export const MOST_DEVICES = 9_000;

/** Beyond so many records a whole list is sooner read than what changed. */
export const MOST_CHANGES = 20_000;

export function copyDays(settings: Readonly<Record<string, string>>): number {
  const days = Number(settings[COPY_DAYS]);
  return Number.isInteger(days) && days >= 1 && days <= 60 ? days : DAYS;
}

interface Choice {
  id: string;
  devices: number;
}

/**
 * The sites that a phone carries: in the order given (main ones, today's visits, backups), the first one always,
 * as many as fit.
 */
export function sitesThatFit<T extends Choice>(sites: readonly T[]): T[] {
  const taken: T[] = [];
  let sum = 0;
  for (const site of sites) {
    sum += site.devices;
    if (taken.length > 0 && sum > MOST_DEVICES) break;
    taken.push(site);
  }
  return taken;
}

/** From which record on what changed is sent; 0 for all of it. @param last the last record there is */
export function deltaFrom(after: number, last: number, wholeScope: boolean): number {
  // Who sees a few sites only is not told which other devices have changed.
  if (!wholeScope || after > last || last - after > MOST_CHANGES) return 0;
  return after;
}
