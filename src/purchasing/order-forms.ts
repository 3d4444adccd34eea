import { z } from 'zod';
import {
  choice,
  dotted,
  flag,
  id,
  optionalChoice,
  optionalDate,
  optionalId,
  optionalMoney,
  optionalText,
  text,
  version,
  whole,
} from '../fields.ts';
import { DEAREST_CENTS, MOST_PIECES, price } from './forms.ts';

export const ORDER_STATES = ['draft', 'proposed', 'approved', 'sent', 'closed', 'cancelled'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const SENT_HOW = ['mail', 'print', 'file', 'phone'] as const;

/** Without a supplier it is a mixed draft, to be split. */
export const NewDraft = z.object({
  supplier: optionalId(),
  budget: optionalId(),
  note: optionalText(1000),
});
export type NewDraft = z.infer<typeof NewDraft>;

export const OrderEdit = z.object({
  version: version(),
  supplier: optionalId(),
  budget: optionalId(),
  shipping: optionalMoney(),
  note: optionalText(1000),
});
export type OrderEdit = z.infer<typeof OrderEdit>;

export const AddLine = z.object({
  /** SKU, maker's number, barcode, the supplier's number, or the part's id */
  part: text(60),
  quantity: whole(1, MOST_PIECES),
  /** the supplier's price where it is empty */
  price: optionalMoney(DEAREST_CENTS),
  supplier: optionalId(),
  reason: optionalText(200),
});
export type AddLine = z.infer<typeof AddLine>;

/** Quantity and price of each line, by its id; a quantity of 0 takes the line off. */
export const EditLines = dotted(
  'quantity',
  dotted(
    'price',
    z.object({
      version: version(),
      quantity: z.record(id(), whole(0, MOST_PIECES)),
      price: z.record(id(), price()).default({}),
    }),
  ),
);
export type EditLines = z.infer<typeof EditLines>;

export const Approve = z.object({ version: version(), overBudget: flag() });
export type Approve = z.infer<typeof Approve>;

export const WithReason = z.object({ version: version(), reason: text(300) });
export type WithReason = z.infer<typeof WithReason>;

export const Send = z.object({
  version: version(),
  how: choice(SENT_HOW),
  expectedOn: optionalDate(),
});
export type Send = z.infer<typeof Send>;

export const CancelLine = z.object({ quantity: whole(1, MOST_PIECES), reason: text(300) });
export type CancelLine = z.infer<typeof CancelLine>;

export const Chase = z.object({ note: text(500), expectedOn: optionalDate(), askedOn: optionalDate() });
export type Chase = z.infer<typeof Chase>;

export const Combine = z.object({ supplier: id(), budget: optionalId() });
export type Combine = z.infer<typeof Combine>;

export const OrderFilter = z.object({
  q: optionalText(30),
  state: optionalChoice(ORDER_STATES),
  supplier: optionalId(),
  budget: optionalId(),
});
export type OrderFilter = z.infer<typeof OrderFilter>;

export const Limits = z.object({
  version: version(),
  limit: optionalMoney(1_000_000_00).pipe(z.number({ error: 'An amount, as 2,500.00' })),
  /** of level III; nothing: they propose alone */
  specialist: optionalMoney(1_000_000_00),
});
export type Limits = z.infer<typeof Limits>;
