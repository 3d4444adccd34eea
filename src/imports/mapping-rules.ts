import type { KindName, Makes } from './kind.ts';

/** How a file's rows are to be read: what the mapping screen decides. */
export interface Mapping {
  kind: KindName;
  source: string;
  /** the kind's column -> the file's, counted from 0 */
  columns: Readonly<Record<string, number>>;
  /** the same for every row where the file has no such column, or an empty cell */
  fixed: Readonly<Record<string, string>>;
  match: readonly string[];
  create: readonly Makes[];
  clear: readonly string[];
  /** which of 03/04 is the month, where the column itself does not say */
  dates: Readonly<Record<string, 'month' | 'day'>>;
  /** what is there already takes the state that the file says; absent in what was remembered before */
  takeState?: boolean;
}

/** How a file is to be read, and what is to be done with it, where no person looks at it. */
export interface Auto {
  /** the kind's column -> the file's, by name or number; what is not said is guessed */
  columns?: Readonly<Record<string, number | string>> | undefined;
  fixed?: Readonly<Record<string, string>> | undefined;
  dates?: Readonly<Record<string, 'month' | 'day'>> | undefined;
  /** '' for as it seems */
  source: string;
  match: readonly string[];
  create: readonly Makes[];
  clear: readonly string[];
  takeState?: boolean;
  apply: boolean;
  allOrNothing: boolean;
}

/** The column that the file of wrong rows has besides its own; it is no part of what the file is known by. */
export const WHY_HEAD = 'What is wrong';

/** A head as files of one source have it, whatever the case, spaces and marks. */
export function plainHead(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** What files of one source have in common: their heads in their order. */
export function headKey(head: readonly string[]): string {
  return head
    .map(plainHead)
    .filter((name) => name !== plainHead(WHY_HEAD))
    .join('|');
}
