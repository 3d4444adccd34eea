import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { LotState } from './rules.ts';

export interface Lot {
  n: number;
  id: string;
  name: string;
  place: string;
  placeName: string;
  /** the site, depot or vehicle that the place lies in */
  site: string;
  state: LotState;
  madeBy: string | null;
  maker: string | null;
  madeAt: string;
  proposedBy: string | null;
  approvedBy: string | null;
  approver: string | null;
  approvedAt: string | null;
  recycler: string;
  leftOn: string | null;
  proceedsCents: number;
  certificate: string | null;
  certificateType: string | null;
  noCertificate: string;
  closedAt: string | null;
  version: number;
  /** devices in it, of these deprovisioned and wiped, and of these gone by a scan */
  devices: number;
  ready: number;
  gone: number;
}

const COUNTS = `(SELECT count(*) FROM lot_devices AS x WHERE x.lot = o.id AND x.ended_why IS NOT 'removed') AS devices,
  (SELECT count(*) FROM lot_devices AS x WHERE x.lot = o.id AND x.ended_why IS NOT 'removed'
    AND x.deprovisioned_at IS NOT NULL AND x.wiped_at IS NOT NULL) AS ready,
  (SELECT count(*) FROM lot_devices AS x WHERE x.lot = o.id AND x.left_at IS NOT NULL) AS gone`;

const LOT = `SELECT o.n, o.id, o.name, o.place, l.name AS placeName, l.top AS site, o.state,
    o.made_by AS madeBy, u.name AS maker, o.made_at AS madeAt, o.proposed_by AS proposedBy,
    o.approved_by AS approvedBy, a.name AS approver, o.approved_at AS approvedAt, o.recycler,
    o.left_on AS leftOn, o.proceeds_cents AS proceedsCents, o.certificate,
    o.certificate_type AS certificateType, o.no_certificate AS noCertificate, o.closed_at AS closedAt,
    o.version, ${COUNTS}
  FROM lots AS o JOIN locations AS l ON l.id = o.place
  LEFT JOIN users AS u ON u.id = o.made_by LEFT JOIN users AS a ON a.id = o.approved_by`;

/** @throws NotFound */
export async function findLot(db: Database, id: string): Promise<Lot> {
  const lot = await db.first<Lot>({ sql: `${LOT} WHERE o.id = ?`, parameters: [id] });
  if (!lot) throw new NotFound();
  return lot;
}

/** Open lots, the oldest first; closed and withdrawn ones, the latest first. */
export async function listLots(
  db: Database,
  closed: boolean,
  cursor: string | undefined,
  limit: number,
): Promise<Page<Lot>> {
  const after = decodeCursor(cursor, closed ? 'sn' : 's');
  const rows = await db.all<Lot>(
    closed
      ? {
          sql: `${LOT} WHERE o.closed_at IS NOT NULL AND (o.closed_at, o.n) < (?, ?)
                ORDER BY o.closed_at DESC, o.n DESC LIMIT ?`,
          parameters: [...(after ?? ['9999', 0]), limit + 1],
        }
      : {
          sql: `${LOT} WHERE o.closed_at IS NULL AND o.made_at > ? ORDER BY o.made_at LIMIT ?`,
          parameters: [...(after ?? ['']), limit + 1],
        },
  );
  return pageOf(rows, limit, (row) => (closed ? [row.closedAt ?? '', row.n] : [row.madeAt]));
}

export interface LotDevice {
  id: string;
  device: string;
  tag: string;
  serial: string;
  modelName: string;
  state: string;
  addedBy: string | null;
  addedAt: string;
  deprovisionedAt: string | null;
  deprovisioner: string | null;
  wipedAt: string | null;
  wiper: string | null;
  leftAt: string | null;
  endedWhy: string | null;
  proceedsCents: number;
}

