import { z } from 'zod';
import { dotted, flag, id, optionalDate, optionalId, optionalText, text, version, whole } from '../fields.ts';
import { MOST_PIECES } from './forms.ts';

/** What was scanned or typed: a barcode, a maker's number, a SKU, the supplier's number. */
export const ReceiptScan = z.object({ q: text(120) });
export type ReceiptScan = z.infer<typeof ReceiptScan>;

/** What lies there of one line now; `seen` is what the page showed. */
export const CountedLine = z.object({
  quantity: whole(0, MOST_PIECES),
  damaged: whole(0, MOST_PIECES).default(0),
  seen: whole(0, MOST_PIECES),
  seenDamaged: whole(0, MOST_PIECES).default(0),
});
export type CountedLine = z.infer<typeof CountedLine>;

/** Into stock: where to, what came with it, and what the person has looked at. */
export const BookReceipt = dotted(
  'bin',
  dotted(
    'again',
    z.object({
      version: version(),
      arrivedOn: optionalDate(),
      slip: optionalText(60),
      into: id(),
      /** another bin for a line, by the line's id */
      bin: z.record(id(), optionalId()).default({}),
      /** damaged ones that the supplier sends again, by the line's id */
      again: z.record(id(), flag()).default({}),
      /** more came than was ordered, and it is kept */
      over: flag(),
    }),
  ),
);
export type BookReceipt = z.infer<typeof BookReceipt>;
