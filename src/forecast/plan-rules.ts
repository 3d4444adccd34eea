import {
  type Ahead,
  demandOverLead,
  demandWithin,
  expectedWithin,
  type LeadDay,
  leadQuantile,
  runsOutAfter,
} from './horizon-rules.ts';
import { type Mixture, mean, pmf, quantile, shortage } from './mixture-rules.ts';

/** What a supplier asks for a part of the group. */
export interface Offer {
  /** null: nobody is known to sell it, and the price is the catalogue's */
  supplier: string | null;
  part: string;
  /** pieces that are sold together */
  pack: number;
  /** of one piece */
  unitCents: number;
  /** what they say they hold; null where they do not say */
  inStock: number | null;
  /** of one piece, before the price changed in the last months; null where it did not */
  previousCents: number | null;
  /** after this day it is no longer sold; null where nobody says so */
  lastOn: string | null;
  /** lead times from order to arrival, weighed */
  lead: readonly LeadDay[];
}

/** One group as a plan sees it. */
export interface Need extends Ahead {
  thing: string;
  /** in all bins, and between them */
  onHand: number;
  /** ordered, by days from now; late ones have 0 */
  arrivals: readonly { days: number; quantity: number }[];
  /** in orders that nobody has approved yet */
  drafted: number;
  /** what open repairs wait for */
  waiting: number;
  /** what will be harvested, at its 15th percentile */
  harvest: number;
  offers: readonly Offer[];
  /** devices that it fits, now and in each month ahead */
  devices: readonly number[];
}

export interface PlanSettings {
  /** days until the next order can be placed */
  review: number;
  /** of the demand of all its life that is bought for, where devices or the part end */
  lifeShare: number;
}

export const PLAN_DEFAULTS: PlanSettings = { review: 30, lifeShare: 0.8 };

/** One more pack, or some: what it costs, and the shortage that it removes. */
export interface Step {
  units: number;
  cents: number;
  /** repairs that would wait without it, on average, until the next order could be there */
  removed: number;
  /** of the wants between this order's arrival and the next one's, those that it meets from the shelf */
  met: number;
}

export interface PlanLine {
  thing: string;
  offer: Offer | null;
  /** in stock, on the way, drafted, awaited, to be harvested */
  onHand: number;
  coming: number;
  drafted: number;
  waiting: number;
  harvest: number;
  /** the next 60 days: mean, 10th and 90th percentile */
  sixty: readonly [mean: number, low: number, high: number];
  /** days from now; null beyond the horizon */
  runsOut: number | null;
  /** days from now after which the shelf is empty with a chance of one in five */
  needBy: number | null;
  /** days: lead time's median and ninetieth percentile */
  lead: readonly [median: number, ninetieth: number];
  /** expected units between this order's arrival and the next one's */
  wants: number;
  /** of them not met from the shelf when nothing is ordered */
  short: number;
  /** days that a device waits for a part that is short */
  delay: number;
  /** why less is ordered than the demand alone would ask for, or more */
  stop: Stop | null;
  marks: readonly Mark[];
}

export interface Stop {
  kind: 'leaving' | 'last buy';
  /** months ahead in which most of the devices have left */
  month: number | null;
  /** as many as will ever be used, at the share that is bought for */
  most: number;
}

/** Out before it can arrive; leaving; price jump; supplier late; last buy; nobody sells it; no price. */
export type Mark = 'out' | 'leaving' | 'price' | 'late' | 'last' | 'no supplier' | 'no price';

/** A price that rose by so much is pointed out. */
const JUMP = 1.15;
/** A further unit that is used with less than this chance before the next order is there waits for that one. */
const LEAST_CHANCE = 0.02;
const MOST_STEPS = 60;
const HORIZON_DAYS = 364;
const WITHOUT_SUPPLIER: readonly LeadDay[] = [{ days: 21, weight: 1 }];

/** The line of one group with its steps, the best first. */
export function planLine(need: Need, settings: PlanSettings): { line: PlanLine; steps: Step[] } {
  const offer = cheapest(need.offers);
  const lead = offer?.lead.length ? offer.lead : WITHOUT_SUPPLIER;
  const coming = need.arrivals.reduce((sum, { quantity }) => sum + quantity, 0);
  const now = need.onHand + need.harvest - need.waiting;
  const position = now + coming + need.drafted;
  const stop = stopOf(need, offer, settings.lifeShare);
  const until = demandOverLead(need, settings.review, lead);
  const before = demandOverLead(need, 0, lead);
  const median = leadQuantile(lead, 0.5);
  const runsOut = runsOutAfter(need, { now, arrivals: need.arrivals }, null, HORIZON_DAYS);
  const sixty = demandWithin(need, 60);
  const line: PlanLine = {
    thing: need.thing,
    offer,
    onHand: need.onHand,
    coming,
    drafted: need.drafted,
    waiting: need.waiting,
    harvest: need.harvest,
    sixty: [expectedWithin(need, 60), quantile(sixty, 0.1), quantile(sixty, 0.9)],
    runsOut,
    needBy: runsOutAfter(need, { now, arrivals: need.arrivals }, 0.8, HORIZON_DAYS),
    lead: [median, leadQuantile(lead, 0.9)],
    wants: mean(until) - mean(before),
    // What is short when the order arrives was short before: the order cannot help it.
    short: shortage(until, position) - shortage(before, position),
    delay: Math.round(median + settings.review / 2),
    stop,
    marks: marksOf(need, offer, runsOut, median, stop),
  };
  if (!offer) return { line, steps: [] };
  const wanted = stop?.kind === 'last buy' ? lifeOf(need) : until;
  const most = stop ? stop.most - position : null;
  return { line, steps: stepsOf({ wanted, until, before }, position, offer, most) };
}

