import { z } from 'zod';
import { customValues, withCustom } from '../custom-fields/forms.ts';
import {
  choice,
  flag,
  id,
  list,
  optionalDate,
  optionalId,
  optionalMac,
  optionalMoney,
  optionalText,
  optionalWhole,
  text,
  version,
} from '../fields.ts';

export const DEVICE_KINDS = [
  'chromebook',
  'laptop',
  'tablet',
  'desktop',
  'printer',
  'hotspot',
  'other',
] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** What a device is for. */
export const USES = ['one_to_one', 'cart', 'staff', 'loaner', 'spare', 'testing'] as const;
export type Use = (typeof USES)[number];

export const STATES = ['in_service', 'lost', 'stolen', 'retired', 'disposed'] as const;
export type DeviceState = (typeof STATES)[number];

export const CONDITIONS = ['new', 'good', 'fair', 'poor'] as const;

/** A tag or serial as it is typed: its normal form is made by the action. */
const identifier = () => optionalText(200);

const facts = {
  model: id(),
  variant: optionalId(),
  home: id(),
  condition: choice(CONDITIONS),
  purchasedOn: optionalDate(),
  cost: optionalMoney(),
  orderNumber: optionalText(60),
  fundingSource: optionalText(120),
  federalShare: optionalWhole(0, 100),
  warrantyUntil: optionalDate(),
  coveragePlan: optionalId(),
  coverageUntil: optionalDate(),
  /** what programs do not send of these three stays as it is */
  wifiMac: optionalMac(),
  ethernetMac: optionalMac(),
  storageGb: optionalWhole(1, 16_000).optional(),
  note: optionalText(4_000),
  custom: customValues,
};

export const NewDevice = withCustom(
  z.object({
    ...facts,
    tag: identifier(),
    serial: identifier(),
    unidentified: flag(),
    use: choice(USES),
    /** where it is: a site or depot; its home where nothing is said */
    at: optionalId(),
  }),
);
export type NewDevice = z.infer<typeof NewDevice>;

export const DeviceEdit = withCustom(z.object({ version: version(), ...facts }));
export type DeviceEdit = z.infer<typeof DeviceEdit>;
export type DeviceFacts = Omit<DeviceEdit, 'version' | 'custom'>;

/** A new tag or serial in place of the one that the form showed. */
export const Identify = z.object({
  value: text(200),
  /** what stood on the form as the current one, '' for none */
  seen: optionalText(64),
  reason: optionalText(500),
});
export type Identify = z.infer<typeof Identify>;

export const Withdraw = z.object({ identifier: id(), reason: text(500) });
export type Withdraw = z.infer<typeof Withdraw>;

/** The state that the form showed: what is done to a device must be done to what was seen. */
const seenState = choice(STATES);

export const Lose = z.object({
  state: choice(['lost', 'stolen']),
  seen: seenState,
  policeReport: optionalText(60),
  reason: optionalText(1_000),
});
export type Lose = z.infer<typeof Lose>;

export const FoundHere = z.object({ seen: seenState, place: id(), note: optionalText(1_000) });
export type FoundHere = z.infer<typeof FoundHere>;

export const HaveItHere = z.object({ note: optionalText(1_000) });
export type HaveItHere = z.infer<typeof HaveItHere>;

export const RETIRE_REASONS = ['updates', 'worn', 'damaged', 'surplus', 'other'] as const;

export const Retire = z.object({ seen: seenState, why: choice(RETIRE_REASONS), reason: optionalText(1_000) });
export type Retire = z.infer<typeof Retire>;

export const Dispose = z.object({ seen: seenState, reason: text(1_000) });
export type Dispose = z.infer<typeof Dispose>;

export const Restore = z.object({ seen: seenState, reason: optionalText(1_000) });
export type Restore = z.infer<typeof Restore>;

export const ChangeUse = z.object({ seen: choice(USES), use: choice(USES) });
export type ChangeUse = z.infer<typeof ChangeUse>;

export const ChangeManyUse = z.object({ device: list(id(), 90), use: choice(USES) });
export const ChangeManyHome = z.object({ device: list(id(), 90), home: id() });

export const Join = z.object({
  /** tag, serial or id of the record that goes into this one */
  other: text(200),
  confirmed: optionalId(),
});
export type Join = z.infer<typeof Join>;

export const UndoJoin = z.object({ join: id() });
export const SettleFound = z.object({ report: id() });
