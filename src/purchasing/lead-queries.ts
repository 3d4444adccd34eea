import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { type LeadTimes, leadTimesOf } from './lead-rules.ts';

/** One arrival of an order: an order that came in three boxes on three days is three of them. */
export interface LeadSample {
  supplier: string;
  order: string;
  sentOn: string;
  arrivedOn: string;
  /** whole days from sent to arrived, never negative; 0 and more than 365 are for the reader to leave out */
  days: number;
}

const SAMPLES = `SELECT o.supplier, o.id AS "order", o.sent_on AS sentOn, r.arrived_on AS arrivedOn,
    CAST(julianday(r.arrived_on) - julianday(o.sent_on) AS INTEGER) AS days
  FROM receipts AS r CROSS JOIN orders AS o ON o.id = r.order_id
  WHERE r.state = 'booked' AND o.sent_on IS NOT NULL AND r.arrived_on >= ?`;

/** The arrivals since a day, of all suppliers. @param since YYYY-MM-DD, as a rule three years ago */
export function leadSamples(since: string): Query<LeadSample> {
  return { sql: `${SAMPLES} ORDER BY r.n DESC LIMIT 20000`, parameters: [since] };
}

/** The arrivals of one supplier since a day. */
export function leadSamplesOf(supplier: string, since: string): Query<LeadSample> {
  return {
    sql: `SELECT o.supplier, o.id AS "order", o.sent_on AS sentOn, r.arrived_on AS arrivedOn,
            CAST(julianday(r.arrived_on) - julianday(o.sent_on) AS INTEGER) AS days
          FROM orders AS o INDEXED BY orders_sent_on JOIN receipts AS r ON r.order_id = o.id
          WHERE o.supplier = ? AND o.sent_on IS NOT NULL AND r.state = 'booked' AND r.arrived_on >= ?
          ORDER BY r.n DESC LIMIT 2000`,
    parameters: [supplier, since],
  };
}

/** Lead times as measured over the last three years, by supplier. @param today YYYY-MM-DD */
export async function leadTimesBySupplier(db: Database, today: string): Promise<Map<string, LeadTimes>> {
  const days = new Map<string, number[]>();
  for (const sample of await db.all(leadSamples(threeYearsBefore(today)))) {
    const known = days.get(sample.supplier);
    if (known) known.push(sample.days);
    else days.set(sample.supplier, [sample.days]);
  }
  return new Map([...days].map(([supplier, list]) => [supplier, leadTimesOf(list)]));
}

export function threeYearsBefore(today: string): string {
  return `${Number(today.slice(0, 4)) - 3}${today.slice(4) === '-02-29' ? '-02-28' : today.slice(4)}`;
}

/** What is on order of each part: ordered, not yet received, not cancelled, of orders approved or sent. */
export function onOrderByPart(parts?: readonly string[]): Query<{ part: string; onOrder: number }> {
  const only = parts ? 'AND l.part IN (SELECT value FROM json_each(?))' : '';
  return {
    sql: `SELECT l.part, sum(l.quantity - l.received - l.cancelled) AS onOrder
          FROM orders AS o CROSS JOIN order_lines AS l ON l.order_id = o.id
          WHERE o.state IN ('approved', 'sent') AND l.quantity > l.received + l.cancelled ${only} GROUP BY l.part`,
    parameters: parts ? [JSON.stringify(parts)] : [],
  };
}
