import { type Scope, within } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { poolColumns } from './coverage-rules.ts';
import type { DeviceKind, DeviceState, Use } from './forms.ts';
import { normalizeSerial, normalizeTag } from './identifier-rules.ts';

/** A device with the names of what it points at, and the ids of its open rows. */
export interface Device {
  n: number;
  id: string;
  kind: DeviceKind;
  model: string;
  variant: string | null;
  unidentified: number;
  home: string;
  condition: string;
  purchasedOn: string | null;
  costCents: number | null;
  orderNumber: string;
  fundingSource: string;
  /** percent */
  federalShare: number | null;
  warrantyUntil: string | null;
  coveragePlan: string | null;
  coverageUntil: string | null;
  /** AA:BB:CC:DD:EE:FF, '' where not known */
  wifiMac: string;
  ethernetMac: string;
  storageGb: number | null;
  note: string;
  /** '' where it has none */
  tag: string;
  serial: string;
  use: Use;
  state: DeviceState;
  place: string | null;
  atSite: string | null;
  holder: string | null;
  dueOn: string | null;
  assignedPerson: string | null;
  assignedLocation: string | null;
  slot: number | null;
  lastSeenAt: string | null;
  lastSeenPlace: string | null;
  joinedInto: string | null;
  version: number;
  createdAt: string;
  /** maker and name */
  modelName: string;
  modelNumber: string;
  aueOn: string | null;
  aueSource: string | null;
  aueReadOn: string | null;
  /** what a new one costs */
  priceCents: number | null;
  planName: string | null;
  planIncidents: number | null;
  planPer: string | null;
  poolSize: number | null;
  poolYearFrom: string | null;
  poolLastFrom: string | null;
  poolLastUsed: number | null;
  variantName: string | null;
  variantTouch: number | null;
  homeName: string;
  placeName: string | null;
  placeKind: string | null;
  atSiteName: string | null;
  /** students' names are for those who may see them: see `personWords` of views/people */
  holderName: string | null;
  holderKind: string | null;
  holderGrade: string | null;
  holderSite: string | null;
  /** the person, room or cart that it is issued to */
  assignedName: string | null;
  assignedKind: string | null;
  assignedGrade: string | null;
  assignedSite: string | null;
  /** issued with it, null where it is issued to nobody */
  chargers: number | null;
  cases: number | null;
  hotspots: number | null;
  openCustody: string | null;
  openAssignment: string | null;
  openRepair: string | null;
  openRepairNumber: number | null;
  openRepairState: string | null;
}

/** A device in a list or a choice. */
export interface DeviceRef {
  id: string;
  tag: string;
  serial: string;
  modelName: string;
  state: DeviceState;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The id of the device that a reference names: its own id, or a tag or serial, former ones too. A joined
 * record leads to the kept one. Takes the three parameters of `refValues`.
 */
export const REF = `(SELECT coalesce(joined_into, id) FROM devices WHERE id = coalesce(
  (SELECT device FROM identifiers WHERE kind = 'tag' AND value = ? AND withdrawn_at IS NULL),
  (SELECT device FROM identifiers WHERE kind = 'serial' AND value = ? AND withdrawn_at IS NULL), ?))`;

type RefValues = readonly [tag: string, serial: string, id: string];

let last: { ref: string; values: RefValues } = { ref: '', values: ['', '', ''] };

/** What a reference may be: [tag, serial, id]. */
export function refValues(ref: string): RefValues {
  if (UUID.test(ref)) return ['', '', ref];
  // One page asks for the same one many times.
  if (ref !== last.ref) {
    const short = ref.slice(0, 200);
    last = { ref, values: [normalizeTag(short), normalizeSerial(short), ''] };
  }
  return last.values;
}

const DEVICE = `SELECT d.n, d.id, d.kind, d.model, d.variant, d.unidentified, d.home, d.condition,
    d.purchased_on AS purchasedOn, d.cost_cents AS costCents, d.order_number AS orderNumber,
    d.funding_source AS fundingSource, d.federal_share AS federalShare, d.warranty_until AS warrantyUntil,
    d.coverage_plan AS coveragePlan, d.coverage_until AS coverageUntil, d.wifi_mac AS wifiMac,
    d.ethernet_mac AS ethernetMac, d.storage_gb AS storageGb, d.note, d.tag, d.serial, d.use, d.state,
    d.place, d.at_site AS atSite, d.holder, d.due_on AS dueOn, d.assigned_person AS assignedPerson,
    d.assigned_location AS assignedLocation, d.slot, d.last_seen_at AS lastSeenAt,
    d.last_seen_place AS lastSeenPlace, d.joined_into AS joinedInto, d.version, d.created_at AS createdAt,
    m.maker || ' ' || m.name AS modelName, m.number AS modelNumber, m.aue_on AS aueOn,
    m.aue_source AS aueSource, m.aue_read_on AS aueReadOn, m.price_cents AS priceCents,
    g.name AS planName, g.incidents AS planIncidents, g.per AS planPer,
    ${poolColumns('g')}, v.name AS variantName, v.touch AS variantTouch, h.name AS homeName,
    p.name AS placeName, p.kind AS placeKind, s.name AS atSiteName,
    hp.given_name || ' ' || hp.family_name AS holderName, hp.kind AS holderKind, hp.grade AS holderGrade,
    hp.site AS holderSite,
    coalesce(ap.given_name || ' ' || ap.family_name, al.name) AS assignedName,
    coalesce(ap.kind, al.kind) AS assignedKind, ap.grade AS assignedGrade,
    ap.site AS assignedSite, a.chargers, a.cases, a.hotspots,
    c.id AS openCustody, a.id AS openAssignment,
    r.id AS openRepair, r.number AS openRepairNumber, r.state AS openRepairState
  FROM devices AS d
  JOIN models AS m ON m.id = d.model
  JOIN locations AS h ON h.id = d.home
  LEFT JOIN variants AS v ON v.id = d.variant
  LEFT JOIN coverage_plans AS g ON g.id = d.coverage_plan
  LEFT JOIN locations AS p ON p.id = d.place
  LEFT JOIN locations AS s ON s.id = d.at_site
  LEFT JOIN people AS hp ON hp.id = d.holder
  LEFT JOIN people AS ap ON ap.id = d.assigned_person
  LEFT JOIN locations AS al ON al.id = d.assigned_location
  LEFT JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
  LEFT JOIN assignments AS a ON a.device = d.id AND a.to_at IS NULL
  LEFT JOIN repairs AS r ON r.device = d.id AND r.closed_at IS NULL
  WHERE d.id = ${REF} AND d.joined_into IS NULL`;

/** The query that `findDevice` runs, for pages that read it together with the rest. */
export function deviceByRef(ref: string): Query<Device> {
  return { sql: DEVICE, parameters: refValues(ref) };
}

/**
 * The device by its id, tag or serial, former ones too; a joined record leads to the kept one.
 * @throws NotFound there is none, or neither its home nor the site where it is is in the scope
 */
export async function findDevice(db: Database, ref: string, scope: Exclude<Scope, null>): Promise<Device> {
  const device = await db.first(deviceByRef(ref));
  if (!device || !sees(scope, device)) throw new NotFound('There is no such device');
  return device;
}

/** Whether the scope takes the device in: by the site that answers for it, or by the site where it is. */
export function sees(scope: Scope, device: { home: string; atSite: string | null }): boolean {
  return within(scope, device.home, device.atSite);
}
