/** Locations, people, bins and logins of the demo. */
import type { NewUser } from '../accounts/forms.ts';
import { createUser } from '../accounts/users.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { record } from '../history/record.ts';
import { createLocation } from '../locations/actions.ts';
import { insertPerson } from '../people/changes.ts';
import { GRADES } from '../people/forms.ts';
import { writeSetting } from '../settings/changes.ts';
import { createBin } from '../stock/catalog-actions.ts';
import type { Stage } from './demo-stage.ts';
import { type CastKey, castKey, demoSettings } from './district.ts';
import type { PlanLogin, PlanPerson } from './plan-types.ts';

/** So many people are entered at once, as from a roster. */
const ROSTER = 100;

/** @param hash of the cast's password, by `hashPassword` */
export async function playPlaces(stage: Stage, hash: string): Promise<void> {
  const { plan } = stage;
  const at = plan.startsAt;
  for (const { code, name, kind, siteKind, parent, ...more } of plan.locations()) {
    const lies = parent === null ? null : stage.place(parent);
    const form = { code, name, kind, siteType: siteKind, parent: lies?.id ?? null, note: '', ...more };
    const { id } = await createLocation(stage.ctx(null, at), form);
    stage.places.set(code, { id, top: lies?.top ?? id });
  }
  let roster: PlanPerson[] = [];
  for (const person of plan.people()) {
    roster.push(person);
    if (roster.length < ROSTER) continue;
    await enter(stage, roster);
    roster = [];
  }
  await enter(stage, roster);
  for (const { code, name, location } of plan.bins()) {
    // Its keeper is told with the login: who drives the vehicle.
    const form = { code, name, location: stage.place(location).id, keeper: null };
    stage.bins.set(code, (await createBin(stage.ctx(stage.by('manager'), at), form)).id);
  }
  await playLogins(stage, hash);
}

// One commit for many people; each with the rows and the line of history that the form would make.
async function enter(stage: Stage, roster: readonly PlanPerson[]): Promise<void> {
  const ctx = stage.ctx(null, stage.plan.startsAt);
  await commit(
    ctx,
    null,
    roster.map((person) => {
      const { kind, externalId, given, family, title, email } = person;
      const id = newId();
      stage.people[person.index] = id;
      const site = stage.place(person.site).id;
      const grade = GRADES.find((one) => one === person.grade) ?? null;
      const form = {
        givenName: given,
        familyName: family,
        externalId,
        email: email ?? '',
        title,
        site,
        grade,
      };
      return [
        insertPerson(id, { kind, ...form }, ctx.now),
        record({
          thing: id,
          kind: 'person',
          verb: 'created',
          site,
          data: { kind, site, grade },
          first: true,
        }),
      ];
    }),
  );
}

async function playLogins(stage: Stage, hash: string): Promise<void> {
  const emails = new Map<CastKey, string>();
  for (const login of stage.logins.values()) {
    const { email } = stage.plan.person(login.person);
    const key = castKey(login);
    const first = !emails.has(key);
    if (email === null) continue;
    if (first) emails.set(key, email);
    const form = userForm(stage, login, email);
    await createUser(stage.ctx(null, stage.plan.startsAt), form, first ? { hash } : {});
  }
  const settings = demoSettings(emails).filter(([name]) => name.startsWith('demo'));
  const told = { thing: 'settings', kind: 'settings', verb: 'edited', data: { demo: true } };
  const changes = settings.map(([name, value]) => writeSetting(name, value));
  await commit(stage.ctx(null, stage.plan.startsAt), null, changes, record(told));
  await stage.readSettings();
}

function userForm(stage: Stage, { person, role, level, sites, bin }: PlanLogin, email: string): NewUser {
  const codes = (rank: string) => sites.flatMap((one) => (one.rank === rank ? [one.site] : []));
  const contact = role === 'contact';
  return {
    person: stage.person(person),
    givenName: '',
    familyName: '',
    email,
    roles: [role],
    level: level === null ? null : `${level}`,
    contactSites: contact ? codes('main') : [],
    mainSites: contact ? [] : codes('main'),
    backupSites: contact ? [] : codes('backup'),
    bin: bin === null ? null : (stage.bins.get(bin) ?? null),
  };
}
