/** The acts of one device's life, in the order of time. */
import { moment, text } from '../repairs/moment-rules.ts';
import type { Act } from './acts.ts';
import { Course } from './acts-repair.ts';
import type { DeviceLife, Holder, Place, PlanEvent, PlanRepair, PlanStep } from './plan-types.ts';

const MINUTE = 60_000;

type Item = { at: string; event: PlanEvent } | { at: string; repair: PlanRepair; step: PlanStep | null };

/** @param isStudent whether the person of that number is one: what a spare becomes when it is issued */
export function actsOf(life: DeviceLife, isStudent: (person: number) => boolean): Act[] {
  const items = itemsOf(life);
  const teller = new Teller(life, items, isStudent);
  for (const item of items) {
    if ('event' in item) teller.event(item.event);
    else if (item.step === null) teller.report(item.repair);
    else teller.step(item.repair, item.step);
  }
  return teller.acts;
}

// Sorting is stable: at one moment a report and a step come before the move that they cause.
function itemsOf({ events, repairs }: DeviceLife): Item[] {
  const items: Item[] = [];
  for (const repair of repairs) {
    items.push({ at: repair.reportedAt, repair, step: null });
    for (const step of repair.steps) items.push({ at: step.at, repair, step });
  }
  for (const event of events) items.push({ at: event.at, event });
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Follows where the device is and to whom it is issued, as the app would have it after each act. */
class Teller {
  readonly acts: Act[] = [];
  readonly #life: DeviceLife;
  readonly #items: readonly Item[];
  readonly #isStudent: (person: number) => boolean;
  #place: Place = { location: '', person: null, slot: null };
  #issued: Holder | null = null;
  #use: string;
  #course: Course | null = null;

  constructor(life: DeviceLife, items: readonly Item[], isStudent: (person: number) => boolean) {
    this.#life = life;
    this.#items = items;
    this.#isStudent = isStudent;
    this.#use = life.device.use;
  }

  event(event: PlanEvent): void {
    switch (event.what) {
      case 'move':
        this.#move(event);
        break;
      case 'issue':
        if (event.to === null && this.#issued !== null) this.#act(event, { do: 'end issue' });
        if (event.to !== null) this.#act(event, { do: 'issue', to: event.to });
        this.#issued = event.to;
        return;
      case 'use':
        if (event.use !== this.#use) this.#act(event, { do: 'use', use: event.use });
        this.#use = event.use;
        return;
      case 'state':
        this.#state(event);
        break;
      case 'identify':
        // A new serial is told with the work on the mainboard.
        if (event.kind === 'tag') this.#act(event, { do: 'tag', value: event.value });
    }
  }

  #state(event: PlanEvent & { what: 'state' }): void {
    const { state, reason, policeReport } = event;
    // Found is told by the move that comes with it.
    if (state === 'in_service') return;
    if (state === 'retired') {
      this.#act(event, { do: 'retire', why: whyRetired[reason] ?? 'other', reason });
      this.#issued = null;
    } else if (state === 'disposed') this.#act(event, { do: 'dispose', reason });
    else this.#act(event, { do: 'lose', state, reason, policeReport });
  }

  #move(event: PlanEvent & { what: 'move' }): void {
    const { to, why, repair } = event;
    if (why === 'registered') {
      this.#registered(event);
      return;
    }
    if (repair !== null && ofRepair.has(why)) return;
    const here = isAt(to, this.#place);
    if (why === 'into repair') {
      if (here) return;
      const place = to.location;
      const first = this.#place.person !== null;
      this.#act(event, first ? { do: 'check in', place, end: false } : { do: 'move', place, slot: null });
    } else if (why === 'found') this.#act(event, { do: 'find', place: to.location });
    else if (event.issue || to.person !== null) this.#goesOut(event);
    else if (why === 'collected')
      this.#act(event, { do: 'collect', place: to.location, end: event.issue === null });
    else if (why === 'returned') this.#act(event, { do: 'check in', place: to.location, end: false });
    else if (why === 'handed out')
      this.#act(event, {
        do: 'check out',
        to: { person: null, location: to.location, slot: to.slot },
        issue: false,
      });
    else this.#act(event, { do: 'move', place: to.location, slot: to.slot });
    this.#arrived(to, event.issue);
  }

  #goesOut(event: PlanEvent & { what: 'move' }): void {
    const { to, issue, dueOn } = event;
    if (dueOn !== null && to.person !== null) {
      this.#act(event, { do: 'lend', person: to.person, dueOn });
      return;
    }
    const holder: Holder =
      to.person !== null
        ? { person: to.person, location: null, slot: null }
        : { person: null, location: to.location, slot: to.slot };
    this.#act(event, { do: 'check out', to: holder, issue: Boolean(issue) });
    if (issue && this.#use === 'spare' && to.person !== null)
      this.#use = this.#isStudent(to.person) ? 'one_to_one' : 'staff';
  }

  // What is in hands from the start is written down first, then handed out.
  #registered(event: PlanEvent & { what: 'move' }): void {
    const { to, issue } = event;
    const { device } = this.#life;
    const place = issue || to.person !== null ? device.home : to.location;
    this.#act(event, { do: 'create', facts: device, place });
    this.#place = { location: place, person: null, slot: null };
    if (place === to.location && to.person === null && !issue) return;
    const at = this.#soon(event.at);
    this.#goesOut({ ...event, at });
    this.#arrived(to, issue);
  }

  #arrived(to: Place, issue: Holder | null | undefined): void {
    this.#place = to;
    if (issue !== undefined) this.#issued = issue;
  }

  report(repair: PlanRepair): void {
    this.#course = new Course(repair, this.#life.events);
    if (!repair.quick) this.#act({ at: repair.reportedAt, by: repair.reportedBy }, { do: 'report', repair });
  }

  step(repair: PlanRepair, step: PlanStep): void {
    const course = this.#course as Course;
    const goal = this.#goal();
    const handTo = step.do === 'close' && !isAt(step.to, goal) ? step.to.location : null;
    for (const act of course.acts(step, handTo)) this.#act(step, act);
    if (step.do === 'send') this.#place = { location: step.vendor, person: null, slot: null };
    if (step.do === 'receive') this.#place = { location: course.backAt, person: null, slot: null };
    if (step.do !== 'close' || repair.quick) return;
    if (step.outcome === 'not_worth') this.#issued = null;
    this.#place = step.to;
  }

  /** Where a device goes when its repair is closed: to whom or what it is issued, else home. */
  #goal(): Place {
    const { home } = this.#life.device;
    const issued = this.#issued;
    if (issued === null) return { location: home, person: null, slot: null };
    if (issued.person === null) return { location: issued.location, person: null, slot: issued.slot };
    return { location: home, person: issued.person, slot: null };
  }

  /** A minute later, but before anything else that happens to the device. */
  #soon(at: string): string {
    const later = text(moment(at) + MINUTE);
    let next = later;
    for (const { at: one } of this.#items) if (one > at && one < next) next = one;
    return next;
  }

  #act(when: { at: string; by: number }, act: Body): void {
    this.acts.push({ at: when.at, by: when.by, device: this.#life.device.index, ...act } as Act);
  }
}

function isAt(a: Place, b: Place): boolean {
  return a.location === b.location && a.person === b.person;
}

type Body = Act extends infer A ? (A extends Act ? Omit<A, 'at' | 'by' | 'device'> : never) : never;

/** Moves that the acts of a repair bring about themselves. */
const ofRepair = new Set(['to vendor', 'back from vendor', 'out of repair']);

const whyRetired: Readonly<Record<string, string>> = {
  'Not worth repair': 'damaged',
  'Updates end soon': 'updates',
  'Replaced by a newer device': 'surplus',
  'Too old': 'worn',
};
