import type { AbcClass } from '../counts/rules.ts';
import { CLASSES, type ClassSum, ClassSums, classesOf } from './class-rules.ts';
import { type Open, OpenSteps } from './open-steps-rules.ts';
import type { PlanLine, Step } from './plan-rules.ts';

/** Lines of a run with their steps. */
export interface Planned {
  line: PlanLine;
  steps: readonly Step[];
  /** ordered or drafted since the run: those units are no longer to be ordered */
  since: number;
}

/** By money, by the share of wants that is to be met from the shelf, or by one for each class of value. */
export type Choice =
  | { by: 'budget'; cents: number }
  | { by: 'goal'; share: number }
  | { by: 'classes'; goals: Readonly<Record<AbcClass, number>>; shares: { a: number; b: number } };

/** What a supplier sends at the least, cents. */
export type Minimums = ReadonlyMap<string, { minimumCents: number; shippingCents: number }>;

export interface Take {
  units: number;
  cents: number;
  removed: number;
  met: number;
  /** repairs that would wait more if the last step were left out; null where nothing is ordered */
  last: Pick<Step, 'units' | 'removed'> | null;
}

export interface Cut {
  /** by thing; only lines of which something is ordered */
  takes: ReadonlyMap<string, Take>;
  cents: number;
  /** shipping of the suppliers that get an order */
  shippingCents: number;
  wants: number;
  short: number;
  /** suppliers whose order is below their minimum, with what it comes to */
  below: readonly { supplier: string; cents: number; minimumCents: number }[];
  /** where goals are set by class: what each comes to */
  classes: readonly ClassSum[];
}

/**
 * Marginal analysis: of all steps of all groups the one that returns most device-days per cent comes first,
 * until the budget is used up or the goal is met. A step comes only after the ones before it in its group.
 * Orders below a supplier's minimum are filled up with that supplier's next best steps where the budget holds
 * them; else, where nothing of it is urgent, they wait.
 */
export function cutPlan(planned: readonly Planned[], choice: Choice, minimums: Minimums): Cut {
  const byClass = choice.by === 'classes' ? classesOf(planned, choice.shares) : null;
  const cutting = new Cutting(planned, byClass);
  const most = choice.by === 'budget' ? choice.cents : Number.POSITIVE_INFINITY;
  const enough = ({ at, step }: Open): boolean => {
    if (choice.by === 'budget') return cutting.cents + step.cents > most;
    if (choice.by === 'goal') return cutting.short <= (1 - choice.share) * cutting.wants;
    return cutting.classes.reached((planned[at] as Planned).line.thing, choice.goals);
  };
  const open = new OpenSteps(planned);
  for (let best = open.first(); best; best = open.first()) {
    if (enough(best)) {
      // No goal is open again once it is met, and money for a step may still hold another group's.
      if (choice.by === 'goal') break;
      open.stop();
    } else {
      cutting.take(best);
      open.next();
    }
  }
  for (const [supplier, { minimumCents }] of minimums) {
    const total = cutting.bySupplier.get(supplier) ?? 0;
    if (total > 0 && total < minimumCents)
      cutting.fillUp(supplier, minimumCents, open.leftOf(supplier), most);
  }
  return cutting.done(minimums);
}

class Cutting {
  readonly takes = new Map<string, Take>();
  readonly bySupplier = new Map<string, number>();
  readonly wants: number;
  short = 0;
  cents = 0;
  readonly classes: ClassSums;
  readonly #planned: readonly Planned[];
  readonly #byClass: boolean;

  constructor(planned: readonly Planned[], byClass: ReadonlyMap<string, AbcClass> | null) {
    this.#planned = planned;
    this.#byClass = byClass !== null;
    this.classes = new ClassSums(byClass ?? new Map());
    this.wants = planned.reduce((sum, { line }) => sum + line.wants, 0);
    for (const { line, since, steps } of planned) {
      const short = line.short - already(steps, since);
      this.short += short;
      const own = this.classes.of(line.thing);
      own.lines++;
      own.wants += line.wants;
      own.short += short;
    }
  }

  take({ at, step }: Open): void {
    const line = this.#line(at);
    const taken = this.takes.get(line.thing);
    if (taken) {
      taken.units += step.units;
      taken.cents += step.cents;
      taken.removed += step.removed;
      taken.met += step.met;
      taken.last = step;
    } else this.takes.set(line.thing, { ...step, last: step });
    this.#spend(line, step.cents, step.met);
  }

  /** Takes more of what waits until the supplier's minimum is reached; else leaves the order for later. */
  fillUp(supplier: string, minimumCents: number, waiting: readonly Open[], most: number): void {
    const blocked = new Set<number>();
    const reached = () => (this.bySupplier.get(supplier) ?? 0) >= minimumCents;
    for (const open of waiting) {
      if (reached()) return;
      if (this.#line(open.at).offer?.supplier !== supplier || blocked.has(open.at)) continue;
      if (this.cents + open.step.cents > most) blocked.add(open.at);
      else this.take(open);
    }
    if (!reached()) this.#leave(supplier);
  }

  done(minimums: Minimums): Cut {
    const below = [];
    let shippingCents = 0;
    for (const [supplier, cents] of this.bySupplier) {
      if (cents === 0) continue;
      const { minimumCents = 0, shippingCents: shipping = 0 } = minimums.get(supplier) ?? {};
      shippingCents += shipping;
      if (cents < minimumCents) below.push({ supplier, cents, minimumCents });
    }
    const { takes, cents, wants } = this;
    const classes = this.#byClass ? CLASSES.map((abc) => this.classes.sums[abc]) : [];
    return { takes, cents, shippingCents, wants, short: Math.max(0, this.short), below, classes };
  }

  /** An order that is too small waits, but for what would run out meanwhile. */
  #leave(supplier: string): void {
    const own = this.#planned.flatMap(({ line }) => {
      const taken = line.offer?.supplier === supplier ? this.takes.get(line.thing) : undefined;
      return taken ? [{ line, taken }] : [];
    });
    if (own.some(({ line }) => line.marks.includes('out'))) return;
    for (const { line, taken } of own) {
      this.takes.delete(line.thing);
      this.#spend(line, -taken.cents, -taken.met);
    }
  }

  #spend({ thing, offer }: PlanLine, cents: number, met: number): void {
    this.cents += cents;
    this.short -= met;
    const own = this.classes.of(thing);
    own.cents += cents;
    own.short -= met;
    const supplier = offer?.supplier;
    if (supplier) this.bySupplier.set(supplier, (this.bySupplier.get(supplier) ?? 0) + cents);
  }

  #line(at: number): PlanLine {
    return (this.#planned[at] as Planned).line;
  }
}

/** What units ordered since the run meet. */
function already(steps: readonly Step[], since: number): number {
  let left = since;
  let met = 0;
  for (const step of steps) {
    if (left <= 0) break;
    met += step.met * Math.min(1, left / step.units);
    left -= step.units;
  }
  return met;
}
