import type { AbcClass } from '../counts/rules.ts';
import { CLASSES, type ClassSum, classesOf, noClassSums } from './class-rules.ts';
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

/** Steps between two chances to answer a page. */
const SLICE = 1_000;

/**
 * Marginal analysis: of all steps of all groups the one that returns most device-days per cent comes first,
 * until the budget is used up or the goal is met. A step comes only after the ones before it in its group.
 * Orders below a supplier's minimum are filled up with that supplier's next best steps where the budget holds
 * them; else, where nothing of it is urgent, they wait.
 */
export function cutPlan(planned: readonly Planned[], choice: Choice, minimums: Minimums): Cut {
  const pieces = cutPieces(planned, choice, minimums);
  for (;;) {
    const step = pieces.next();
    if (step.done) return step.value;
  }
}

/** `cutPlan` for what goes on behind pages: yields between slices of a few milliseconds. */
export function* cutPieces(
  planned: readonly Planned[],
  choice: Choice,
  minimums: Minimums,
): Generator<void, Cut> {
  const cutting = new Cutting(planned, choice.by === 'classes' ? classesOf(planned, choice.shares) : null);
  const most = choice.by === 'budget' ? choice.cents : Number.POSITIVE_INFINITY;
  const enough = (at: number, step: Step): boolean => {
    if (choice.by === 'budget') return cutting.cents + step.cents > most;
    if (choice.by === 'goal') return cutting.short <= (1 - choice.share) * cutting.wants;
    const { abc, wants, short } = cutting.classOf[at] as ClassSum;
    return short <= (1 - choice.goals[abc]) * wants;
  };
  yield;
  const open = new OpenSteps(planned);
  yield;
  let looked = 0;
  for (let best = open.first(); best !== null; best = open.first()) {
    if (++looked % SLICE === 0) yield;
    const step = open.stepOf(best);
    if (enough(best, step)) {
      // No goal is open again once it is met, and money for a step may still hold another group's.
      if (choice.by === 'goal') break;
      open.stop();
    } else {
      cutting.take(best, step);
      open.next();
    }
  }
  for (const [supplier, { minimumCents }] of minimums) {
    const total = cutting.spentAt(supplier);
    if (total > 0 && total < minimumCents)
      cutting.fillUp(supplier, minimumCents, open.leftOf(supplier), most);
    yield;
  }
  return cutting.done(minimums);
}

/** What one supplier gets. */
interface Sum {
  cents: number;
}

/** Everything by the group's place among all: nothing is looked up by name while steps are taken. */
class Cutting {
  readonly wants: number;
  short = 0;
  cents = 0;
  /** of each group; empty where the plan is not cut by class */
  readonly classOf: readonly ClassSum[];
  readonly #planned: readonly Planned[];
  readonly #byClass: boolean;
  readonly #sums = noClassSums();
  readonly #takes: (Take | undefined)[];
  /** groups in the order of their first steps */
  readonly #order: number[] = [];
  readonly #supplierOf: readonly (Sum | undefined)[];
  readonly #suppliers = new Map<string, Sum>();

  constructor(planned: readonly Planned[], byClass: ReadonlyMap<string, AbcClass> | null) {
    this.#planned = planned;
    this.#byClass = byClass !== null;
    this.#takes = new Array<Take | undefined>(planned.length).fill(undefined);
    this.#supplierOf = planned.map(({ line }) => this.#supplier(line.offer?.supplier));
    this.classOf = byClass ? planned.map(({ line }) => this.#sums[byClass.get(line.thing) ?? 'C']) : [];
    this.wants = planned.reduce((sum, { line }) => sum + line.wants, 0);
    for (const [at, { line, since, steps }] of planned.entries()) {
      const short = line.short - already(steps, since);
      this.short += short;
      const own = this.classOf[at];
      if (!own) continue;
      own.lines++;
      own.wants += line.wants;
      own.short += short;
    }
  }

  take(at: number, step: Step): void {
    const taken = this.#takes[at];
    if (taken) {
      taken.units += step.units;
      taken.cents += step.cents;
      taken.removed += step.removed;
      taken.met += step.met;
      taken.last = step;
    } else {
      const { units, cents, removed, met } = step;
      this.#takes[at] = { units, cents, removed, met, last: step };
      this.#order.push(at);
    }
    this.#spend(at, step.cents, step.met);
  }

  spentAt(supplier: string): number {
    return this.#suppliers.get(supplier)?.cents ?? 0;
  }

  /** Takes more of what waits until the supplier's minimum is reached; else leaves the order for later. */
  fillUp(supplier: string, minimumCents: number, waiting: readonly Open[], most: number): void {
    const blocked = new Set<number>();
    for (const { at, step } of waiting) {
      if (this.spentAt(supplier) >= minimumCents) return;
      if (blocked.has(at)) continue;
      if (this.cents + step.cents > most) blocked.add(at);
      else this.take(at, step);
    }
    if (this.spentAt(supplier) < minimumCents) this.#leave(supplier);
  }

  done(minimums: Minimums): Cut {
    const below = [];
    let shippingCents = 0;
    // In the order in which their first steps came.
    for (const supplier of new Set(this.#order.map((at) => this.#line(at).offer?.supplier))) {
      const cents = supplier ? this.spentAt(supplier) : 0;
      if (!supplier || cents === 0) continue;
      const { minimumCents = 0, shippingCents: shipping = 0 } = minimums.get(supplier) ?? {};
      shippingCents += shipping;
      if (cents < minimumCents) below.push({ supplier, cents, minimumCents });
    }
    const takes = new Map<string, Take>();
    for (const at of this.#order) {
      const take = this.#takes[at];
      if (take) takes.set(this.#line(at).thing, take);
    }
    const { cents, wants } = this;
    const classes = this.#byClass ? CLASSES.map((abc) => this.#sums[abc]) : [];
    return { takes, cents, shippingCents, wants, short: Math.max(0, this.short), below, classes };
  }

  /** An order that is too small waits, but for what would run out meanwhile. */
  #leave(supplier: string): void {
    const own = this.#order
      .filter((at) => this.#takes[at] && this.#line(at).offer?.supplier === supplier)
      .sort((a, b) => a - b);
    if (own.some((at) => this.#line(at).marks.includes('out'))) return;
    for (const at of own) {
      const { cents = 0, met = 0 } = this.#takes[at] ?? {};
      this.#takes[at] = undefined;
      this.#spend(at, -cents, -met);
    }
  }

  #spend(at: number, cents: number, met: number): void {
    this.cents += cents;
    this.short -= met;
    const own = this.classOf[at];
    if (own) {
      own.cents += cents;
      own.short -= met;
    }
    const supplier = this.#supplierOf[at];
    if (supplier) supplier.cents += cents;
  }

  #supplier(id: string | null | undefined): Sum | undefined {
    if (!id) return undefined;
    const known = this.#suppliers.get(id);
    if (known) return known;
    const sum = { cents: 0 };
    this.#suppliers.set(id, sum);
    return sum;
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
