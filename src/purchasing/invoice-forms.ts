import { z } from 'zod';
import {
  choice,
  date,
  dotted,
  id,
  optionalDate,
  optionalId,
  optionalMoney,
  optionalText,
  optionalWhole,
  text,
  version,
  whole,
} from '../fields.ts';
import { DEAREST_CENTS, MOST_PIECES } from './forms.ts';

/** What a supplier billed: how many of each line at which price; lines left empty are not on it. */
export const NewInvoice = dotted(
  'quantity',
  dotted(
    'price',
    z.object({
      number: text(60),
      invoicedOn: date(),
      shipping: optionalMoney(),
      note: optionalText(1000),
      quantity: z.record(id(), optionalWhole(0, MOST_PIECES)),
      price: z.record(id(), optionalMoney(DEAREST_CENTS)).default({}),
    }),
  ),
);
export type NewInvoice = z.infer<typeof NewInvoice>;

export const RETURN_REASONS = ['wrong', 'damaged', 'dead', 'warranty'] as const;
export const RETURN_STATES = ['open', 'sent', 'credited', 'refused'] as const;

/** Parts out of a bin, back to who sold them. */
export const NewReturn = z.object({
  supplier: id(),
  /** SKU, maker's number, barcode, or the part's id */
  part: text(60),
  /** empty for what never went into stock, or came out of a repair */
  bin: optionalId(),
  quantity: whole(1, MOST_PIECES),
  reason: choice(RETURN_REASONS),
  /** number or id of the order that it came with */
  order: optionalText(40),
  /** what they owe; the price as ordered where it is empty */
  expected: optionalMoney(),
  note: optionalText(1000),
});
export type NewReturn = z.infer<typeof NewReturn>;

export const SendReturn = z.object({ version: version(), rma: optionalText(60), sentOn: optionalDate() });
export type SendReturn = z.infer<typeof SendReturn>;

export const SettleReturn = z.object({
  version: version(),
  outcome: choice(['credited', 'refused']),
  credited: optionalMoney(),
  creditNumber: optionalText(60),
  note: optionalText(500),
});
export type SettleReturn = z.infer<typeof SettleReturn>;
