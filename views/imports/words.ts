import type { Import } from '../../src/imports/queries.ts';
import type { Does, State } from '../../src/imports/state-rules.ts';
import type { Tone } from '../../src/web/frame.ts';
import { countText } from '../ui/money.tsx';

export const STATE_WORDS: Readonly<Record<State, readonly [Tone, string]>> = {
  uploading: ['plain', 'Not uploaded'],
  reading: ['note', 'Being read'],
  mapping: ['wait', 'Columns to choose'],
  planning: ['note', 'Being compared'],
  ready: ['wait', 'To be applied'],
  applying: ['note', 'Going in'],
  applied: ['good', 'Applied'],
  stopped: ['wait', 'Stopped'],
  checking: ['note', 'Being looked at'],
  undoing: ['note', 'Going back'],
  undone: ['plain', 'Taken back'],
  failed: ['bad', 'Not readable'],
  dropped: ['plain', 'Dropped'],
};

export const DOES_WORDS: Readonly<Record<Does, readonly [Tone, string]>> = {
  create: ['good', 'New'],
  change: ['note', 'Changed'],
  same: ['plain', 'The same'],
  reject: ['bad', 'Wrong'],
  left: ['plain', 'Left out'],
};

/** The order in which rows are looked at. */
export const DOES: readonly Does[] = ['create', 'change', 'reject', 'same', 'left'];

export function countOf(it: Import, does: Does): number {
  const counts = {
    create: it.creates,
    change: it.changes,
    same: it.sames,
    reject: it.rejects,
    left: it.lefts,
  };
  return counts[does];
}

export const rowsText = (n: number) => `${countText(n)} ${n === 1 ? 'row' : 'rows'}`;

export function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** How far the running step is: rows done, of how many. */
export function progressOf(it: Import): { done: number; of: number; words: string } {
  const data = Math.max(0, it.doneTo - it.headNr);
  if (it.state === 'planning') return { done: data, of: it.rows, words: 'rows compared with what is here' };
  if (it.state === 'applying') return { done: it.applied, of: it.creates + it.changes, words: 'rows are in' };
  if (it.state === 'undoing')
    return { done: it.undone + it.kept, of: it.applied, words: 'rows are taken back, or stay' };
  if (it.state === 'checking')
    return { done: Math.max(0, it.rows - data), of: it.rows, words: 'rows looked at' };
  return { done: it.rows, of: 0, words: 'rows read' };
}
