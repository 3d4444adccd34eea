import { type Scope, within } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import type { HoldReason, Outcome, Priority, RepairState } from './forms.ts';
import { parseRepairNumber } from './rules.ts';

/** A repair with the names of what it points at, and its open hold. */
export interface Repair {
  n: number;
  id: string;
  number: number;
  device: string;
  site: string;
  state: RepairState;
  priority: Priority;
  level: 1 | 2 | 3;
  technician: string | null;
  reportedBy: string | null;
  hadDevice: string | null;
  inUse: number;
  quick: number;
  aboveLevel: number;
  toConfirm: number;
  confirmedBy: string | null;
  covered: number;
  outcome: Outcome | 'withdrawn' | null;
  reportedAt: string;
  recordedAt: string;
  acceptedAt: string | null;
  startedAt: string | null;
  readyAt: string | null;
  closedAt: string | null;
  dueAt: string | null;
  expectedOn: string | null;
  minutes: number;
  partsCents: number;
  headline: string;
  holdReason: HoldReason | null;
  cameBack: number;
  version: number;
  siteName: string;
  technicianName: string | null;
  reportedByName: string | null;
  confirmedByName: string | null;
  hadDeviceName: string | null;
  hadDeviceKind: string | null;
  hadDeviceGrade: string | null;
  hadDeviceSite: string | null;
  /** the device's home and where it is now: who may see the device may see its repairs */
  home: string;
  atSite: string | null;
  holdFrom: string | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const REPAIR = `SELECT r.n, r.id, r.number, r.device, r.site, r.state, r.priority, r.level, r.technician,
    r.reported_by AS reportedBy, r.had_device AS hadDevice, r.in_use AS inUse, r.quick,
    r.above_level AS aboveLevel, r.to_confirm AS toConfirm, r.confirmed_by AS confirmedBy, r.covered, r.outcome,
    r.reported_at AS reportedAt, r.recorded_at AS recordedAt, r.accepted_at AS acceptedAt,
    r.started_at AS startedAt, r.ready_at AS readyAt, r.closed_at AS closedAt, r.due_at AS dueAt,
    r.expected_on AS expectedOn, r.minutes, r.parts_cents AS partsCents, r.headline,
    r.hold_reason AS holdReason, r.came_back AS cameBack, r.version, s.name AS siteName,
    t.name AS technicianName, b.given_name || ' ' || b.family_name AS reportedByName, c.name AS confirmedByName,
    w.given_name || ' ' || w.family_name AS hadDeviceName, w.kind AS hadDeviceKind, w.grade AS hadDeviceGrade, w.site AS hadDeviceSite,
    d.home AS home, d.at_site AS atSite, h.from_at AS holdFrom
  FROM repairs AS r
  JOIN locations AS s ON s.id = r.site
  JOIN devices AS d ON d.id = r.device
  LEFT JOIN users AS t ON t.id = r.technician
  LEFT JOIN people AS b ON b.id = r.reported_by
  LEFT JOIN users AS c ON c.id = r.confirmed_by
  LEFT JOIN people AS w ON w.id = r.had_device
  LEFT JOIN repair_holds AS h ON h.repair = r.id AND h.to_at IS NULL`;

/** The repair that a reference names: its id, or its number as 123 or R-000123. */
export function repairByRef(ref: string): Query<Repair> {
  if (UUID.test(ref)) return { sql: `${REPAIR} WHERE r.id = ?`, parameters: [ref] };
  return { sql: `${REPAIR} WHERE r.number = ?`, parameters: [parseRepairNumber(ref) ?? -1] };
}

/**
 * The repair by its id or number.
 * @throws NotFound there is none, or neither its site nor its device's sites are in the scope
 */
export async function findRepair(db: Database, ref: string, scope: Exclude<Scope, null>): Promise<Repair> {
  const repair = await db.first(repairByRef(ref));
  if (!repair || !seesRepair(scope, repair)) throw new NotFound('There is no such repair');
  return repair;
}

export function seesRepair(scope: Scope, repair: Pick<Repair, 'site' | 'home' | 'atSite'>): boolean {
  return within(scope, repair.site, repair.home, repair.atSite);
}

export interface Line {
  id: string;
  position: number;
  symptom: string | null;
  fault: string | null;
  remedy: string | null;
  cause: string | null;
  minutes: number;
  note: string;
  doneAt: string | null;
  doneBy: string | null;
  withdrawnAt: string | null;
  symptomName: string | null;
  /** codes of the faults that the symptom mostly turns out to be, as JSON */
  likely: string | null;
  faultName: string | null;
  faultLevel: 1 | 2 | 3 | null;
  remedyName: string | null;
  doneByName: string | null;
}

/** The fault lines of a repair, withdrawn ones too. */
export function linesOf(repair: string): Query<Line> {
  return {
    sql: `SELECT l.id, l.position, l.symptom, l.fault, l.remedy, l.cause, l.minutes, l.note,
            l.done_at AS doneAt, l.done_by AS doneBy, l.withdrawn_at AS withdrawnAt, s.name AS symptomName,
            s.faults AS likely, f.name AS faultName, f.level AS faultLevel, m.name AS remedyName, u.name AS doneByName
          FROM repair_lines AS l
          LEFT JOIN symptoms AS s ON s.code = l.symptom
          LEFT JOIN faults AS f ON f.code = l.fault
          LEFT JOIN remedies AS m ON m.code = l.remedy
          LEFT JOIN users AS u ON u.id = l.done_by
          WHERE l.repair = ? ORDER BY l.position`,
    parameters: [repair],
  };
}

export interface UsedPart {
  id: string;
  line: string;
  part: string;
  sku: string;
  name: string;
  bin: string | null;
  binName: string | null;
  quantity: number;
  /** of the whole quantity */
  costCents: number;
  at: string;
  returnedAt: string | null;
  /** how many the books did not have, while no count has settled it */
  short: number;
  /** 1 for a touch panel's group, 0 for one without, null where it does not matter */
  touch: number | null;
}

/** The parts that went into a repair, returned ones too. */
export function partsOf(repair: string): Query<UsedPart> {
  return {
    sql: `SELECT x.id, x.line, x.part, p.sku, p.name, x.bin, b.name AS binName, x.quantity,
            x.cost_cents AS costCents, x.at, x.returned_at AS returnedAt,
            (SELECT ifnull(sum(quantity), 0) FROM shortfalls
              WHERE repair_part = x.id AND settled_at IS NULL AND withdrawn_at IS NULL) AS short, g.touch
          FROM repair_parts AS x JOIN parts AS p ON p.id = x.part LEFT JOIN bins AS b ON b.id = x.bin
          LEFT JOIN interchange_groups AS g ON g.id = p.interchange_group
          WHERE x.repair = ? ORDER BY x.at, x.id`,
    parameters: [repair],
  };
}

export interface Hold {
  id: string;
  reason: HoldReason;
  group: string | null;
  groupName: string | null;
  quantity: number | null;
  vendor: string | null;
  vendorName: string | null;
  note: string;
  from: string;
  to: string | null;
  byName: string | null;
}

/** The holds of a repair, in the order in which they began. */
export function holdsOf(repair: string): Query<Hold> {
  return {
    sql: `SELECT h.id, h.reason, h.interchange_group AS "group", g.name AS groupName, h.quantity, h.vendor,
            v.name AS vendorName, h.note, h.from_at AS "from", h.to_at AS "to", u.name AS byName
          FROM repair_holds AS h
          LEFT JOIN interchange_groups AS g ON g.id = h.interchange_group
          LEFT JOIN locations AS v ON v.id = h.vendor
          LEFT JOIN users AS u ON u.id = h.done_by
          WHERE h.repair = ? ORDER BY h.from_at, h.id`,
    parameters: [repair],
  };
}

export interface Note {
  id: string;
  at: string;
  person: string | null;
  personName: string | null;
  text: string;
  /** names of those it mentions, by comma */
  mentioned: string | null;
  /** 1 where it mentions the reader and they have not said that they saw it */
  unseen: number;
}

/** The notes of a repair, the newest first. @param reader whose unseen mentions are marked */
export function notesOf(repair: string, reader: string | null): Query<Note> {
  return {
    sql: `SELECT n.id, n.at, n.person, u.name AS personName, n.text,
            (SELECT group_concat(x.name, ', ') FROM mentions AS m JOIN users AS x ON x.id = m.person
              WHERE m.note = n.id) AS mentioned,
            EXISTS (SELECT 1 FROM mentions AS m
              WHERE m.note = n.id AND m.person = ? AND m.seen_at IS NULL) AS unseen
          FROM repair_notes AS n LEFT JOIN users AS u ON u.id = n.person
          WHERE n.repair = ? ORDER BY n.at DESC, n.id DESC LIMIT 100`,
    parameters: [reader, repair],
  };
}

export interface HistoryLine {
  seq: number;
  verb: string;
  at: string;
  doneAt: string;
  personName: string | null;
  data: string;
  text: string | null;
}

/** What was done to a repair, the newest first. */
export function historyOf(repair: string): Query<HistoryLine> {
  return {
    sql: `SELECT x.seq, x.verb, x.at, x.done_at AS doneAt, u.name AS personName, x.data, t.text
          FROM records AS x
          LEFT JOIN record_texts AS t ON t.thing = x.thing AND t.seq = x.seq
          LEFT JOIN users AS u ON u.id = x.person
          WHERE x.thing = ? ORDER BY x.seq DESC LIMIT 50`,
    parameters: [repair],
  };
}
