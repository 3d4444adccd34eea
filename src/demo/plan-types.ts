/**
 * What a made district consists of, as plain objects. Locations, bins and parts go by their codes, people and
 * devices by running numbers from 0; moments are ISO UTC, dates YYYY-MM-DD, money in cents. Uses, states, causes,
 * holds and outcomes are the codes of the domains' forms.
 */
import type { DeviceState, Use } from '../devices/forms.ts';
import type { Cause, HoldReason, Outcome, Priority } from '../repairs/forms.ts';
import type { SiteKind } from './data-places.ts';

export type PlanSize = {
  seed: number;
  sites: number;
  depots: number;
  vehicles: number;
  technicians: number;
  staff: number;
  /** Enrolled at the end; those who left within the months come on top. */
  students: number;
  devices: number;
  months: number;
  /** About so many repairs in all the months. */
  repairs: number;
  /** At least so many part numbers. */
  parts: number;
  /** The district's last day, and the zone of its days. */
  endsOn: string;
  zone: string;
};

export type PlanLocation = {
  code: string;
  name: string;
  kind: 'site' | 'depot' | 'vehicle' | 'vendor' | 'room' | 'cart';
  siteKind: SiteKind | null;
  parent: string | null;
  address: string;
  latitude: number | null;
  longitude: number | null;
  /** Slots of a cart. */
  slots: number | null;
};

export type PlanBin = {
  code: string;
  name: string;
  location: string;
  /** The technician whose vehicle bin it is. */
  keeper: number | null;
};

export type PlanPerson = {
  index: number;
  kind: 'student' | 'staff';
  externalId: string;
  given: string;
  family: string;
  site: string;
  title: string;
  email: string | null;
  /** 'K', '1' to '12'; null for staff and for those who left. */
  grade: string | null;
  active: boolean;
};

export type PlanLogin = {
  person: number;
  role: 'admin' | 'manager' | 'auditor' | 'specialist' | 'intern' | 'contact';
  level: 1 | 2 | 3 | null;
  /** A contact's site, or the sites a specialist serves. */
  sites: readonly { site: string; rank: 'main' | 'backup' }[];
  /** The bin of the own vehicle. */
  bin: string | null;
};

export type PlanDevice = {
  index: number;
  kind: 'chromebook' | 'laptop';
  model: string;
  /** Variant code; null where nobody has recorded it. */
  variant: string | null;
  home: string;
  use: Use;
  /** The first tag and serial; later ones come as `identify` events. Not both are null. */
  tag: string | null;
  serial: string | null;
  purchasedOn: string;
  costCents: number;
  orderNumber: string;
  fundingSource: string;
  /** Percent paid from federal money. */
  federalShare: number;
  warrantyUntil: string;
  /** Code of a coverage plan with its last day. */
  coverage: string | null;
  coverageUntil: string | null;
  condition: 'good' | 'fair' | 'poor';
  /** When it came into the books: the district's first moment, or the day it was received. */
  registeredAt: string;
};

/** Whom a device is issued to. */
export type Holder =
  | { person: number; location: null; slot: null }
  | { person: null; location: string; slot: number | null };

/** Who or what has it: a location, or a person at a location. */
export type Place = { location: string; person: number | null; slot: number | null };

export type MoveWhy =
  | 'registered'
  | 'handed out'
  | 'collected'
  | 'moved'
  | 'loan'
  | 'day loan'
  | 'returned'
  | 'into repair'
  | 'to vendor'
  | 'back from vendor'
  | 'out of repair'
  | 'found'
  | 'swapped';

export type PlanEvent = { at: string; by: number; device: number } & (
  | {
      what: 'move';
      why: MoveWhy;
      to: Place;
      /** In the same step: issued to, or no longer issued (null); not there: the assignment stays. */
      issue?: Holder | null;
      dueOn: string | null;
      /** The repair it belongs to, by number. */
      repair: number | null;
    }
  | { what: 'issue'; to: Holder | null }
  | { what: 'use'; use: Use }
  | { what: 'state'; state: DeviceState; reason: string; policeReport: string }
  | { what: 'identify'; kind: 'tag' | 'serial'; value: string }
);

export type PlanPartUse = {
  sku: string;
  group: string;
  quantity: number;
  /** The bin it was taken from; null for uncounted parts. */
  bin: string | null;
  costCents: number;
  /** The books never had this part there: a shortfall and no movement. */
  shortfall: boolean;
};

export type PlanLine = {
  symptom: string;
  /** Fault, remedy and cause: null until the line is done. */
  fault: string | null;
  remedy: string | null;
  cause: Cause | null;
  minutes: number;
  parts: readonly PlanPartUse[];
  doneAt: string | null;
  doneBy: number | null;
};

export type PlanStep = { at: string; by: number } & (
  | { do: 'accept'; technician: number }
  | { do: 'escalate'; level: 2 | 3; technician: number }
  /** Work begins: what the first line turns out to be. */
  | { do: 'start'; fault: string }
  | { do: 'hold'; reason: HoldReason; group: string | null; quantity: number | null; vendor: string | null }
  | { do: 'resume' }
  | { do: 'send'; vendor: string }
  | { do: 'receive' }
  | { do: 'line'; line: number }
  | { do: 'ready'; outcome: Outcome }
  | { do: 'close'; to: Place; outcome: Outcome }
  | { do: 'came back' }
  /** An intern's work is found good by a specialist: only now the repair is closed. */
  | { do: 'confirm' }
);

export type PlanRepair = {
  number: number;
  device: number;
  /** Site where it was reported. */
  site: string;
  reportedAt: string;
  reportedBy: number;
  /** The person who had the device then. */
  hadDevice: number | null;
  /** Reported, done and closed in one step by the technician. */
  quick: boolean;
  /** An intern's work, which waits to be confirmed by a specialist (its last step, where that has come). */
  toConfirm: boolean;
  priority: Priority;
  level: 1 | 2 | 3;
  /** Warranty or plan pays. */
  covered: boolean;
  lines: readonly PlanLine[];
  /** In order, none after the district's last moment; the last one says how it stands. */
  steps: readonly PlanStep[];
};

export type DeviceLife = { device: PlanDevice; events: readonly PlanEvent[]; repairs: readonly PlanRepair[] };

export type StockEvent = { at: string; by: number; sku: string; quantity: number } & (
  | { what: 'opening'; bin: string }
  | { what: 'receive'; bin: string }
  | { what: 'transfer'; bin: string; to: string }
);
