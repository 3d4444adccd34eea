/** All devices of one site over the plan's months, with the loaners and spares that stand in for the broken ones. */
import type { Fleet, FleetDevice } from './plan-fleet.ts';
import { type Life, leavesAt, liveThrough, type Need } from './plan-life.ts';
import type { SitePlace } from './plan-places.ts';
import type { RepairContext } from './plan-repair.ts';
import type { RepairTimes } from './plan-repair-times.ts';
import { classYears, inRoom, lossOf, scheduleOf, type Wish } from './plan-schedule.ts';
import type { DeviceLife, PlanEvent } from './plan-types.ts';
import { Random } from './random.ts';

/** Hours between a return and the next loan of the same loaner. */
const GAP = 3_600_000;
const LOAN_DAYS = 10;
/** Day loans of a loaner in a year; a guess. */
const DAY_LOANS = 14;

type Loaner = Life & { taken: { from: number; until: number }[] };

/** The lives of a site's devices, in the order of their numbers. One site is in memory at a time. */
export function* siteLives(
  context: RepairContext,
  fleet: Fleet,
  times: RepairTimes,
  site: SitePlace,
): Generator<DeviceLife> {
  const devices = [...fleet.site(site)];
  const live = (device: FleetDevice, wishes = wishesOf(context, device)): Life =>
    liveThrough(context, device, wishes, times.of(device, leavesAt(context, device)));
  const lives = new Map<number, Life>();
  const loaners: Loaner[] = [];
  const needs: (Need & { of: FleetDevice })[] = [];
  for (const device of devices) {
    if (device.slot.use === 'spare') continue;
    const life = live(device);
    lives.set(device.index, life);
    for (const need of life.needs) needs.push({ ...need, of: device });
    if (device.slot.use === 'loaner') loaners.push({ ...life, taken: [...life.busy, ...goneFrom(life)] });
  }
  needs.sort((a, b) => a.from - b.from);
  for (const need of needs) if (!need.forGood) lend(context, loaners, need, site);
  for (const loaner of loaners) dayLoans(context, loaner, site);

  const spares = devices.filter((device) => device.slot.use === 'spare');
  for (const need of needs) {
    if (!need.forGood) continue;
    const at = context.days.later(need.from, 1, new Random(context.size.seed, 'swap', need.of.index));
    const spare = spares.findIndex((device) => device.from < at);
    if (spare < 0 || at >= context.days.end) continue;
    const [device] = spares.splice(spare, 1) as [FleetDevice];
    lives.set(device.index, live(device, takingOver(context, device, need.of, at)));
  }
  for (const device of spares) lives.set(device.index, live(device));

  for (const device of devices) {
    const life = lives.get(device.index) as Life;
    const tag = device.laterTag === null ? [] : [retagged(context, device, device.laterTag)];
    const events = [...life.events, ...tag];
    events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    yield { device: device.device, events, repairs: life.repairs };
  }
}

function wishesOf(context: RepairContext, device: FleetDevice): Wish[] {
  const wishes = scheduleOf(context, device);
  const loss = lossOf(context, device);
  if (loss === null) return wishes;
  return [...wishes, loss].sort((a, b) => a.at - b.at);
}

/** The wishes of a spare that takes the place of a lost or retired device from `at` on. */
function takingOver(context: RepairContext, spare: FleetDevice, lost: FleetDevice, at: number): Wish[] {
  const years = classYears(context, spare, lost.slot, at);
  const [first, ...rest] = years;
  const before = scheduleOf(context, spare).filter((wish) => wish.at < at);
  if (first === undefined) return before;
  const swap: Wish = { ...first, why: first.at === at ? 'swapped' : first.why, use: 'one_to_one' };
  return [...before, swap, ...rest];
}

// A loaner goes to whoever had the device, and comes back when that is closed, or with the collection.
function lend(context: RepairContext, loaners: readonly Loaner[], need: Need, site: SitePlace): void {
  const { days, people, size } = context;
  const random = new Random(size.seed, 'loan', need.repair ?? 0);
  const session = days.session(days.dayOf(need.from));
  if (session === null || !random.chance(0.75)) return;
  const from = need.from + 600_000;
  const until = Math.min(need.until, days.open(session.collect[0]));
  if (until - from < 12 * GAP) return;
  const loaner = loaners.find((one) => one.device.from < from && isFree(one, from, until));
  if (!loaner) return;
  loaner.taken.push({ from, until });
  const by = people.contact(site);
  const index = loaner.device.index;
  const due = days.dates[days.dayOf(from) + LOAN_DAYS] ?? null;
  const move = { device: index, by, what: 'move' as const, repair: need.repair };
  const to = { location: site.code, person: need.person, slot: null };
  loaner.events.push({ ...move, at: days.iso(from), why: 'loan', to, dueOn: due });
  if (until < days.end)
    loaner.events.push({ ...move, at: days.iso(until), why: 'returned', to: inRoom(site.desk), dueOn: null });
}

// A loaner without a repair: for a student who forgot the own device, due the same day.
function dayLoans(context: RepairContext, loaner: Loaner, site: SitePlace): void {
  const { days, people, size } = context;
  const index = loaner.device.index;
  const random = new Random(size.seed, 'day loans', index);
  const by = people.contact(site);
  for (let left = random.poisson((DAY_LOANS * size.months) / 12); left > 0; left--) {
    const day = random.int(days.first + 1, days.last);
    const session = days.session(day);
    const from = days.within(day, random, 0.02, 0.2);
    const back = random.chance(0.04) ? day + 1 : day;
    const until = days.within(back, random, 0.8, 0.95);
    if (session === null || from < loaner.device.from + 10 * 24 * GAP || !isFree(loaner, from, until))
      continue;
    loaner.taken.push({ from, until });
    const to = { location: site.code, person: people.anyStudent(site, session.year, random), slot: null };
    const move = { device: index, by, what: 'move' as const, repair: null };
    const due = days.dates[day] as string;
    loaner.events.push({ ...move, at: days.iso(from), why: 'day loan', to, dueOn: due });
    if (until < days.end)
      loaner.events.push({
        ...move,
        at: days.iso(until),
        why: 'returned',
        to: inRoom(site.desk),
        dueOn: null,
      });
  }
}

// What is retired or lost is lent no more, and is back before.
function goneFrom({ events }: Life): { from: number; until: number }[] {
  const gone = events.find((event) => event.what === 'state');
  return gone ? [{ from: Date.parse(gone.at), until: Number.POSITIVE_INFINITY }] : [];
}

function isFree(loaner: Loaner, from: number, until: number): boolean {
  return loaner.taken.every((span) => span.until + GAP < from || until + GAP < span.from);
}

function retagged(context: RepairContext, device: FleetDevice, tag: string): PlanEvent {
  const { days, places, people, size } = context;
  const random = new Random(size.seed, 'retag', device.index);
  const at = days.within(random.int(Math.min(days.dayOf(device.from) + 1, days.last), days.last), random);
  const by = people.technician(places.technicians[device.site.technician]?.nth ?? 0);
  return {
    at: days.iso(Math.min(at, days.end - 1)),
    by,
    device: device.index,
    what: 'identify',
    kind: 'tag',
    value: tag,
  };
}
