/** Locations, bins, people and logins of a made district. */
import type { Load } from './bulk-load.ts';
import { type CastKey, castKey, demoSettings } from './district.ts';
import type { PlanBin, PlanLocation, PlanLogin, PlanPerson } from './plan-types.ts';

/** @param hash of the cast's password, by `hashPassword` */
export function loadPlaces(load: Load, hash: string): void {
  const { plan } = load;
  for (const location of plan.locations()) loadLocation(load, location);
  for (const person of plan.people()) loadPerson(load, person);
  for (const bin of plan.bins()) loadBin(load, bin);
  loadLogins(load, hash);
}

function loadLocation(load: Load, location: PlanLocation): void {
  const { ids, plan, tables } = load;
  const id = ids.next();
  const { code, name, kind, siteKind, address, latitude, longitude, slots } = location;
  const at = plan.startsAt;
  const parent = location.parent === null ? null : load.place(location.parent);
  const top = parent?.top ?? id;
  const lies = parent?.id ?? null;
  tables.locations.add(id, code, name, kind, siteKind, lies, top, address, latitude, longitude, slots, at);
  tables.location_parents.add(ids.next(), id, lies, at);
  load.addPlace(code, { id, top });
  const data = { code, name, kind, parent: lies };
  load.first(id, { kind: 'location', verb: 'created', at, person: load.by('admin'), site: top, data });
}

function loadPerson(load: Load, person: PlanPerson): void {
  const { plan, tables } = load;
  const at = plan.startsAt;
  const id = load.people[person.index] as string;
  const { kind, externalId, given, family, title, email, grade, active } = person;
  const site = load.place(person.site).id;
  tables.people.add(
    id,
    externalId,
    kind,
    given,
    family,
    `${family}, ${given}`.toLowerCase(),
    email,
    title,
    site,
    grade,
    Number(active),
    at,
  );
  const chain = load.first(id, {
    kind: 'person',
    verb: 'created',
    at,
    person: load.by('admin'),
    site,
    data: { kind, site, grade },
  });
  const login = load.logins.get(person.index);
  if (login && email) loadLogin(load, login, person, (line) => load.records.add(chain, line));
}

function loadBin(load: Load, bin: PlanBin): void {
  const { ids, plan, tables } = load;
  const id = ids.next();
  const { code, name } = bin;
  const place = load.place(bin.location);
  const keeper = load.person(bin.keeper);
  tables.bins.add(id, code, name, place.id, keeper);
  load.bins.set(code, { id, site: place.top });
  const data = { code, name, location: place.id, keeper: null };
  const made = { kind: 'bin', verb: 'created', at: plan.startsAt, person: load.by('manager'), data };
  load.ledger.begin(code, load.first(id, made));
}

type Say = (line: Parameters<Load['first']>[1]) => void;

function loadLogin(load: Load, login: PlanLogin, person: PlanPerson, say: Say): void {
  const { ids, plan, tables } = load;
  const at = plan.startsAt;
  const id = load.people[person.index] as string;
  const { role, level } = login;
  tables.users.add(id, `${person.given} ${person.family}`, person.email, at, at);
  const sites = login.sites.map(({ site, rank }) => [load.place(site).id, rank] as const);
  const ranked = (wanted: string) => sites.flatMap(([site, rank]) => (rank === wanted ? [site] : []));
  const contact = role === 'contact';
  const grants = contact ? ranked('main').map((site) => [role, null, site]) : [[role, level, null]];
  for (const [, , site] of grants) tables.user_roles.add(ids.next(), id, role, level, site ?? null);
  if (!contact) for (const [site, rank] of sites) tables.person_sites.add(id, site, rank);
  const main = contact ? [] : ranked('main');
  const backup = contact ? [] : ranked('backup');
  const data = { roles: grants, main, backup, bin: null };
  say({ kind: 'user', verb: 'created', at, person: load.by('admin'), data });
}

/** The cast signs in: the first of each role and level. */
function loadLogins(load: Load, hash: string): void {
  const { ids, plan, tables } = load;
  const emails = new Map<CastKey, string>();
  for (const login of load.logins.values()) {
    const key = castKey(login);
    const { email } = plan.person(login.person);
    if (emails.has(key) || email === null) continue;
    emails.set(key, email);
    const id = load.person(login.person);
    tables.credentials.add(ids.next(), id, 'credential', id, hash, plan.startsAt, plan.startsAt);
  }
  for (const [name, value] of demoSettings(emails)) tables.settings.add(name, value);
}
