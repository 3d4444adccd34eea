import type { Frame } from '../../src/web/frame.ts';
import { escaped, type Html, safe } from './html.ts';

type Style = 'date' | 'dateYear' | 'full' | 'time';

const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  date: { month: 'short', day: 'numeric' },
  dateYear: { month: 'short', day: 'numeric', year: 'numeric' },
  full: {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  },
  time: { hour: 'numeric', minute: '2-digit' },
};

// Making a formatter costs 50 times what using it does; there are four for each zone.
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(style: Style, zone: string, at: Date): string {
  const name = `${style} ${zone}`;
  let formatter = formatters.get(name);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', { ...styles[style], timeZone: zone });
    formatters.set(name, formatter);
  }
  return formatter.format(at);
}

/** A moment in the district's zone: the time today, the day this year, else day and year. `at` is ISO UTC. */
export function whenText(at: string, frame: Pick<Frame, 'zone' | 'now'>): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return at;
  const day = format('dateYear', frame.zone, moment);
  const today = format('dateYear', frame.zone, new Date(frame.now));
  if (day === today) return format('time', frame.zone, moment);
  return day.slice(-4) === today.slice(-4) ? format('date', frame.zone, moment) : day;
}

/** `whenText` as markup: the whole moment on hover, machine-readable for scripts. */
export function when(at: string | null | undefined, frame: Pick<Frame, 'zone' | 'now'>): Html {
  if (!at) return safe('<span class="none">-</span>');
  const moment = new Date(at);
  const title = Number.isNaN(moment.getTime()) ? at : format('full', frame.zone, moment);
  return safe(
    `<time datetime="${escaped(at)}" title="${escaped(title)}">${escaped(whenText(at, frame))}</time>`,
  );
}

/** A calendar date `YYYY-MM-DD` in words; it belongs to no zone. */
export function dateText(date: string, today?: string): string {
  const moment = new Date(`${date}T12:00:00Z`);
  if (Number.isNaN(moment.getTime())) return date;
  return format(today?.slice(0, 4) === date.slice(0, 4) ? 'date' : 'dateYear', 'UTC', moment);
}

/** `dateText` as markup. */
export function dateOnly(date: string | null | undefined, today?: string): Html {
  if (!date) return safe('<span class="none">-</span>');
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

/** `ageText` as markup, with the whole date on hover and for screen readers. */
export function age(at: string | null | undefined, frame: Pick<Frame, 'zone' | 'now'>): Html {
  if (!at) return safe('<span class="none">-</span>');
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return safe(escaped(at));
  const full = escaped(format('full', frame.zone, moment));
  return safe(
    `<time class="age" datetime="${escaped(at)}" title="${full}">${ageText(at, frame.now)}<span class="hidden"> (since ${full})</span></time>`,
  );
}

export function When({ at, frame }: { at: string | null | undefined; frame: Pick<Frame, 'zone' | 'now'> }) {
  return when(at, frame);
}

export function DateOnly({ date, today }: { date: string | null | undefined; today?: string }) {
  return dateOnly(date, today);
}

export function Age({ at, frame }: { at: string | null | undefined; frame: Pick<Frame, 'zone' | 'now'> }) {
  return age(at, frame);
}