/** Devices of a lot as they were added; those that were taken out again are left out. */
export async function lotDevices(
  db: Database,
  lot: string,
  cursor: string | undefined,
  limit: number,
): Promise<Page<LotDevice>> {
  const after = decodeCursor(cursor, 'ss') ?? ['', ''];
  const rows = await db.all<LotDevice>({
    sql: `SELECT x.id, x.device, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, d.state,
            x.added_by AS addedBy, x.added_at AS addedAt, x.deprovisioned_at AS deprovisionedAt,
            p.name AS deprovisioner, x.wiped_at AS wipedAt, w.name AS wiper, x.left_at AS leftAt,
            x.ended_why AS endedWhy, x.proceeds_cents AS proceedsCents
          FROM lot_devices AS x JOIN devices AS d ON d.id = x.device JOIN models AS m ON m.id = d.model
          LEFT JOIN users AS p ON p.id = x.deprovisioned_by LEFT JOIN users AS w ON w.id = x.wiped_by
          WHERE x.lot = ? AND (x.added_at, x.id) > (?, ?) AND x.ended_why IS NOT 'removed'
          ORDER BY x.added_at, x.id LIMIT ?`,
    parameters: [lot, ...after, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.addedAt, row.id]);
}

/** Devices that were not scanned out: they stay, and are named. */
export function notLoaded(
  lot: string,
): Query<Pick<LotDevice, 'id' | 'device' | 'tag' | 'serial' | 'modelName'>> {
  return {
    sql: `SELECT x.id, x.device, d.tag, d.serial, m.maker || ' ' || m.name AS modelName
          FROM lot_devices AS x JOIN devices AS d ON d.id = x.device JOIN models AS m ON m.id = d.model
          WHERE x.lot = ? AND x.ended_at IS NULL AND x.left_at IS NULL ORDER BY x.added_at, x.id LIMIT 2000`,
    parameters: [lot],
  };
}

/** Those that a scan has proved gone, as they were loaded. */
export function loaded(lot: string): Query<{ id: string; device: string }> {
  return {
    sql: `SELECT id, device FROM lot_devices WHERE lot = ? AND ended_at IS NULL AND left_at IS NOT NULL
          ORDER BY left_at, id`,
    parameters: [lot],
  };
}

/** Everybody who has put a device into the lot. */
export function addersOf(lot: string): Query<{ person: string | null }> {
  return {
    sql: `SELECT DISTINCT added_by AS person FROM lot_devices WHERE lot = ? AND ended_at IS NULL`,
    parameters: [lot],
  };
}

/** The open lot that a device lies in. */
export function openLotOf(device: string): Query<{ lot: string; n: number; name: string }> {
  return {
    sql: `SELECT o.id AS lot, o.n, o.name FROM lot_devices AS x JOIN lots AS o ON o.id = x.lot
          WHERE x.device = ? AND x.ended_at IS NULL`,
    parameters: [device],
  };
}

/** A device with all that a scan at a pallet has to know. */
export interface LotScanned {
  id: string;
  tag: string;
  serial: string;
  home: string;
  model: string;
  use: string;
  state: string;
  place: string | null;
  openCustody: string | null;
  openAssignment: string | null;
  openRepair: number | null;
  row: string | null;
  lot: string | null;
  lotN: number | null;
  deprovisionedAt: string | null;
  wipedAt: string | null;
  leftAt: string | null;
}

const SCANNED = `SELECT d.id, d.tag, d.serial, d.home, d.model, d.use, d.state, d.place,
    c.id AS openCustody, a.id AS openAssignment, r.number AS openRepair, x.id AS row, x.lot, o.n AS lotN,
    x.deprovisioned_at AS deprovisionedAt, x.wiped_at AS wipedAt, x.left_at AS leftAt`;

const SCANNED_JOINS = `LEFT JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
  LEFT JOIN assignments AS a ON a.device = d.id AND a.to_at IS NULL
  LEFT JOIN repairs AS r ON r.device = d.id AND r.closed_at IS NULL
  LEFT JOIN lot_devices AS x ON x.device = d.id AND x.ended_at IS NULL
  LEFT JOIN lots AS o ON o.id = x.lot`;

/** @param pairs [kind, value] of the tags and serials that a scan may name, in order */
export function scannedForLot(pairs: readonly (readonly [string, string])[]): Query<LotScanned> {
  return {
    sql: `${SCANNED} FROM json_each(?) AS j
          CROSS JOIN identifiers AS i
            ON i.kind = j.value ->> 0 AND i.value = j.value ->> 1 AND i.withdrawn_at IS NULL
          JOIN devices AS k ON k.id = i.device JOIN devices AS d ON d.id = ifnull(k.joined_into, k.id)
          ${SCANNED_JOINS} ORDER BY j.key LIMIT 1`,
    parameters: [JSON.stringify(pairs)],
  };
}

export function deviceForLot(id: string): Query<LotScanned> {
  return { sql: `${SCANNED} FROM devices AS d ${SCANNED_JOINS} WHERE d.id = ?`, parameters: [id] };
}