/** The step that the last of so many units belongs to; null where none of them is in a step. */
export function stepAt(steps: readonly Step[], units: number): Step | null {
  let sum = 0;
  for (const step of steps) {
    sum += step.units;
    if (units > 0 && sum >= units) return step;
  }
  return null;
}

/** The cheapest that has stock; one without stock only where nobody has any; a known supplier before none. */
function cheapest(offers: readonly Offer[]): Offer | null {
  const rank = (offer: Offer) => (offer.supplier === null ? 2 : offer.inStock === 0 ? 1 : 0);
  const priced = offers.filter((offer) => offer.unitCents > 0);
  return (
    [...priced].sort(
      (a, b) => rank(a) - rank(b) || a.unitCents - b.unitCents || (a.part < b.part ? -1 : 1),
    )[0] ?? null
  );
}

/** Devices that leave take the demand with them: what is bought is to be used before. */
function stopOf(need: Need, offer: Offer | null, share: number): Stop | null {
  const [now = 0, ...ahead] = need.devices;
  const life = lifeOf(need);
  const gone = now > 0 ? ahead.findIndex((devices) => devices <= now / 4) : -1;
  if (gone >= 0) return { kind: 'leaving', month: gone + 1, most: quantile(life, share) };
  if (offer?.lastOn) return { kind: 'last buy', month: null, most: quantile(life, share) };
  return null;
}

/** As far as the run looks ahead. */
function lifeOf(need: Need): Mixture {
  return demandWithin(need, need.sums.length * 30.4375);
}

interface Demands {
  /** what steps are worth: until the next order could be there, or all that will ever be wanted */
  wanted: Mixture;
  until: Mixture;
  before: Mixture;
}

/** @param most units that may be bought at the most; null for as many as help */
function stepsOf(demands: Demands, position: number, offer: Offer, most: number | null): Step[] {
  const pack = Math.max(1, offer.pack);
  const highest = quantile(demands.wanted, 1 - LEAST_CHANCE);
  // Somebody waits for what is below zero: that is used in any case.
  const useful = Math.max(0, highest - position);
  const allowed = most === null ? useful : Math.min(useful, Math.max(0, most));
  const packs = Math.floor(allowed / pack) || (most === null && allowed > 0 ? 1 : 0);
  const each = Math.max(1, Math.ceil(packs / MOST_STEPS));
  const wanted = shortages(demands.wanted, position, packs * pack);
  const until = demands.wanted === demands.until ? wanted : shortages(demands.until, position, packs * pack);
  const before = shortages(demands.before, position, packs * pack);
  const steps: Step[] = [];
  for (let taken = 0; taken < packs; taken += each) {
    const some = Math.min(each, packs - taken);
    const [from, to] = [taken * pack, (taken + some) * pack];
    const less = (of: Float64Array) => (of[from] ?? 0) - (of[to] ?? 0);
    const removed = less(wanted);
    if (removed / (to - from) < LEAST_CHANCE / 4) break;
    steps.push({
      units: to - from,
      cents: (to - from) * offer.unitCents,
      removed,
      met: less(until) - less(before),
    });
  }
  return steps;
}

/** E[(D - position - k)+] for k = 0 ... more. */
function shortages(demand: Mixture, position: number, more: number): Float64Array {
  const out = new Float64Array(more + 1);
  const top = Math.max(0, position + more);
  const mass = pmf(demand, top);
  const expected = mean(demand);
  let below = 0;
  let sum = 0;
  // E[(D-s)+] = mean - s + sum over k < s of P(D <= k)
  const at = new Float64Array(top + 1);
  for (let s = 0; s <= top; s++) {
    at[s] = Math.max(0, expected - s + sum);
    below += mass[s] ?? 0;
    sum += below;
  }
  for (let k = 0; k <= more; k++) {
    const s = position + k;
    out[k] = s >= 0 ? (at[s] ?? 0) : expected - s;
  }
  return out;
}

function marksOf(
  need: Need,
  offer: Offer | null,
  runsOut: number | null,
  median: number,
  stop: Stop | null,
): Mark[] {
  const marks: Mark[] = [];
  if (runsOut !== null && runsOut < median) marks.push('out');
  if (need.arrivals.some(({ days }) => days < 0)) marks.push('late');
  if (stop) marks.push(stop.kind === 'leaving' ? 'leaving' : 'last');
  if (offer?.previousCents && offer.unitCents >= JUMP * offer.previousCents) marks.push('price');
  if (!offer) marks.push('no price');
  else if (offer.supplier === null) marks.push('no supplier');
  return marks;
}
