/** The life of one device: its wishes and its repairs woven into one line of events. */

import type { DeviceState } from '../devices/forms.ts';
import type { FleetDevice, FleetPlace } from './plan-fleet.ts';
import { serialOf } from './plan-numbers.ts';
import { courseOf, type RepairContext } from './plan-repair.ts';
import type { DrawnRepair } from './plan-repair-times.ts';
import { inRoom, type Wish } from './plan-schedule.ts';
import type { Holder, Place, PlanEvent, PlanRepair } from './plan-types.ts';
import { Random } from './random.ts';

/** Somebody is without a device: for the time of a repair, or for good. */
export type Need = { from: number; until: number; person: number; repair: number | null; forGood: boolean };

export type Life = {
  device: FleetDevice;
  events: PlanEvent[];
  repairs: PlanRepair[];
  needs: Need[];
  /** Spans in which it was in repair. */
  busy: { from: number; until: number }[];
};

const WEEK = 7 * 86_400_000;

/** Weaves a device's wishes (in order) and drawn repairs; what would lie after the plan's end is left out. */
export function liveThrough(
  context: RepairContext,
  device: FleetDevice,
  wishes: readonly Wish[],
  drawn: readonly DrawnRepair[],
): Life {
  const { days } = context;
  const life: Life = { device, events: [], repairs: [], needs: [], busy: [] };
  const random = new Random(context.size.seed, 'life', device.index);
  const index = device.index;
  let place: Place = inRoom(device.site.storage);
  let holder: Holder | null = null;
  let next = 0;
  let gone = false;
  let free = 0;
  let boards = 0;

  const emit = (at: number, by: number, event: EventBody): void => {
    if (at < days.end) life.events.push({ at: days.iso(at), by, device: index, ...event });
  };
  const move = (
    at: number,
    by: number,
    why: Wish['why'],
    to: Place,
    repair: number | null,
    issue?: Holder | null,
  ): void =>
    emit(at, by, { what: 'move', why, to, ...(issue === undefined ? {} : { issue }), dueOn: null, repair });
  const state = (at: number, by: number, to: DeviceState, reason: string, policeReport = ''): void =>
    emit(at, by, { what: 'state', state: to, reason, policeReport });

  const follow = (wish: Wish): void => {
    if (wish.loss !== undefined) {
      lose(wish);
      return;
    }
    if (wish.issue !== undefined) holder = wish.issue;
    place = wish.to;
    move(wish.at, wish.by, wish.why, wish.to, null, wish.issue);
    if (wish.use !== undefined) emit(wish.at, wish.by, { what: 'use', use: wish.use });
  };

  // Only what is in somebody's hands gets lost; most of the lost ones stay so.
  const lose = (wish: Wish): void => {
    const person = place.person;
    if (person === null || wish.loss === undefined) return;
    const stolen = wish.loss === 'stolen';
    const police = stolen ? `P-${random.int(100, 999)}-${random.int(1000, 9999)}` : '';
    state(wish.at, wish.by, wish.loss, random.pick(stolen ? stolenReasons : lostReasons), police);
    gone = true;
    life.needs.push({ from: wish.at, until: days.end, person, repair: null, forGood: true });
    const back = days.later(wish.at, random.int(5, 60), random);
    emit(wish.at + 60_000, wish.by, { what: 'issue', to: null });
    holder = null;
    if (stolen || !random.chance(0.35)) return;
    state(back, wish.by, 'in_service', 'Found at the school');
    move(back, wish.by, 'found', inRoom(device.site.desk), null);
    emit(back + 60_000, context.people.manager, { what: 'use', use: 'spare' });
    place = inRoom(device.site.desk);
  };

  for (const repair of [...drawn, null]) {
    const until = repair?.at ?? days.end;
    while (!gone && next < wishes.length && (wishes[next] as Wish).at <= until)
      follow(wishes[next++] as Wish);
    if (repair === null || gone) break;
    if (repair.at <= free) continue;
    const course = courseOf(context, device, repair, place);
    free = course.freeAt + 3_600_000;
    life.busy.push({ from: repair.at, until: course.closedAt });
    const person = place.person;
    for (const { at, by, why, to } of course.moves)
      if (at <= course.closedAt) move(at, by, why, to, repair.number);
    // While it is in repair, only to whom it is issued changes; it goes where it is meant to be when it closes.
    while (next < wishes.length && (wishes[next] as Wish).at <= course.closedAt) {
      const wish = wishes[next++] as Wish;
      if (wish.loss !== undefined) continue;
      place = wish.to;
      if (wish.use !== undefined) emit(wish.at, wish.by, { what: 'use', use: wish.use });
      if (wish.issue === undefined) continue;
      holder = wish.issue;
      emit(wish.at, wish.by, { what: 'issue', to: wish.issue });
    }
    const retires = course.outcome === 'not_worth';
    if (retires) place = inRoom(device.site.storage);
    const home = place;
    const written = course.write(() => home);
    life.repairs.push(written);
    for (const { at, by, do: done } of written.steps) {
      const back = done === 'came back';
      if (course.quick || (done !== 'close' && !back)) continue;
      const ends = !back && retires && holder !== null;
      const to = back ? inRoom(device.site.desk) : home;
      life.events.push(repairMove(at, by, index, back, to, repair.number, ends));
    }
    if (course.newSerialAt !== null && device.device.serial !== null) {
      boards++;
      const serial = serialOf(device.model.maker, boards * context.size.devices + index, random);
      const worker = written.lines[0]?.doneBy ?? context.people.manager;
      emit(course.newSerialAt, worker, { what: 'identify', kind: 'serial', value: serial });
    }
    if (person !== null && !course.quick && !retires && course.closedAt - course.from > 86_400_000)
      life.needs.push({
        from: course.from,
        until: course.closedAt,
        person,
        repair: repair.number,
        forGood: false,
      });
    if (retires && course.closedAt < days.end) {
      gone = true;
      // A place in a class is taken over by a spare; staff get a new one in their own time.
      if (person !== null && holder !== null && device.slot.use === 'one_to_one')
        life.needs.push({ from: course.closedAt, until: days.end, person, repair: null, forGood: true });
      holder = null;
      retire(course.closedAt);
    }
  }
  if (device.slot.retires !== 0 && !gone) retire(Math.max(free, leavesAt(context, device)));
  life.events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return life;

  function retire(at: number): void {
    const { manager } = context.people;
    const later = days.later(at, random.int(1, 6), random);
    state(later, manager, 'retired', random.pick(retiredReasons));
    if (!random.chance(0.5)) return;
    const gone = days.later(later, random.int(20, 120), random);
    move(gone, manager, 'moved', inRoom('X3'), null);
    state(gone + 60_000, manager, 'disposed', 'Sold to the refurbisher');
  }
}

type EventBody = PlanEvent extends infer E
  ? E extends PlanEvent
    ? Omit<E, 'at' | 'by' | 'device'>
    : never
  : never;

/** When a device leaves the fleet for age, epoch milliseconds; the plan's end for one that stays. */
export function leavesAt(context: RepairContext, device: FleetPlace): number {
  const { retires } = device.slot;
  if (retires === 0) return context.days.end;
  if (retires < 0) return device.from;
  const last = context.days.schoolYears.find((year) => year.year === retires - 1);
  return last ? context.days.open(last.collect[1]) + WEEK : device.from;
}

function repairMove(
  at: string,
  by: number,
  device: number,
  into: boolean,
  to: Place,
  repair: number,
  ends: boolean,
): PlanEvent {
  const why = into ? 'into repair' : 'out of repair';
  return { at, by, device, what: 'move', why, to, ...(ends ? { issue: null } : {}), dueOn: null, repair };
}

const lostReasons = [
  'Left on the bus',
  'Not brought to collection',
  'Missing after a move',
  'Left in a locker',
];
const stolenReasons = ['Taken from a car', 'Taken from the gym', 'Break-in at the school'];
const retiredReasons = ['Not worth repair', 'Updates end soon', 'Replaced by a newer device', 'Too old'];
