import type { Ctx } from '../../context.ts';
import { newId } from '../../db/id.ts';
import type { Options, Planned, Problem, ReadRow, RowPlan } from '../kind.ts';
import { plainName } from '../model-name-rules.ts';
import { type Facts, factsOf, fieldsOf, oversized } from './facts-rules.ts';
import { gradeOf } from './grade-rules.ts';
import { type Places, placesFor } from './location-plan.ts';
import type { KnownPlace } from './location-queries.ts';
import { PEOPLE_FACTS } from './people-columns.ts';
import { type KnownPerson, peopleAbroad, peopleNamed } from './people-queries.ts';
import { splitName } from './person-name-rules.ts';

/** A person who is made or changed, as `apply` takes it. */
export interface PersonPlan {
  id: string;
  facts: Facts;
  /** the name of a site that is made with them, '' for none */
  makeSite: string;
  external: string;
  /** what history says was done */
  verb: string;
  was: (Facts & { version: number }) | null;
}

interface Known {
  byId: ReadonlyMap<string, KnownPerson>;
  byEmail: ReadonlyMap<string, readonly KnownPerson[]>;
  abroad: ReadonlyMap<string, KnownPerson>;
  places: Places;
}

/** What rows of a file would do to people. Nothing is written. */
export async function planPeople(ctx: Ctx, rows: readonly ReadRow[], options: Options): Promise<RowPlan[]> {
  const all = (name: string) => [...new Set(rows.map((row) => row.values[name] ?? '').filter(Boolean))];
  const sourced = all('sourced_id');
  const [named, abroad] = await ctx.db.read(
    peopleNamed([...all('external_id'), ...sourced], all('email')),
    peopleAbroad(options.source, sourced),
  );
  const byEmail = new Map<string, KnownPerson[]>();
  for (const person of named) {
    const email = person.email?.toLowerCase() ?? '';
    if (email) byEmail.set(email, [...(byEmail.get(email) ?? []), person]);
  }
  const sites = [...all('main_site'), ...all('site')].flatMap((text) => [
    text,
    ...text.split(',').map((part) => part.trim()),
  ]);
  const known: Known = {
    byId: new Map(named.flatMap((person) => (person.external_id ? [[person.external_id, person]] : []))),
    byEmail,
    abroad: new Map(abroad.map((person) => [person.value, person])),
    places: await placesFor(ctx, sites, options.source),
  };
  return rows.map((row) => planOne(row, known, options));
}

function planOne(row: ReadRow, known: Known, options: Options): RowPlan {
  const { values } = row;
  const { sourced_id: sourced = '', email = '', status = '' } = values;
  const external = values.external_id || sourced;
  const problems: Problem[] = [...row.problems];
  const say = (field: string, message: string) => void problems.push({ field, message });
  const reject = (): RowPlan => ({ nr: row.nr, does: 'reject', problems });
  const left = (why: string): RowPlan => ({ nr: row.nr, does: 'left', why });
  if (values.kind === 'family') return left('A parent or guardian: Spudger keeps students and staff');
  const before = beforeOf({ external, sourced, email }, known, options, say);
  const gone = status === 'gone' || values.active === 'no';
  if (!before && gone && problems.length === 0) return left('Has left there, and is not known here');
  const old: Facts | null = before ? { ...before } : null;
  const grade = gradeOf(values.grade ?? '');
  if (grade === null) say('grade', `${values.grade ?? ''} is not a grade`);
  const kind = kindOf(values, before, grade, say);
  const said = factsOf(row, PEOPLE_FACTS, old);
  const names = namesOf(values, old);
  const site = siteOf(row, known.places, before, options, say);
  const taken = external === '' ? null : known.byId.get(external);
  const facts: Facts = {
    ...said,
    ...names,
    kind,
    external_id:
      external && (!taken || taken.id === before?.id)
        ? keptId(old, values, external)
        : (old?.external_id ?? null),
    grade: kind === 'staff' ? null : grade || (row.cleared.includes('grade') ? null : (old?.grade ?? null)),
    site: site.id || (site.make ? '' : (old?.site ?? null)),
    active: gone ? 0 : 1,
    sort_name: `${names.family_name}, ${names.given_name}`.toLowerCase(),
  };
  if (taken && taken.id !== before?.id) say('external_id', `${external} is another person's here`);
  if (names.given_name === '') say('given_name', 'The given name is missing');
  if (names.family_name === '') say('family_name', 'The family name is missing');
  if (kind === 'student' && !facts.site && !site.make && !problems.some(({ field }) => field === 'site'))
    say('site', 'A student belongs to a school');
  problems.push(...oversized(PEOPLE_FACTS, facts));
  if (problems.length > 0) return reject();
  return outcome(row.nr, { facts, old, before, site, sourced, external, email }, known);
}

/** An id that was typed here stays where the file only has its own. */
function keptId(old: Facts | null, values: ReadRow['values'], external: string): string {
  return !values.external_id && old?.external_id ? String(old.external_id) : external;
}

