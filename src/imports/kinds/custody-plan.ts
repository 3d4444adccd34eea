import type { Ctx } from '../../context.ts';
import { repairNumber } from '../../repairs/rules.ts';
import type { Options, Problem, ReadRow, RowPlan } from '../kind.ts';
import { noonOf } from '../values-dates.ts';
import { type HeldDevice, heldDevices, holderNames, slotsTaken } from './custody-queries.ts';
import { devicesNamed } from './device-queries.ts';
import { type Places, placesFor } from './location-plan.ts';
import type { KnownPlace } from './location-queries.ts';
import { type PeopleFound, peopleFor } from './person-of.ts';

/** Who has a device and whom it is issued to. */
export interface Held {
  location: string;
  top: string;
  person: string | null;
  slot: number | null;
  dueOn: string | null;
}

export interface CustodyPlan {
  device: string;
  home: string;
  to: Held;
  /** null where whom it is issued to stays */
  issue: { person: string | null; location: string | null; slot: number | null } | null;
  since: string;
  was: HeldDevice;
}

interface Known {
  devices: ReadonlyMap<string, HeldDevice>;
  tags: ReadonlyMap<string, string>;
  serials: ReadonlyMap<string, string>;
  people: PeopleFound;
  places: Places;
  taken: Map<string, { device: string; tag: string }>;
  names: ReadonlyMap<string, string>;
  now: string;
  today: string;
}

const GONE: Readonly<Record<string, string>> = {
  lost: 'It is reported lost: say first where it was found',
  stolen: 'It is reported stolen: say first where it was found',
  disposed: 'It is disposed of',
};

/** Who has which device, by a file. Nothing is written. */
export async function planCustody(ctx: Ctx, rows: readonly ReadRow[], options: Options): Promise<RowPlan[]> {
  const all = (name: string) => [...new Set(rows.map((row) => row.values[name] ?? '').filter(Boolean))];
  const [tags, serials] = await ctx.db.read(
    devicesNamed('tag', all('tag')),
    devicesNamed('serial', all('serial')),
  );
  const people = await peopleFor(ctx, [...all('person'), ...all('email')], options.source);
  const places = await placesFor(ctx, all('location'), options.source);
  const ids = [...new Set([...tags, ...serials].map((row) => row.device))];
  const devices = await ctx.db.all(heldDevices(ids));
  const carts = all('location').flatMap((text) => places.named(text).map((place) => place.id));
  const holders = devices.flatMap((one) => [
    one.holder,
    one.place,
    one.assignedPerson,
    one.assignedLocation,
    one.home,
  ]);
  const sites = [...all('person'), ...all('email')].flatMap((text) => {
    const person = people.named(text);
    return person && person !== 'several' ? [person.id, person.site] : [];
  });
  const named = [...new Set([...holders, ...sites, ...carts].flatMap((id) => id ?? []))];
  const [taken, names] = await ctx.db.read(slotsTaken(carts), holderNames(named));
  const known: Known = {
    devices: new Map(devices.map((device) => [device.id, device])),
    tags: new Map(tags.map((row) => [row.value, row.device])),
    serials: new Map(serials.map((row) => [row.value, row.device])),
    people,
    places,
    taken: new Map(taken.map((row) => [`${row.location} ${row.slot}`, row])),
    names: new Map(names.map((row) => [row.id, row.name])),
    now: ctx.now,
    today: ctx.today,
  };
  return rows.map((row) => planOne(row, known, options));
}

