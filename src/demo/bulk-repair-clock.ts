/** When a repair is due, and the holds that stop its clock. */
import { calendarOf, dueAfterHold, dueFor } from '../repairs/due-rules.ts';
import type { HoldReason, Priority } from '../repairs/forms.ts';
import { dayIn } from '../web/day.ts';
import type { Load } from './bulk-load.ts';

export type Waiting = {
  reason: HoldReason;
  group: string | null;
  quantity: number | null;
  vendor: string | null;
};
type Hold = Waiting & { id: string; from: string; by: string | null };

export class Clock {
  dueAt: string | null = null;
  expectedOn: string | null = null;
  readonly #load: Load;
  readonly #repair: string;
  #hold: Hold | null = null;

  constructor(load: Load, repair: string) {
    this.#load = load;
    this.#repair = repair;
  }

  get reason(): HoldReason | null {
    return this.#hold?.reason ?? null;
  }

  start(priority: Priority, at: string): void {
    const { district, holidays } = this.#load;
    this.dueAt = dueFor(priority, at, district, holidays);
    this.expectedOn = dayIn(district.zone, this.dueAt);
  }

  wait(hold: Waiting, at: string, by: string | null): void {
    this.end(at);
    this.#hold = { id: this.#load.ids.next(), ...hold, from: at, by };
  }

  /** Work goes on, due as much later as the clock stood still. @returns what it waited for */
  resume(at: string): HoldReason | null {
    const { district, holidays } = this.#load;
    const hold = this.#hold;
    if (hold && this.dueAt !== null) {
      const due = dueAfterHold(this.dueAt, hold, at, calendarOf(district, holidays));
      const follows = this.expectedOn === null || this.expectedOn <= dayIn(district.zone, this.dueAt);
      if (follows) this.expectedOn = dayIn(district.zone, due);
      this.dueAt = due;
    }
    this.end(at);
    return hold?.reason ?? null;
  }

  /** Writes the hold, ended or (null) as it stands. */
  end(to: string | null): void {
    const h = this.#hold;
    if (!h) return;
    const { repair_holds: holds } = this.#load.tables;
    holds.add(h.id, this.#repair, h.reason, h.group, h.quantity, h.vendor, h.from, to, h.by);
    if (to !== null) this.#hold = null;
  }
}
