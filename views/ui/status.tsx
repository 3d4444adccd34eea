import type { Tone } from '../../src/web/frame.ts';
import { escaped, type Html, safe } from './html.ts';

/** A status as markup, for table cells: its word, and its shape by the style sheet. */
export function status(tone: Tone, word: string): Html {
  return safe(`<span class="status ${tone}">${escaped(word)}</span>`);
}

/** The shape alone, for a place where its word already stands. */
export function statusMark(tone: Tone): Html {
  return safe(`<span class="status ${tone}"></span>`);
}

export interface StatusProps {
  tone: Tone;
  word: string;
}

/** Shape and word together (circle good, triangle wait, square bad, ring note), so that it can be read in grey. */
export function Status({ tone, word }: StatusProps) {
  return status(tone, word);
}
