import { wallClock } from './zone.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

let last = { zone: '', minute: 0, day: '' };
const MINUTE_MS = 60_000;

/** The date, YYYY-MM-DD, that a moment has in a time zone. */
export function dayIn(zone: string, at: string | number): string {
  // Every request asks for now: a day begins at a whole minute in every zone.
  const minute = Math.floor((typeof at === 'number' ? at : Date.parse(at)) / MINUTE_MS);
  if (zone !== last.zone || minute !== last.minute) last = { zone, minute, day: dayAt(zone, at) };
  return last.day;
}

function dayAt(zone: string, at: string | number): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(zone, format);
  }
  return format.format(typeof at === 'number' ? at : new Date(at));
}

/** The moment (ISO UTC) at which a day begins in a time zone. @param day YYYY-MM-DD */
export function startOfDay(zone: string, day: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The offset at the guess may not be the offset at the answer: the second look is right.
  let at = midnight - offsetAt(zone, midnight);
  at = midnight - offsetAt(zone, at);
  return new Date(at).toISOString();
}

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  return wallClock(at, zone).getTime() - at;
}
