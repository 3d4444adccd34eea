import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { type CoverFacts, covering, withValues } from './cover-queries.ts';
import type { BatchState, ClaimState } from './forms.ts';
import { parseBatchNumber } from './rules.ts';

/** A batch with the names of what it points at. */
export interface Batch {
  n: number;
  id: string;
  number: number;
  vendor: string;
  vendorName: string;
  /** `top` of the vendor's location */
  vendorTop: string;
  vendorAddress: string;
  state: BatchState;
  rma: string;
  carrier: string;
  tracking: string;
  note: string;
  expectedOn: string | null;
  /** those that are in it, or were sent in it */
  devices: number;
  /** those that are not back */
  waiting: number;
  createdAt: string;
  createdByName: string | null;
  packedAt: string | null;
  packedByName: string | null;
  sentAt: string | null;
  sentByName: string | null;
  closedAt: string | null;
  version: number;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const BATCH = `SELECT b.n, b.id, b.number, b.vendor, v.name AS vendorName, v.top AS vendorTop,
    v.address AS vendorAddress, b.state, b.rma, b.carrier, b.tracking, b.note, b.expected_on AS expectedOn,
    b.devices, b.waiting, b.created_at AS createdAt, c.name AS createdByName, b.packed_at AS packedAt,
    p.name AS packedByName, b.sent_at AS sentAt, s.name AS sentByName, b.closed_at AS closedAt, b.version
  FROM claim_batches AS b
  JOIN locations AS v ON v.id = b.vendor
  LEFT JOIN users AS c ON c.id = b.created_by
  LEFT JOIN users AS p ON p.id = b.packed_by
  LEFT JOIN users AS s ON s.id = b.sent_by`;

/** The batch that a reference names: its id, or its number as 12 or V-00012. */
export function batchByRef(ref: string): Query<Batch> {
  if (UUID.test(ref)) return { sql: `${BATCH} WHERE b.id = ?`, parameters: [ref] };
  return { sql: `${BATCH} WHERE b.number = ?`, parameters: [parseBatchNumber(ref) ?? -1] };
}

/** @throws NotFound */
export async function findBatch(db: Database, ref: string): Promise<Batch> {
  const batch = await db.first(batchByRef(ref));
  if (!batch) throw new NotFound('There is no such batch');
  return batch;
}

/** One device of a batch, with what pays for its repair today. */
export interface Claim extends CoverFacts {
  id: string;
  n: number;
  batch: string;
  state: ClaimState;
  /** what paid when it was sent */
  cover: 'warranty' | 'plan' | 'none' | null;
  deprovision: 'done' | 'not_enrolled' | null;
  deprovisionAt: string | null;
  deprovisionByName: string | null;
  sentAt: string | null;
  endedAt: string | null;
  endedByName: string | null;
  reason: string;
  caseNumber: string;
  repair: string;
  number: number;
  repairState: string;
  repairVersion: number;
  headline: string;
  site: string;
  device: string;
  tag: string;
  serial: string;
  kind: string;
  deviceState: string;
  modelName: string;
  homeName: string;
  /** the open row of custody */
  custody: string | null;
  /** the unit that came in its place */
  replacement: string | null;
  replacementTag: string | null;
  replacementSerial: string | null;
}

const CLAIM = `c.id, c.n, c.batch, c.state, c.cover, c.deprovision, c.deprovision_at AS deprovisionAt,
    pu.name AS deprovisionByName, c.sent_at AS sentAt, c.ended_at AS endedAt, eu.name AS endedByName,
    c.reason, c.case_number AS caseNumber, r.id AS repair, r.number, r.state AS repairState,
    r.version AS repairVersion, r.headline, r.site, d.id AS device, d.tag, d.serial, d.kind,
    d.state AS deviceState, m.maker || ' ' || m.name AS modelName, h.name AS homeName, q.id AS custody,
    e.new AS replacement, ed.tag AS replacementTag, ed.serial AS replacementSerial`;

const CLAIM_JOINS = `JOIN locations AS h ON h.id = d.home
  LEFT JOIN users AS pu ON pu.id = c.deprovision_by
  LEFT JOIN users AS eu ON eu.id = c.ended_by
  LEFT JOIN custody AS q ON q.device = d.id AND q.to_at IS NULL
  LEFT JOIN exchanges AS e ON e.line = c.id
  LEFT JOIN devices AS ed ON ed.id = e.new`;

function claimsWhere(where: string, values: Record<string, string | null>, today: string): Query<Claim> {
  return withValues(
    covering({
      columns: CLAIM,
      from: 'claim_lines AS c CROSS JOIN repairs AS r ON r.id = c.repair',
      joins: CLAIM_JOINS,
      where,
      after: 'ORDER BY f.n',
    }),
    { ...values, today },
  );
}

/** The devices of a batch, those that were taken out left out. @param today YYYY-MM-DD */
export function claimsOf(batch: string, today: string): Query<Claim> {
  return claimsWhere("c.batch = :batch AND c.state <> 'out'", { batch }, today);
}

/** One device of a batch. */
export function claimById(id: string, today: string): Query<Claim> {
  return claimsWhere('c.id = :id', { id }, today);
}

/** The batches that a device is or was in, the newest last; those it was taken out of left out. */
export function claimsOfDevice(device: string, today: string): Query<Claim> {
  return claimsWhere("c.device = :device AND c.state <> 'out'", { device }, today);
}

export interface RepairClaim {
  id: string;
  state: ClaimState;
  batch: string;
  number: number;
  batchState: BatchState;
  vendorName: string;
  sentAt: string | null;
  endedAt: string | null;
  replacement: string | null;
  replacementName: string | null;
}

/** The batches that a repair is or was in, the newest first. */
export function claimsOfRepair(repair: string): Query<RepairClaim> {
  return {
    sql: `SELECT c.id, c.state, c.batch, b.number, b.state AS batchState, v.name AS vendorName,
            c.sent_at AS sentAt, c.ended_at AS endedAt, e.new AS replacement,
            CASE WHEN d.tag <> '' THEN d.tag ELSE d.serial END AS replacementName
          FROM claim_lines AS c JOIN claim_batches AS b ON b.id = c.batch
          JOIN locations AS v ON v.id = b.vendor
          LEFT JOIN exchanges AS e ON e.line = c.id LEFT JOIN devices AS d ON d.id = e.new
          WHERE c.repair = ? AND c.state <> 'out' ORDER BY c.n DESC LIMIT 20`,
    parameters: [repair],
  };
}

export interface ChaseNote {
  id: string;
  at: string;
  personName: string | null;
  text: string;
}

/** When the vendor was asked, the newest first. */
export function chasesOf(batch: string): Query<ChaseNote> {
  return {
    sql: `SELECT n.id, n.at, u.name AS personName, n.text
          FROM claim_notes AS n LEFT JOIN users AS u ON u.id = n.person
          WHERE n.batch = ? ORDER BY n.at DESC, n.id DESC LIMIT 50`,
    parameters: [batch],
  };
}
