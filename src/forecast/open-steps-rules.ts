import type { Planned } from './cut-rules.ts';
import type { Step } from './plan-rules.ts';

export interface Open {
  /** of the group among all */
  at: number;
  step: Step;
}

/**
 * The steps of all groups, the one that returns most per cent first, and in each group one after the other: a
 * heap of groups by their next step, so that only steps that are looked at cost anything. Kept as plain numbers,
 * since a plan is drawn again with every move of its slider.
 */
export class OpenSteps {
  readonly #planned: readonly Planned[];
  /** groups that still take steps: the first `size` of them are the heap */
  readonly #heap: Int32Array;
  #size = 0;
  /** of each group: the step that is next, and the device-days that it returns per cent */
  readonly #next: Int32Array;
  readonly #worth: Float64Array;

  constructor(planned: readonly Planned[]) {
    this.#planned = planned;
    this.#heap = new Int32Array(planned.length);
    this.#next = new Int32Array(planned.length);
    this.#worth = new Float64Array(planned.length).fill(Number.POSITIVE_INFINITY);
    for (let at = 0; at < planned.length; at++) {
      const { steps, since } = planned[at] as Planned;
      // What was ordered since the run needs no step any more.
      let ordered = since;
      let next = 0;
      for (let step = steps[next]; step && ordered >= step.units; step = steps[next]) {
        ordered -= step.units;
        next++;
      }
      this.#next[at] = next;
      if (this.#open(at)) this.#heap[this.#size++] = at;
    }
    for (let i = (this.#size >> 1) - 1; i >= 0; i--) this.#sink(i);
  }

  /** The group whose next step is the best; null where there is none. */
  first(): number | null {
    return this.#size > 0 ? (this.#heap[0] as number) : null;
  }

  /** The step that is next in a group that has one. */
  stepOf(at: number): Step {
    return (this.#planned[at] as Planned).steps[this.#next[at] as number] as Step;
  }

  /** The first one is taken: the next of its group stands in its place. */
  next(): void {
    const at = this.first();
    if (at === null) return;
    this.#next[at] = (this.#next[at] as number) + 1;
    if (this.#open(at)) this.#sink(0);
    else this.stop();
  }

  /** The first one's group takes no more. */
  stop(): void {
    if (this.#size === 0) return;
    this.#heap[0] = this.#heap[--this.#size] as number;
    this.#sink(0);
  }

  /** All that was not taken of what a supplier sells, the best first. */
  leftOf(supplier: string): Open[] {
    const left: (Open & { worth: number })[] = [];
    for (const [at, { line, steps }] of this.#planned.entries()) {
      if (line.offer?.supplier !== supplier) continue;
      let worth = this.#worth[at] as number;
      for (let i = this.#next[at] as number; i < steps.length; i++) {
        worth = Math.min(worth, worthOf(this.#planned[at] as Planned, i));
        left.push({ at, step: steps[i] as Step, worth });
      }
    }
    return left.sort((a, b) => b.worth - a.worth || a.at - b.at);
  }

  /** Whether the group has a next step; its worth is known from then on. */
  #open(at: number): boolean {
    const group = this.#planned[at] as Planned;
    const i = this.#next[at] as number;
    if (i >= group.steps.length) return false;
    // A later step is never worth more than an earlier one: then the order of all is theirs too.
    const worth = worthOf(group, i);
    if (worth < (this.#worth[at] as number)) this.#worth[at] = worth;
    return true;
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const worths = this.#worth;
    const size = this.#size;
    if (from >= size) return;
    const moved = heap[from] as number;
    const worth = worths[moved] as number;
    let at = from;
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      let group = heap[child] as number;
      let best = worths[group] as number;
      if (child + 1 < size) {
        const other = heap[child + 1] as number;
        const theirs = worths[other] as number;
        if (theirs > best || (theirs === best && other < group)) {
          child++;
          group = other;
          best = theirs;
        }
      }
      if (best < worth || (best === worth && group > moved)) break;
      heap[at] = group;
      at = child;
    }
    heap[at] = moved;
  }
}

/** Device-days that a step returns per cent. */
function worthOf({ line, steps }: Planned, i: number): number {
  const { removed, cents } = steps[i] as Step;
  return (removed * line.delay) / (cents > 1 ? cents : 1);
}
