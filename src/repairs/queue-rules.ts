import {
  HOLD_REASONS,
  type HoldReason,
  PRIORITIES,
  type Priority,
  REPAIR_STATES,
  type RepairState,
} from './forms.ts';

export const QUEUE_SORTS = ['due', 'age', 'closed'] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** What the queue shows, as it stands in the URL; '' is no filter. */
export interface QueueFilter {
  /** '' open ones, 'closed' the others */
  show: '' | 'closed';
  state: '' | RepairState;
  site: string;
  /** a person's id, 'me', or 'none' */
  technician: string;
  level: '' | '1' | '2' | '3';
  hold: '' | 'any' | HoldReason;
  priority: '' | Priority;
  /** reported more than so many days ago */
  age: '' | '7' | '14' | '30' | '60';
  /** 'late', 'above' (work above one's level), 'confirm' (waits to be confirmed) */
  mark: '' | 'late' | 'above';
  /** a number, tag or serial; of open ones also a piece of the headline */
  q: string;
  sort: QueueSort;
  cursor: string;
}

const AGES = ['7', '14', '30', '60'] as const;
const LEVELS = ['1', '2', '3'] as const;
const MARKS = ['late', 'above'] as const;

/** The filters that a URL names; what is none is left out. */
export function queueFilter(query: Readonly<Record<string, string>>): QueueFilter {
  const one = <T extends string>(name: string, known: readonly T[]): T | '' =>
    known.find((value) => value === query[name]) ?? '';
  const show = query.show === 'closed' ? 'closed' : '';
  const sort = show === 'closed' ? 'closed' : query.sort === 'age' ? 'age' : 'due';
  return {
    show,
    state: one('state', REPAIR_STATES),
    site: text(query.site),
    technician: text(query.technician),
    level: one('level', LEVELS),
    hold: one('hold', ['any', ...HOLD_REASONS] as const),
    priority: one('priority', PRIORITIES),
    age: one('age', AGES),
    mark: one('mark', MARKS),
    q: text(query.q),
    sort,
    cursor: query.cursor ?? '',
  };
}

/** The URL of the queue with these filters; the cursor is left out. */
export function queueUrl(filter: Partial<QueueFilter>, cursor: string | null = null): string {
  const query = queueQuery(filter);
  if (cursor) query.set('cursor', cursor);
  return query.size > 0 ? `/repairs?${query}` : '/repairs';
}

/** The filters as a query string's names and values, those that are set. */
export function queueQuery(filter: Partial<QueueFilter>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (name === 'cursor' || !value) continue;
    if (name === 'sort' && value !== 'age') continue;
    query.set(name, value);
  }
  return query;
}

function text(value: string | undefined): string {
  return (value ?? '').trim().slice(0, 100);
}
