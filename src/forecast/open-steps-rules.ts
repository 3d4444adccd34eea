import type { Planned } from './cut-rules.ts';
import type { Step } from './plan-rules.ts';

export interface Open {
  /** of the group among all */
  at: number;
  step: Step;
  /** device-days that it returns per cent */
  worth: number;
}

/**
 * The steps of all groups, the one that returns most per cent first, and in each group one after the other: a
 * heap of groups by their next step, so that only steps that are looked at cost anything.
 */
export class OpenSteps {
  readonly #planned: readonly Planned[];
  readonly #heap: Open[] = [];
  /** of each group: the step that is next, and the worth of the one before */
  readonly #next: Int32Array;
  readonly #worth: Float64Array;

  constructor(planned: readonly Planned[]) {
    this.#planned = planned;
    this.#next = new Int32Array(planned.length);
    this.#worth = new Float64Array(planned.length).fill(Number.POSITIVE_INFINITY);
    for (const [at, { steps, since }] of planned.entries()) {
      // What was ordered since the run needs no step any more.
      let ordered = since;
      let next = 0;
      for (let step = steps[next]; step && ordered >= step.units; step = steps[next]) {
        ordered -= step.units;
        next++;
      }
      this.#next[at] = next;
      const open = this.#openOf(at);
      if (open) this.#heap.push(open);
    }
    for (let i = (this.#heap.length >> 1) - 1; i >= 0; i--) this.#sink(i);
  }

  first(): Open | undefined {
    return this.#heap[0];
  }

  /** The first one is taken: the next of its group stands in its place. */
  next(): void {
    const taken = this.#heap[0];
    if (!taken) return;
    this.#next[taken.at] = (this.#next[taken.at] ?? 0) + 1;
    this.#worth[taken.at] = taken.worth;
    const open = this.#openOf(taken.at);
    if (open) this.#heap[0] = open;
    this.#shrink(open !== null);
  }

  /** The first one's group takes no more. */
  stop(): void {
    this.#shrink(false);
  }

  /** All that was not taken of what a supplier sells, the best first. */
  leftOf(supplier: string): Open[] {
    const left: Open[] = [];
    for (const [at, { line, steps }] of this.#planned.entries()) {
      if (line.offer?.supplier !== supplier) continue;
      let worth = this.#worth[at] ?? 0;
      for (let i = this.#next[at] ?? 0; i < steps.length; i++) {
        worth = Math.min(worth, this.#worthOf(at, i));
        left.push({ at, step: steps[i] as Step, worth });
      }
    }
    return left.sort((a, b) => (before(a, b) ? -1 : 1));
  }

  #openOf(at: number): Open | null {
    const i = this.#next[at] ?? 0;
    const step = this.#planned[at]?.steps[i];
    // A later step is never worth more than an earlier one: then the order of all is theirs too.
    return step ? { at, step, worth: Math.min(this.#worth[at] ?? 0, this.#worthOf(at, i)) } : null;
  }

  #worthOf(at: number, i: number): number {
    const { line, steps } = this.#planned[at] as Planned;
    const step = steps[i] as Step;
    return (step.removed * line.delay) / Math.max(1, step.cents);
  }

  #shrink(replaced: boolean): void {
    if (!replaced) {
      const last = this.#heap.pop();
      if (last && this.#heap.length > 0) this.#heap[0] = last;
    }
    this.#sink(0);
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const moved = heap[from];
    if (!moved) return;
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const one = heap[left];
      const other = heap[left + 1];
      if (!one) break;
      const [child, open] = other && before(other, one) ? [left + 1, other] : [left, one];
      if (!before(open, moved)) break;
      heap[at] = open;
      at = child;
    }
    heap[at] = moved;
  }
}

function before(a: Open, b: Open): boolean {
  return a.worth > b.worth || (a.worth === b.worth && a.at < b.at);
}
