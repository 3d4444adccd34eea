import type { CountReason } from '../../src/counts/forms.ts';
import type { Tone } from '../../src/web/frame.ts';

export const REASON_WORDS: Readonly<Record<CountReason, string>> = {
  miscount: 'Counted wrong before',
  used_without_record: 'Used without a record',
  damaged: 'Damaged, thrown away',
  found: 'Found',
  wrong_part: 'Another part in its place',
  opening: 'Opening: first count',
  other: 'Something else',
};

export const REASON_OPTIONS = Object.entries(REASON_WORDS).map(([value, label]) => ({ value, label }));

export const KIND_WORDS: Readonly<Record<string, string>> = {
  cycle: 'Count',
  opening: 'First count',
  check: 'Vehicle check',
};

export const COUNT_STATES: Readonly<Record<string, readonly [Tone, string]>> = {
  counting: ['note', 'Being counted'],
  closed: ['wait', 'Not settled'],
  posted: ['good', 'Settled'],
  withdrawn: ['plain', 'Given up'],
};

export const LINE_STATES: Readonly<Record<string, readonly [Tone, string]>> = {
  counted: ['wait', 'Needs a reason'],
  waiting: ['wait', 'Waits for a second look'],
  posted: ['good', 'In the books'],
  refused: ['bad', 'Refused'],
  superseded: ['plain', 'Counted again since'],
};

export function reasonWords(reason: string | null): string {
  return REASON_WORDS[reason as CountReason] ?? '';
}
