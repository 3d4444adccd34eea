import type { Frame } from '../../src/web/frame.ts';
import { wallClock } from '../../src/web/zone.ts';
import { escaped, type Html, safe } from './html.ts';

type Clock = Pick<Frame, 'zone' | 'now'>;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const none = safe('<span class="none">-</span>');

function dayOf(wall: Date): string {
  return `${months[wall.getUTCMonth()]} ${wall.getUTCDate()}`;
}

function timeOf(wall: Date): string {
  const hour = wall.getUTCHours();
  const minute = wall.getUTCMinutes();
  return `${hour % 12 || 12}:${minute < 10 ? '0' : ''}${minute} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** The whole moment: 'Wed, Mar 25, 2026, 9:10 AM'. */
function fullOf(wall: Date): string {
  return `${weekdays[wall.getUTCDay()]}, ${dayOf(wall)}, ${wall.getUTCFullYear()}, ${timeOf(wall)}`;
}

function shortOf(wall: Date, now: Date): string {
  const day = dayOf(wall);
  if (wall.getUTCFullYear() !== now.getUTCFullYear()) return `${day}, ${wall.getUTCFullYear()}`;
  return day === dayOf(now) ? timeOf(wall) : day;
}

/** A moment in the district's zone: the time today, the day this year, else day and year. `at` is ISO UTC. */
export function whenText(at: string, frame: Clock): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return at;
  return shortOf(wallClock(time, frame.zone), wallClock(Date.parse(frame.now), frame.zone));
}

/** `whenText` as markup: the whole moment on hover, machine-readable for scripts. */
export function when(at: string | null | undefined, frame: Clock): Html {
  if (!at) return none;
  const time = Date.parse(at);
  if (Number.isNaN(time)) return safe(escaped(at));
  const wall = wallClock(time, frame.zone);
  const short = shortOf(wall, wallClock(Date.parse(frame.now), frame.zone));
  return safe(`<time datetime="${escaped(at)}" title="${fullOf(wall)}">${short}</time>`);
}

/** A calendar date `YYYY-MM-DD` in words, without the year if it is the year of `today`; it belongs to no zone. */
export function dateText(date: string, today?: string): string {
  const moment = new Date(`${date}T12:00:00Z`);
  if (Number.isNaN(moment.getTime())) return date;
  const day = dayOf(moment);
  return today?.slice(0, 4) === date.slice(0, 4) ? day : `${day}, ${moment.getUTCFullYear()}`;
}

/** `dateText` as markup. */
export function dateOnly(date: string | null | undefined, today?: string): Html {
  if (!date) return none;
  return safe(`<time datetime="${escaped(date)}">${escaped(dateText(date, today))}</time>`);
}

/** Whole time since `at` in one unit: '4 min', '3 h', '12 d'. Never negative. */
export function ageText(at: string, now: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(at)) / 60_000));
  if (Number.isNaN(minutes)) return '';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} d`;
}

/** `ageText` as markup, with the whole moment on hover and for screen readers. */
export function age(at: string | null | undefined, frame: Clock): Html {
  if (!at) return none;
  const time = Date.parse(at);
  if (Number.isNaN(time)) return safe(escaped(at));
  const full = fullOf(wallClock(time, frame.zone));
  return safe(
    `<time datetime="${escaped(at)}" title="${full}">${ageText(at, frame.now)}<span class="hidden"> (since ${full})</span></time>`,
  );
}

export function When({ at, frame }: { at: string | null | undefined; frame: Clock }) {
  return when(at, frame);
}

export function DateOnly({ date, today }: { date: string | null | undefined; today?: string }) {
  return dateOnly(date, today);
}

export function Age({ at, frame }: { at: string | null | undefined; frame: Clock }) {
  return age(at, frame);
}
