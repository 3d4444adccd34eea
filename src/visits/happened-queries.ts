import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import type { Query } from '../db/query.ts';

/** The time of a visit and who was there: what they did in it belongs to the visit. */
export interface Span {
  people: readonly string[];
  /** ISO UTC */
  from: string;
  to: string;
}

export interface Happened {
  kind: string;
  verb: string;
  at: string;
  device: string | null;
  tag: string | null;
  serial: string | null;
  repair: string | null;
  number: number | null;
  headline: string | null;
  state: string | null;
  holdReason: string | null;
}

// What was done at a visit was recorded then or, from a phone without a network, later: never before it began.
const MINE = `records AS x INDEXED BY records_person
  WHERE x.person IN (SELECT value FROM json_each(?))
    AND x.n >= ifnull((SELECT n FROM records INDEXED BY records_at WHERE at >= ? ORDER BY at LIMIT 1), 9e15)
    AND x.done_at BETWEEN ? AND ?`;

const mine = ({ people, from, to }: Span) => [JSON.stringify(people), from, from, to];

/** What the technicians recorded, in its order; what is about the visit itself is left out. */
export function happenedIn(span: Span): Query<Happened> {
  return {
    sql: `WITH mine AS (SELECT x.* FROM ${MINE}
              AND x.kind IN ('repair', 'device', 'audit', 'swap', 'bin', 'transfer', 'count', 'lot', 'found'))
          SELECT m.kind, m.verb, m.done_at AS at, ifnull(m.device, r.device) AS device, d.tag, d.serial,
            r.id AS repair, r.number, r.headline, r.state, r.hold_reason AS holdReason
          FROM mine AS m LEFT JOIN repairs AS r ON r.id = m.thing
          LEFT JOIN devices AS d ON d.id = ifnull(m.device, r.device)
          ORDER BY m.done_at, m.n LIMIT 1000`,
    parameters: mine(span),
  };
}

export interface PartUsed {
  name: string;
  sku: string;
  quantity: number;
}

/** Parts that went into repairs meanwhile. */
export function partsUsedIn(span: Span): Query<PartUsed> {
  return {
    sql: `WITH mine AS (SELECT DISTINCT x.thing FROM ${MINE} AND x.kind = 'repair')
          SELECT p.name, p.sku, sum(u.quantity) AS quantity FROM mine AS m JOIN repair_parts AS u ON u.repair = m.thing
          JOIN parts AS p ON p.id = u.part
          WHERE u.returned_at IS NULL AND u.at BETWEEN ? AND ? AND u.person IN (SELECT value FROM json_each(?))
          GROUP BY p.id ORDER BY p.name`,
    parameters: [...mine(span), span.from, span.to, JSON.stringify(span.people)],
  };
}

/** Devices that went into a vehicle meanwhile. */
export function takenIn(span: Span): Query<{ tag: string; serial: string; device: string; vehicle: string }> {
  return {
    sql: `WITH mine AS (SELECT DISTINCT x.device FROM ${MINE} AND x.device IS NOT NULL)
          SELECT DISTINCT d.id AS device, d.tag, d.serial, l.name AS vehicle FROM mine AS m
          JOIN custody AS c ON c.device = m.device AND c.from_at BETWEEN ? AND ?
          JOIN locations AS l ON l.id = c.location AND l.kind = 'vehicle' JOIN devices AS d ON d.id = m.device
          WHERE c.done_by IN (SELECT value FROM json_each(?)) ORDER BY d.tag LIMIT 200`,
    parameters: [...mine(span), span.from, span.to, JSON.stringify(span.people)],
  };
}

/** Whom a recap is mailed to. */
export function contactsOf(site: string): Query<{ email: string; name: string }> {
  return {
    sql: `SELECT DISTINCT u.email, u.name FROM user_roles AS r JOIN users AS u ON u.id = r.person
          WHERE r.role = 'contact' AND r.site = ? AND ${OPEN_LOGIN} ORDER BY u.name LIMIT 20`,
    parameters: [site],
  };
}

export interface MailState {
  recipient: string;
  sentAt: string | null;
  failure: string | null;
}

export function mailState(id: string): Query<MailState> {
  return {
    sql: 'SELECT recipient, sent_at AS sentAt, failure FROM outbox WHERE id = ?',
    parameters: [id],
  };
}
