import { Hono } from 'hono';
import { PersonForm } from '../../views/people/form.tsx';
import { PersonList } from '../../views/people/list.tsx';
import { PersonPage } from '../../views/people/page.tsx';
import { can, scopeOf } from '../accounts/permissions.ts';
import { siteChoices } from '../devices/list-choices-queries.ts';
import { NotFound } from '../errors.ts';
import { locationOptions } from '../locations/queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { createPerson, editPerson } from './actions.ts';
import { NewPerson, PERSON_KINDS, PersonEdit } from './forms.ts';
import {
  custodyOfPerson,
  devicesOfPerson,
  missingOfPerson,
  repairsOfPerson,
  sitesOfPerson,
} from './page-queries.ts';
import { findPerson, listPeople, personById, type Sees, seesPerson } from './queries.ts';

export const personRoutes = new Hono<AppEnv>();

const TAKEN = { 'people.external_id': ['externalId', 'Another person has this id'] } as const;

personRoutes.get('/people', allow('device.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const { site = '', kind = '', grade = '', show = '', q = '', cursor } = c.req.query();
  const scope = scopeFor(c, 'device.see');
  const sites = await db.all(siteChoices(scope));
  // A school's contact starts with the own school.
  const own = scope === 'all' ? '' : (sites[0]?.value ?? 'none');
  const filter = { site: site.slice(0, 60) || own, kind, grade, show, q: q.slice(0, 100), cursor };
  const found = await listPeople(db, filter, seesOf(c));
  return c.html(
    <PersonList
      frame={frameOf(c, 'people')}
      filter={filter}
      {...found}
      sites={sites}
      studentsToo={can(actor, 'student.see')}
      mayEdit={can(actor, 'person.edit')}
      mayCollect={can(actor, 'custody.change')}
    />,
  );
});

personRoutes.get('/people/new', allow('person.edit'), async (c) => {
  const kind = PERSON_KINDS.find((known) => known === c.req.query('kind')) ?? 'student';
  return c.html(await newForm(c, freshState({ kind, site: c.req.query('site') ?? '' })));
});

personRoutes.post('/people/new', allow('person.edit'), (c) =>
  submit(c, {
    schema: NewPerson,
    run: createPerson,
    done: ({ id }) => `/people/${id}?done=created`,
    again: (state) => newForm(c, state),
    taken: TAKEN,
  }),
);

personRoutes.get('/people/:id', allow('device.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const id = c.req.param('id');
  const [people, devices, repairs, custody, missing, sites] = await db.read(
    personById(id),
    devicesOfPerson(id),
    repairsOfPerson(id),
    custodyOfPerson(id),
    missingOfPerson(id),
    sitesOfPerson(id),
  );
  const person = people[0];
  if (!person || !seesPerson(seesOf(c), person)) throw new NotFound();
  return c.html(
    <PersonPage
      frame={frameOf(c, 'people')}
      person={person}
      devices={devices}
      repairs={repairs}
      custody={custody}
      missing={missing}
      sites={sites}
      mayEdit={can(actor, 'person.edit')}
      mayChange={can(actor, 'custody.change')}
      seesStock={can(actor, 'stock.see')}
      manages={can(actor, 'users.manage')}
    />,
  );
});

personRoutes.get('/people/:id/edit', allow('person.edit'), async (c) => {
  const person = await findPerson(c.var.ctx.db, c.req.param('id'), seesOf(c));
  const { version, active, ...rest } = person;
  const values = { ...asTyped(rest), ...(active === 1 ? { active: 'on' } : {}) };
  return c.html(await editForm(c, freshState(values, version)));
});

personRoutes.post('/people/:id/edit', allow('person.edit'), (c) =>
  submit(c, {
    schema: PersonEdit,
    run: (ctx, form) => editPerson(ctx, c.req.param('id'), form),
    done: ({ id }) => `/people/${id}?done=saved`,
    again: (state) => editForm(c, state),
    taken: TAKEN,
  }),
);

/** An auditor sees staff, a school's contact the own school. */
function seesOf(c: AppContext): Sees {
  const students = scopeOf(c.var.ctx.actor, 'student.see');
  return { students, staff: scopeFor(c, 'device.see') };
}

async function newForm(c: AppContext, state: FormState) {
  const kind = PERSON_KINDS.find((known) => known === state.values.kind) ?? 'student';
  const sites = await locationOptions(c.var.ctx.db, ['site']);
  return <PersonForm frame={frameOf(c, 'people')} state={state} kind={kind} sites={sites} />;
}

async function editForm(c: AppContext, state: FormState) {
  const { db } = c.var.ctx;
  const person = await findPerson(db, c.req.param('id') ?? '', seesOf(c));
  const sites = await locationOptions(db, ['site']);
  // After a conflict the form goes on from what is there now.
  const current = { ...state, version: state.version ?? person.version };
  return (
    <PersonForm
      frame={frameOf(c, 'people')}
      state={current}
      kind={person.kind}
      sites={sites}
      person={person}
    />
  );
}
