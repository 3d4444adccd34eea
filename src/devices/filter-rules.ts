import { DEVICE_KINDS, STATES, USES } from './forms.ts';
import { normalizeSerial, normalizeTag } from './identifier-rules.ts';
import { type DeviceFilter, NO_FILTER } from './list-rules.ts';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const LONGEST = 120;

/** The filter that a URL asks for. What is no value of its filter sets nothing. */
export function readFilter(query: Readonly<Record<string, string | undefined>>): DeviceFilter {
  const text = (name: keyof DeviceFilter) => (query[name] ?? '').normalize('NFC').trim().slice(0, LONGEST);
  const id = (name: keyof DeviceFilter) => (ID.test(query[name] ?? '') ? (query[name] ?? '') : '');
  const of = <T extends string>(name: keyof DeviceFilter, values: readonly T[]): T | '' =>
    values.find((value) => value === query[name]) ?? '';
  return {
    ...NO_FILTER,
    home: text('home'),
    at: text('at'),
    place: id('place'),
    model: id('model'),
    kind: of('kind', DEVICE_KINDS),
    use: of('use', USES),
    state: of('state', STATES),
    holder: id('holder'),
    assigned: id('assigned'),
    room: id('room'),
    tag: normalizeTag(text('tag')).slice(0, 64),
    serial: normalizeSerial(text('serial')).slice(0, 64),
    due: of('due', ['overdue', 'week', 'any'] as const),
    aue: firstDay(text('aue')),
    from: firstDay(text('from')),
    to: lastDay(text('to')),
    funding: text('funding'),
    unidentified: query.unidentified === '1' ? '1' : '',
    field: id('field'),
    value: id('field') ? text('value') : '',
  };
}

/** 2027, 2027-06 and 2027-06-30 are days of a range's start; '' for anything else. */
function firstDay(text: string): string {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  return year ? real(`${year}-${month}-${day}`) : '';
}

/** The same as days of a range's end: a year ends in December. */
function lastDay(text: string): string {
  if (/^\d{4}$/.test(text)) return real(`${text}-12-31`);
  if (!/^\d{4}-\d\d$/.test(text)) return firstDay(text);
  const next = new Date(`${text}-01T00:00:00Z`);
  if (Number.isNaN(next.getTime())) return '';
  next.setUTCMonth(next.getUTCMonth() + 1);
  next.setUTCDate(0);
  return next.toISOString().slice(0, 10);
}

function real(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : '';
}

/** The filters of a URL as a query string: what is no filter, or no value of one, is left out. */
export function filterQuery(query: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(readFilter(query)).filter(([, value]) => value !== '');
  return new URLSearchParams(set).toString();
}