interface Found {
  facts: Facts;
  old: Facts | null;
  before: KnownPerson | null;
  site: { id: string; make: string };
  sourced: string;
  external: string;
  email: string;
}

function outcome(nr: number, x: Found, known: Known): RowPlan {
  const { facts, old, before, site, sourced } = x;
  const keys = [
    ...(x.external ? [`external id:${x.external}`] : []),
    ...(sourced ? [`their id:${sourced}`] : []),
    ...(x.external === '' && x.email ? [`e-mail:${x.email}`] : []),
    ...(before ? [`person:${before.id}`] : []),
  ];
  const linked = sourced === '' || known.abroad.get(sourced)?.id === before?.id;
  const fields = fieldsOf(PEOPLE_FACTS, old, facts);
  const word = (id: unknown) => (id ? known.places.called(String(id)) : '');
  if (site.make || facts.site !== (old?.site ?? null))
    fields.push({ field: 'Site', from: word(old?.site), to: site.make || word(facts.site) });
  if (old && facts.active !== old.active)
    fields.push({ field: 'Still there', from: old.active ? 'yes' : 'no', to: facts.active ? 'yes' : 'no' });
  if (before && fields.length === 0 && linked) return { nr, does: 'same', keys, thing: before.id };
  if (before && !linked) fields.push({ field: 'Their id', from: '', to: sourced });
  const moved = before && facts.active !== before.active;
  const data: PersonPlan = {
    id: before?.id ?? newId(),
    facts,
    makeSite: site.make,
    external: sourced,
    verb: !before ? 'created' : moved ? (facts.active ? 'came back' : 'left') : 'edited',
    was: before && old ? { ...old, sort_name: sortName(before), version: before.version } : null,
  };
  const planned: Planned = {
    nr,
    does: before ? 'change' : 'create',
    keys,
    thing: data.id,
    fields,
    makes: site.make ? [{ kind: 'location', name: site.make }] : [],
    data,
  };
  return before ? { ...planned, expects: before.version } : planned;
}

const sortName = (person: KnownPerson) => `${person.family_name}, ${person.given_name}`.toLowerCase();

type Say = (field: string, message: string) => void;

function beforeOf(
  row: { external: string; sourced: string; email: string },
  known: Known,
  options: Options,
  say: Say,
): KnownPerson | null {
  for (const key of options.match) {
    if (key === 'external_id' && row.external && known.byId.has(row.external))
      return known.byId.get(row.external) ?? null;
    if (key === 'sourced_id' && row.sourced && known.abroad.has(row.sourced))
      return known.abroad.get(row.sourced) ?? null;
    const called = key === 'email' && row.email ? (known.byEmail.get(row.email) ?? []) : [];
    if (called.length > 1) say('email', `Several people have the address ${row.email} here`);
    if (called[0]) return called[0];
  }
  return null;
}

function kindOf(
  values: ReadRow['values'],
  before: KnownPerson | null,
  grade: string | null,
  say: Say,
): string {
  const said = values.kind ?? '';
  if (before) {
    if (said && said !== before.kind)
      say('kind', `Is a ${before.kind === 'staff' ? 'staff member' : 'student'} here`);
    return before.kind;
  }
  if (said) return said;
  if (grade) return 'student';
  if (values.title) return 'staff';
  say('kind', 'Say whether these are students or staff');
  return 'student';
}

function namesOf(values: ReadRow['values'], old: Facts | null): { given_name: string; family_name: string } {
  const whole = splitName(values.full_name ?? '');
  return {
    given_name: values.preferred_name || values.given_name || whole.given || String(old?.given_name ?? ''),
    family_name: values.family_name || whole.family || String(old?.family_name ?? ''),
  };
}

function siteOf(
  row: ReadRow,
  places: Places,
  before: KnownPerson | null,
  options: Options,
  say: Say,
): { id: string; make: string } {
  const main = row.values.main_site ?? '';
  const text = row.values.site || main;
  if (text === '') return { id: '', make: '' };
  for (const part of [main, text, ...text.split(',').map((one) => one.trim())].filter(Boolean)) {
    const found = places.abroad(part);
    const called = found ? [found] : places.named(part).filter(isSite);
    const used = called.filter((place) => place.retiredAt === null || place.id === before?.site);
    if (used.length > 1) say('site', `Several places are called ${part}: give the code`);
    if (used[0]) return { id: used[0].top, make: '' };
  }
  if (options.create.includes('locations') && !looksLikeId(text)) return { id: '', make: text.slice(0, 120) };
  say('site', `There is no site ${text}: bring in the schools first`);
  return { id: '', make: '' };
}

const isSite = (place: KnownPlace) => place.kind === 'site';

/** A school that is only known by an id has no name to be made with. */
function looksLikeId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f-]{20,}$|^\d+$/i.test(text) || plainName(text) === '';
}
