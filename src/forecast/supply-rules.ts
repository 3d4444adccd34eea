import type { LeadDay } from './horizon-rules.ts';
import type { OfferRow, OrderedRow, SupplierRow } from './plan-queries.ts';
import type { Offer } from './plan-rules.ts';

/** Measured days count within these: none at all, or more than a year, is a mistake of the books. */
const SHORTEST = 1;
const LONGEST = 365;
/** What the other suppliers of the same kind weigh, in arrivals of one's own. */
const PRIOR = 4;
/** Of a promise: it is kept, or late by so much. */
const PROMISED: readonly (readonly [times: number, weight: number])[] = [
  [0.8, 1],
  [1, 4],
  [1.4, 2],
  [2, 1],
];
/** Where nothing is known: two to six weeks. */
const UNKNOWN: readonly LeadDay[] = [
  { days: 14, weight: 1 },
  { days: 21, weight: 2 },
  { days: 42, weight: 1 },
];
/** As many points stand for a supplier's lead times: a plan adds up a distribution for each. */
const POINTS = [0.1, 0.3, 0.5, 0.7, 0.9] as const;

/**
 * Lead times of each supplier: those measured, shrunk to what their kind takes and to what they promise.
 * @param measured days of each arrival by supplier; 0 and more than 365 are left out
 */
export function leadTimes(
  suppliers: readonly SupplierRow[],
  measured: ReadonlyMap<string, readonly number[]>,
): Map<string, LeadDay[]> {
  const sound = (id: string) => (measured.get(id) ?? []).filter((n) => n >= SHORTEST && n <= LONGEST);
  const byKind = new Map<string, number[]>();
  for (const { id, kind } of suppliers) byKind.set(kind, [...(byKind.get(kind) ?? []), ...sound(id)]);
  return new Map(
    suppliers.map((supplier) => {
      const own = sound(supplier.id).map((days) => ({ days, weight: 1 }));
      const prior = priorOf(supplier, byKind.get(supplier.kind) ?? []);
      const total = prior.reduce((sum, { weight }) => sum + weight, 0);
      const pulled = prior.map(({ days, weight }) => ({ days, weight: (PRIOR * weight) / total }));
      return [supplier.id, few([...own, ...pulled])];
    }),
  );
}

function priorOf({ leadDays }: SupplierRow, kind: readonly number[]): readonly LeadDay[] {
  if (leadDays !== null)
    return PROMISED.map(([times, weight]) => ({ days: Math.max(1, Math.round(leadDays * times)), weight }));
  if (kind.length >= 3) return kind.map((days) => ({ days, weight: 1 }));
  return UNKNOWN;
}

/** A few points in place of many: the means of equal shares would hide the late ones less than this does. */
function few(days: readonly LeadDay[]): LeadDay[] {
  const sorted = [...days].sort((a, b) => a.days - b.days);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  return POINTS.map((p) => {
    let sum = 0;
    const at = sorted.find(({ weight }) => {
      sum += weight;
      return sum >= p * total - 1e-9;
    });
    return { days: at?.days ?? 0, weight: 1 / POINTS.length };
  });
}

/** Everything that can be had of a thing. */
export function offersOf(rows: readonly OfferRow[], leads: ReadonlyMap<string, readonly LeadDay[]>): Offer[] {
  return rows.map((row) => ({ ...row, lead: (row.supplier && leads.get(row.supplier)) || [] }));
}

/**
 * What is on its way, by days from now. What has no day is expected as its supplier usually takes; what is
 * late counts as coming, with days below zero.
 */
export function arrivalsOf(
  rows: readonly OrderedRow[],
  leads: ReadonlyMap<string, readonly LeadDay[]>,
  daysUntil: (day: string) => number,
): { days: number; quantity: number }[] {
  return rows
    .filter(({ drafted }) => drafted === 0)
    .map(({ expectedOn, sentOn, supplier, quantity }) => {
      if (expectedOn) return { days: daysUntil(expectedOn), quantity };
      const usual = middle((supplier && leads.get(supplier)) || UNKNOWN);
      return { days: sentOn ? Math.max(0, daysUntil(sentOn) + usual) : usual, quantity };
    });
}

function middle(days: readonly LeadDay[]): number {
  const sorted = days.map((one) => one.days).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 21;
}

/** A district that never stripped a device is believed to strip one in ten, as surely as five devices say. */
const YIELD = { taken: 0.5, left: 4.5 };
/** z of the 15th percentile. */
const Z15 = -1.0364;

/**
 * How many of a thing will come out of retired devices, at the 15th percentile: as many of them as were
 * stripped of it in the past, by a beta-binomial (its normal approximation).
 * @param donors retired devices that still hold one
 * @param taken of the devices ever retired, those that gave one; @param ever how many those are
 */
export function harvestToCome(donors: number, taken: number, ever: number): number {
  if (donors <= 0) return 0;
  const a = YIELD.taken + taken;
  const b = YIELD.left + Math.max(0, ever - taken);
  const share = a / (a + b);
  const variance = donors * share * (1 - share) * (1 + (donors - 1) / (a + b + 1));
  return Math.max(0, Math.floor(donors * share + Z15 * Math.sqrt(variance)));
}
