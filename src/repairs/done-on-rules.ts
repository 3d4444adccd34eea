import { Temporal } from 'temporal-polyfill';

/** How far back "done on" may be set, in days. */
export const DAYS_BACK = 30;

/** The first day that work may be said to be done on. @param today YYYY-MM-DD */
export function earliestDone(today: string): string {
  return Temporal.PlainDate.from(today).subtract({ days: DAYS_BACK }).toString();
}

/** What is wrong with the day, in words; null where nothing is. */
export function doneOnProblem(doneOn: string | null, today: string): string | null {
  if (doneOn === null) return null;
  if (doneOn > today) return 'Not in the future';
  return doneOn < earliestDone(today) ? `At most ${DAYS_BACK} days back` : null;
}

/** When it was done (ISO UTC): now for today, noon in the zone for an earlier day. */
export function doneAt(doneOn: string | null, now: string, today: string, zone: string): string {
  if (doneOn === null || doneOn === today) return now;
  const noon = Temporal.PlainDate.from(doneOn).toZonedDateTime({ timeZone: zone, plainTime: '12:00' });
  return new Date(noon.epochMilliseconds).toISOString();
}
