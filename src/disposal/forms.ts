import { z } from 'zod';
import {
  choice,
  date,
  dotted,
  id,
  list,
  optionalId,
  optionalMoney,
  optionalText,
  optionalWhole,
  text,
  version,
} from '../fields.ts';

export const NewLot = z.object({ name: text(80), place: id() });
export type NewLot = z.infer<typeof NewLot>;

/** A tag or serial, as it was scanned. */
export const LotScan = z.object({ q: text(500) });
export type LotScan = z.infer<typeof LotScan>;

export const TICKS = ['both', 'deprovisioned', 'wiped', 'none'] as const;
export type Ticked = (typeof TICKS)[number];

/** Rows of a lot, and what was done to these devices; 'none' takes both ticks off. */
export const TickDevices = z.object({
  ids: list(id(), 500).refine((ids) => ids.length > 0, 'Tick at least one'),
  what: choice(TICKS),
});
export type TickDevices = z.infer<typeof TickDevices>;

/** One device by a scan, at the bench where it is wiped. */
export const TickScan = z.object({ q: text(500), what: choice(['both', 'deprovisioned', 'wiped']) });
export type TickScan = z.infer<typeof TickScan>;

export const LOT_MOVES = ['propose', 'approve', 'return', 'withdraw'] as const;
export type LotMove = (typeof LOT_MOVES)[number];
export const MoveLot = z.object({ version: version(), move: choice(LOT_MOVES) });
export type MoveLot = z.infer<typeof MoveLot>;

export const CloseLot = z.object({
  version: version(),
  recycler: text(120),
  leftOn: date(),
  proceeds: optionalMoney(),
  noCertificate: optionalText(200),
});
export type CloseLot = z.infer<typeof CloseLot>;

/** The most that a certificate may have, in bytes. */
export const MAX_CERTIFICATE_BYTES = 12_000_000;

export const Nothing = z.object({});

export const LotFilter = z.object({ show: z.preprocess((v) => v || 'open', choice(['open', 'closed'])) });
export type LotFilter = z.infer<typeof LotFilter>;

/** How many of each come out, by the id of the group, or of the part that has none. */
export const Harvest = dotted(
  'quantity',
  z.object({ bin: id(), quantity: z.record(id(), optionalWhole(0, 9)), reason: optionalText(200) }),
);
export type Harvest = z.infer<typeof Harvest>;

/** A part out of a retired device for a repair that waits for it. */
export const TakeFromDonor = z.object({ repair: id(), device: id(), bin: optionalId() });
export type TakeFromDonor = z.infer<typeof TakeFromDonor>;
