import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import { withValues } from './cover-queries.ts';
import { BATCH_STATES, type BatchState } from './forms.ts';

export interface BatchRow {
  n: number;
  id: string;
  number: number;
  vendorName: string;
  state: BatchState;
  rma: string;
  devices: number;
  waiting: number;
  createdAt: string;
  sentAt: string | null;
  expectedOn: string | null;
}

export interface BatchFilter {
  /** '' those that are not ended, 'all', or one state */
  state: '' | 'all' | BatchState;
  vendor: string;
  cursor: string;
}

export function batchFilter(query: Readonly<Record<string, string | undefined>>): BatchFilter {
  return {
    state: (['all', ...BATCH_STATES] as const).find((known) => known === query.state) ?? '',
    vendor: (query.vendor ?? '').slice(0, 100),
    cursor: query.cursor ?? '',
  };
}

const LIMIT = 50;
const OPEN = "b.state IN ('draft', 'packed', 'sent', 'partly_back')";

/** @param limit rows of a page */
export function batchesQuery(filter: BatchFilter, limit: number = LIMIT): Query<BatchRow> {
  const conditions = ['1'];
  const after = decodeCursor(filter.cursor, 'n');
  if (filter.state === '') conditions.push(OPEN);
  else if (filter.state !== 'all') conditions.push('b.state = :state');
  if (filter.vendor) conditions.push('b.vendor = :vendor');
  if (after) conditions.push('b.n < :n');
  return withValues(
    `SELECT b.n, b.id, b.number, v.name AS vendorName, b.state, b.rma, b.devices, b.waiting,
       b.created_at AS createdAt, b.sent_at AS sentAt, b.expected_on AS expectedOn
     FROM claim_batches AS b JOIN locations AS v ON v.id = b.vendor
     WHERE ${conditions.join(' AND ')} ORDER BY b.n DESC LIMIT :limit`,
    { state: filter.state, vendor: filter.vendor, n: after?.[0] ?? null, limit: limit + 1 },
  );
}

/** A page of batches, the newest first. */
export async function listBatches(
  db: Database,
  filter: BatchFilter,
  limit: number = LIMIT,
): Promise<Page<BatchRow>> {
  return pageOf(await db.all(batchesQuery(filter, limit)), limit, (row) => [row.n]);
}

export interface AwayRow {
  n: number;
  id: string;
  batch: string;
  batchNumber: number;
  vendorName: string;
  rma: string;
  tag: string;
  serial: string;
  modelName: string;
  number: number;
  headline: string;
  siteName: string;
  sentAt: string;
  expectedOn: string | null;
  chasedAt: string | null;
}

export interface AwayFilter {
  vendor: string;
  /** tag or serial */
  q: string;
  cursor: string;
}

export function awayFilter(query: Readonly<Record<string, string | undefined>>): AwayFilter {
  const text = (name: string) => (query[name] ?? '').trim().slice(0, 100);
  return { vendor: text('vendor'), q: text('q'), cursor: query.cursor ?? '' };
}

/** Devices that are at a vendor in a batch, those that left first. */
export function awayQuery(filter: AwayFilter, limit: number = LIMIT): Query<AwayRow> {
  const after = decodeCursor(filter.cursor, 'sn');
  const conditions = ["c.state = 'sent'"];
  if (filter.vendor) conditions.push('+b.vendor = :vendor');
  if (filter.q)
    conditions.push(`c.device IN (SELECT device FROM identifiers
      WHERE kind IN ('tag', 'serial') AND value = :named AND withdrawn_at IS NULL)`);
  if (after) conditions.push('(c.sent_at, c.n) > (:at, :n)');
  return withValues(
    `SELECT c.n, c.id, c.batch, b.number AS batchNumber, v.name AS vendorName, b.rma, d.tag, d.serial,
       m.maker || ' ' || m.name AS modelName, r.number, r.headline, s.name AS siteName,
       c.sent_at AS sentAt, b.expected_on AS expectedOn,
       (SELECT max(x.at) FROM claim_notes AS x WHERE x.batch = b.id) AS chasedAt
     FROM claim_lines AS c CROSS JOIN claim_batches AS b ON b.id = c.batch
     JOIN locations AS v ON v.id = b.vendor JOIN devices AS d ON d.id = c.device
     JOIN models AS m ON m.id = d.model JOIN repairs AS r ON r.id = c.repair
     JOIN locations AS s ON s.id = r.site
     WHERE ${conditions.join(' AND ')} ORDER BY c.sent_at, c.n LIMIT :limit`,
    {
      vendor: filter.vendor,
      named: filter.q.toUpperCase().replace(/\s+/g, ''),
      at: after?.[0] ?? null,
      n: after?.[1] ?? null,
      limit: limit + 1,
    },
  );
}

export async function listAway(
  db: Database,
  filter: AwayFilter,
  limit: number = LIMIT,
): Promise<Page<AwayRow>> {
  return pageOf(await db.all(awayQuery(filter, limit)), limit, (row) => [row.sentAt, row.n]);
}

/** Batches that devices can be put into, the newest first: by id, with vendor and count. */
export const DRAFTS: Query<{ id: string; number: number; vendorName: string; devices: number }> = {
  sql: `SELECT b.id, b.number, v.name AS vendorName, b.devices
        FROM claim_batches AS b JOIN locations AS v ON v.id = b.vendor
        WHERE b.state = 'draft' ORDER BY b.n DESC LIMIT 30`,
  parameters: [],
};
