import { COLUMN_WORDS } from './column-words-rules.ts';
import type { Table, TableColumn } from './tables-rules.ts';

/** 'key', or 'key 2 of 3', or 'may be empty'. */
export function keyWords(table: Table, { key, needed }: TableColumn): string {
  if (key === 0) return needed ? '' : 'may be empty';
  const of = table.order.length;
  return of > 1 ? `key ${key} of ${of}` : 'key';
}

/** By how a name ends: what it says of any column. */
const ENDINGS: readonly (readonly [RegExp, (stem: string) => string])[] = [
  [/^(.+)_at$/, (stem) => `when: ${stem} (time)`],
  [/^(.+)_on$/, (stem) => `day: ${stem}`],
  [/^(.+)_until$/, (stem) => `last day or moment: ${stem}`],
  [/^(.+)_by$/, (stem) => `who: ${stem}`],
  [/^(.+)_cents$/, (stem) => `money in cents: ${stem}`],
  [/^(.+)_milli$/, (stem) => `in thousandths: ${stem}`],
  [/^(.+)_from$/, (stem) => `first day: ${stem}`],
  [/^(.+)_to$/, (stem) => `last day: ${stem}`],
  [/^(.+)_why$/, (stem) => `why: ${stem}`],
  [/^(.+)_hash$/, (stem) => `digest of the ${stem}`],
];

/** What a column means, in words: its own where it has some, else what its name says. */
export function columnWords(table: string, { name, refers }: TableColumn): string {
  const own = COLUMN_WORDS[`${table}.${name}`] ?? COLUMN_WORDS[name];
  const ending = ENDINGS.find(([end]) => end.test(name));
  const plain = (text: string) => text.replaceAll('_', ' ');
  const words = own ?? (ending ? ending[1](plain(ending[0].exec(name)?.[1] ?? name)) : plain(name));
  return refers ? `${words} (id in ${refers})` : words;
}
