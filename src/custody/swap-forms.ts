import { z } from 'zod';
import { choice, id, optionalCode, optionalDate, optionalId, optionalText, text } from '../fields.ts';
import { EntryUndo } from './session-forms.ts';

/** The loaner comes back; for good, the assignments change. */
export const SWAP_KINDS = ['loaner', 'for_good'] as const;
export type SwapKind = (typeof SWAP_KINDS)[number];

export const Swap = z.object({
  /** tag or serial of the device that is handed over in place of the broken one */
  spare: text(200),
  how: choice(SWAP_KINDS),
  /** where the broken one goes */
  to: optionalText(200),
  target: optionalText(60),
  symptom: optionalCode(),
  note: optionalText(2000),
  dueOn: optionalDate(),
  custody: optionalId(),
});
export type Swap = z.infer<typeof Swap>;

/** The rows that a swap made, and what was before. */
export const SwapUndo = z.object({
  broken: EntryUndo,
  spare: EntryUndo,
  repair: optionalId(),
  /** who answered for each before; absent where the homes stayed */
  homes: z.object({ broken: id(), spare: id() }).optional(),
});
export type SwapUndo = z.infer<typeof SwapUndo>;
