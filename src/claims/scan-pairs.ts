import { parseScan } from '../devices/identifier-rules.ts';

/** The tags and serials that a scanned text may be, the likeliest first. */
export function pairsIn(text: string): (readonly ['tag' | 'serial', string])[] {
  return parseScan(text).flatMap(({ kind, value }) =>
    kind === 'tag' || kind === 'serial' ? [[kind, value] as const] : [],
  );
}
