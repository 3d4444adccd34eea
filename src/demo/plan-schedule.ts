/** Where a device is meant to be over the years, broken or not: hand-out and collection, cart, desk, storage. */

import type { Use } from '../devices/forms.ts';
import { lossRates } from './data-faults.ts';
import type { FleetDevice, Slot } from './plan-fleet.ts';
import type { RepairContext } from './plan-repair.ts';
import type { Holder, MoveWhy, Place } from './plan-types.ts';
import { Random } from './random.ts';

/** A wanted change of place, or a loss. Moments are epoch milliseconds. */
export type Wish = {
  at: number;
  by: number;
  why: MoveWhy;
  to: Place;
  /** As in a move: to whom it is issued in the same step, null for no longer issued, undefined for no change. */
  issue?: Holder | null;
  /** In the same step it is for something else from now on. */
  use?: Use;
  loss?: 'lost' | 'stolen';
};

export const toPerson = (person: number): Holder => ({ person, location: null, slot: null });
export const toLocation = (location: string, slot: number | null): Holder => ({
  person: null,
  location,
  slot,
});
export const inRoom = (location: string): Place => ({ location, person: null, slot: null });

/** The wishes of a device for its own slot, from when it is there. */
export function scheduleOf(context: RepairContext, device: FleetDevice): Wish[] {
  const { slot, site, from } = device;
  const fresh = from > context.days.start;
  // What arrives within the plan is received at the depot and brought to the school before the year begins.
  const arrival: Wish[] = fresh
    ? [{ at: from, by: context.people.manager, why: 'registered', to: inRoom(site.depot) }]
    : [];
  const first = (to: Place, issue?: Holder): Wish[] =>
    fresh
      ? [...arrival, { at: brought(context, device), by: driver(context, device), why: 'moved', to, issue }]
      : [{ at: from, by: context.people.manager, why: 'registered', to, issue }];
  if (slot.retires < 0) return first(inRoom(site.storage));
  switch (slot.use) {
    case 'one_to_one': {
      if (fresh)
        return [
          ...first(inRoom(site.storage)),
          ...classYears(context, device, slot, brought(context, device)),
        ];
      const start = classYears(context, device, slot, from);
      return [...(start[0]?.at === from ? [] : first(inRoom(site.storage))), ...start];
    }
    case 'cart':
    case 'testing': {
      const cart = slot.cart ?? site.storage;
      const at: Place = { location: cart, person: null, slot: slot.place + 1 };
      const start = first(at, toLocation(cart, slot.place + 1));
      return slot.use === 'testing'
        ? start
        : [...start, ...cartYears(context, device, at, start.at(-1)?.at ?? from)];
    }
    case 'staff': {
      const person = context.people.firstOther[site.nth] as number;
      const holder = person + slot.place;
      return first({ location: site.code, person: holder, slot: null }, toPerson(holder));
    }
    case 'spare':
      return first(inRoom(slot.place % 4 === 3 ? site.depot : site.storage));
    default:
      return first(inRoom(site.desk));
  }
}

/**
 * Hand-out and collection of a place in a class track from `from` on. A student keeps the device through the
 * school's years, the next class gets it in August. Where the year is on at `from`, it is in hand at once.
 */
export function classYears(context: RepairContext, device: FleetDevice, slot: Slot, from: number): Wish[] {
  const { days, people, size } = context;
  const { site } = device;
  const by = people.contact(site);
  const random = new Random(size.seed, 'years', device.index);
  const out: Wish[] = [];
  let issued: number | null = null;
  for (const year of days.schoolYears) {
    const handOut = days.within(random.int(...year.handOut), random, 0.1, 0.9);
    const collect = days.within(random.int(...year.collect), random, 0.1, 0.9);
    if (collect <= from || handOut > days.end) continue;
    if (slot.retires > 0 && year.year >= slot.retires) break;
    const holder = people.holder(site, slot.track, slot.place, year.year);
    const inHand: Place = { location: site.code, person: holder, slot: null };
    const late = handOut <= from;
    out.push({
      at: late ? from : handOut,
      by,
      why: late && from === days.start ? 'registered' : 'handed out',
      to: inHand,
      issue: holder === issued ? undefined : toPerson(holder),
    });
    issued = holder;
    const last = slot.retires > 0 && year.year + 1 >= slot.retires;
    const keeps = !last && people.holder(site, slot.track, slot.place, year.year + 1) === holder;
    out.push({
      at: collect,
      by,
      why: 'collected',
      to: inRoom(site.storage),
      issue: keeps ? undefined : null,
    });
    if (!keeps) issued = null;
  }
  return out;
}

/** Carts are emptied into storage for the summer and filled again in August, device by device. */
function cartYears(context: RepairContext, device: FleetDevice, at: Place, from: number): Wish[] {
  const { days, people, size } = context;
  const by = people.contact(device.site);
  const random = new Random(size.seed, 'years', device.index);
  const out: Wish[] = [];
  for (const year of days.schoolYears) {
    const filled = days.within(random.int(...year.handOut), random, 0, 0.5);
    const emptied = days.within(random.int(...year.collect), random, 0, 0.5);
    if (filled > from) out.push({ at: filled, by, why: 'handed out', to: at });
    if (emptied > from) out.push({ at: emptied, by, why: 'collected', to: inRoom(device.site.storage) });
  }
  // Before the first summer it is where it was put: only a collection makes the next hand-out news.
  while (out[0]?.why === 'handed out') out.shift();
  return out;
}

/** A loss of a device in a student's hands, or null: few have one. */
export function lossOf(context: RepairContext, device: FleetDevice): Wish | null {
  const { days, size } = context;
  if (device.slot.use !== 'one_to_one' || device.slot.retires !== 0) return null;
  const random = new Random(size.seed, 'loss', device.index);
  const years = size.months / 12;
  const lost = random.chance(lossRates.lost * years);
  const stolen = !lost && random.chance(lossRates.stolen * years);
  if (!lost && !stolen) return null;
  const at = days.within(random.int(days.first, days.last), random);
  const by = context.people.contact(device.site);
  return { at, by, why: 'moved', to: inRoom(device.site.code), loss: lost ? 'lost' : 'stolen' };
}

/** When a device that arrived at the depot is brought to its school. */
function brought(context: RepairContext, device: FleetDevice): number {
  const random = new Random(context.size.seed, 'brought', device.index);
  return context.days.later(device.from, random.int(2, 7), random);
}

function driver(context: RepairContext, device: FleetDevice): number {
  return context.people.technician(device.site.technician);
}