function planOne(row: ReadRow, known: Known, options: Options): RowPlan {
  const { values } = row;
  const problems: Problem[] = [...row.problems];
  const say = (field: string, message: string) => void problems.push({ field, message });
  const device = deviceOf(row, known, options, say);
  const person = personOf(row, known, say);
  const place = placeOf(row, known, say);
  if (!person && !place && problems.length === 0) say('person', 'Neither a person nor a place');
  if (device && GONE[device.state]) say('tag', GONE[device.state] ?? '');
  if (device?.repair)
    say('tag', `It is in repair (${repairNumber(device.repair)}): hand it back there, or take this row out`);
  const slot = values.slot ? Number(values.slot) : null;
  if ((values.since ?? '') > known.today) say('since', 'Not after today');
  const since = values.since ? noonOf(values.since, known.now) : known.now;
  const seat = place && slot !== null ? known.taken.get(`${place.id} ${slot}`) : undefined;
  if (seat && device && seat.device !== device.id)
    say('slot', `Slot ${slot} is ${seat.tag || 'another device'}'s`);
  if (slot !== null && place && (slot < 1 || slot > (place.slots ?? 200)))
    say('slot', `${place.name} has no slot ${slot}`);
  if (problems.length > 0 || !device) return { nr: row.nr, does: 'reject', problems };
  const at = place ?? siteOf(person?.site ?? device.home);
  const to: Held = {
    location: at.id,
    top: at.top,
    person: person?.id ?? null,
    slot: person ? null : slot,
    dueOn: values.due_on || null,
  };
  const issue = issueOf(person?.id ?? null, place, slot, to.dueOn);
  if (device.state === 'retired' && (person || issue))
    return {
      nr: row.nr,
      does: 'reject',
      problems: [{ field: 'tag', message: 'It is retired: take it into service first' }],
    };
  const keys = [`device:${device.id}`];
  const held = device.place === to.location && device.holder === to.person && device.dueOn === to.dueOn;
  const issued =
    !issue ||
    (issue.person === device.assignedPerson &&
      issue.location === device.assignedLocation &&
      issue.slot === device.slot);
  if (held && issued) return { nr: row.nr, does: 'same', keys, thing: device.id };
  const data: CustodyPlan = {
    device: device.id,
    home: device.home,
    to,
    issue: issued ? null : issue,
    since,
    was: device,
  };
  if (issue?.slot) keys.push(`slot:${at.name ?? at.id} ${issue.slot}`);
  return {
    nr: row.nr,
    does: 'change',
    keys,
    thing: device.id,
    fields: fieldsOf(data, known),
    makes: [],
    data,
  };
}

function fieldsOf({ to, issue, was }: CustodyPlan, known: Known) {
  const name = (id: string | null) => (id === null ? '' : (known.names.get(id) ?? known.places.called(id)));
  const at = (slot: number | null) => (slot === null ? '' : `, slot ${slot}`);
  const pairs: [string, string, string][] = [
    ['Who has it', name(was.holder), name(to.person)],
    ['Where it is', name(was.place), name(to.location)],
    ['Due back', was.dueOn ?? '', to.dueOn ?? ''],
  ];
  if (issue)
    pairs.push([
      'Issued to',
      `${name(was.assignedPerson ?? was.assignedLocation)}${at(was.slot)}`,
      `${name(issue.person ?? issue.location)}${at(issue.slot)}`,
    ]);
  return pairs
    .filter(([, from, now]) => from !== now)
    .map(([field, from, now]) => ({ field, from, to: now }));
}

type Say = (field: string, message: string) => void;

function deviceOf(row: ReadRow, known: Known, options: Options, say: Say): HeldDevice | null {
  const { tag = '', serial = '' } = row.values;
  const by: Readonly<Record<string, string | undefined>> = {
    tag: known.tags.get(tag),
    serial: known.serials.get(serial),
  };
  if (by.tag && by.serial && by.tag !== by.serial) {
    say('tag', `${tag} and ${serial} are two devices here`);
    return null;
  }
  const found = options.match.map((key) => by[key]).find((id) => id !== undefined);
  const device = known.devices.get(found ?? '') ?? null;
  if (!device && !row.problems.some(({ field }) => field === 'tag' || field === 'serial'))
    say(tag ? 'tag' : 'serial', `There is no device ${tag || serial || 'without tag and serial'}`);
  return device;
}

function personOf(row: ReadRow, known: Known, say: Say) {
  const { person = '', email = '' } = row.values;
  for (const [field, text] of [
    ['person', person],
    ['email', email],
  ] as const) {
    const found = text === '' ? null : known.people.named(text);
    if (found === 'several') {
      say(field, `Several people are called ${text}: give their id`);
      return null;
    }
    if (found && found.active === 0) say(field, `${text} has left`);
    if (found) return found;
  }
  if (person || email)
    say(person ? 'person' : 'email', `There is no person ${person || email}: bring in people first`);
  return null;
}

function placeOf(row: ReadRow, known: Known, say: Say): KnownPlace | null {
  const text = row.values.location ?? '';
  if (text === '') return null;
  const found = known.places.abroad(text);
  const called = (found ? [found] : known.places.named(text)).filter((place) => place.retiredAt === null);
  if (called.length > 1) say('location', `Several places are called ${text}: give the code`);
  else if (!called[0]) say('location', `There is no place ${text}`);
  return called.length === 1 ? (called[0] ?? null) : null;
}

const siteOf = (id: string) => ({ id, top: id, name: undefined });

/** A loan and a visit to a place issue nothing; a person, a room and a cart keep what they are given. */
function issueOf(person: string | null, place: KnownPlace | null, slot: number | null, dueOn: string | null) {
  if (dueOn) return null;
  if (person) return { person, location: null, slot: null };
  if (place && (place.kind === 'room' || place.kind === 'cart'))
    return { person: null, location: place.id, slot };
  return null;
}
