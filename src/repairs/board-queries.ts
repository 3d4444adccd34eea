import type { Scope } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import type { HoldReason, RepairState } from './forms.ts';
import type { Option } from './list-queries.ts';
import { sitesFor } from './queue-queries.ts';

export const BOARD_STATES = ['reported', 'accepted', 'in_work', 'on_hold', 'at_vendor', 'ready'] as const;

/** How many cards a column shows; its count says how many there are. */
export const BOARD_CAP = 20;

export interface BoardRow {
  number: number;
  headline: string;
  tag: string;
  serial: string;
  siteName: string;
  technicianName: string | null;
  reportedAt: string;
  dueAt: string | null;
  holdReason: HoldReason | null;
  holdFrom: string | null;
  toConfirm: number;
}

export interface BoardData {
  sites: Option[];
  columns: { state: RepairState; count: number; rows: BoardRow[] }[];
}

/** Whose repairs: all of the scope, of one site, or of one technician. */
export interface BoardFilter {
  site: string;
  technician: string | null;
}

/** The open repairs by state, those that are due first on top: one trip. */
export async function boardOf(
  db: Database,
  filter: BoardFilter,
  scope: Exclude<Scope, null>,
): Promise<BoardData> {
  const columns = BOARD_STATES.map((state) => columnQuery(state, filter, scope));
  const [counts, sites, ...rows] = await db.read(countsQuery(filter, scope), sitesFor(scope), ...columns);
  return {
    sites,
    columns: BOARD_STATES.map((state, i) => ({
      state,
      count: counts.find((row) => row.state === state)?.n ?? 0,
      rows: rows[i] ?? [],
    })),
  };
}

export function columnQuery(
  state: RepairState,
  filter: BoardFilter,
  scope: Exclude<Scope, null>,
): Query<BoardRow> {
  const { where, values } = narrowed(filter, scope);
  return {
    sql: `SELECT r.number, r.headline, d.tag, d.serial, s.name AS siteName, t.name AS technicianName,
            r.reported_at AS reportedAt, r.due_at AS dueAt, r.hold_reason AS holdReason, h.from_at AS holdFrom,
            r.to_confirm AS toConfirm
          FROM repairs AS r
          JOIN devices AS d ON d.id = r.device
          JOIN locations AS s ON s.id = r.site
          LEFT JOIN users AS t ON t.id = r.technician
          LEFT JOIN repair_holds AS h ON h.repair = r.id AND h.to_at IS NULL
          WHERE r.state = ? AND r.closed_at IS NULL${where} ORDER BY r.due_at, r.n LIMIT ${BOARD_CAP}`,
    parameters: [state, ...values],
  };
}

export function countsQuery(
  filter: BoardFilter,
  scope: Exclude<Scope, null>,
): Query<{ state: RepairState; n: number }> {
  const { where, values } = narrowed(filter, scope);
  return {
    sql: `SELECT r.state, count(*) AS n FROM repairs AS r WHERE r.closed_at IS NULL${where} GROUP BY r.state`,
    parameters: values,
  };
}

function narrowed({ site, technician }: BoardFilter, scope: Exclude<Scope, null>) {
  let where = '';
  const values: string[] = [];
  if (scope !== 'all') {
    where += ' AND r.site IN (SELECT value FROM json_each(?))';
    values.push(JSON.stringify(scope));
  }
  if (site) {
    where += ' AND r.site = ?';
    values.push(site);
  }
  if (technician) {
    where += ' AND r.technician = ?';
    values.push(technician);
  }
  return { where, values };
}
