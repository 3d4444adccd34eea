import type { Hono } from 'hono';
import { z } from 'zod';
import { scopeOf } from '../accounts/permissions.ts';
import { siteChoices } from '../devices/list-choices-queries.ts';
import { NotFound } from '../errors.ts';
import { optionalChoice, optionalText } from '../fields.ts';
import { createPerson, editPerson } from '../people/actions.ts';
import { GRADES, NewPerson, PERSON_KINDS, PersonEdit } from '../people/forms.ts';
import {
  custodyOfPerson,
  devicesOfPerson,
  missingOfPerson,
  repairsOfPerson,
  sitesOfPerson,
} from '../people/page-queries.ts';
import { listPeople, personById, type Sees, seesPerson } from '../people/queries.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { cents, Done, day, Made, time, truth } from './shapes.ts';

const tag = 'People';
const TAKEN = { 'people.external_id': ['externalId', 'Another person has this id'] } as const;
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';

const PersonLine = z
  .object({
    id: z.string(),
    externalId: z.string().nullable(),
    given: z.string(),
    family: z.string(),
    kind: z.enum(PERSON_KINDS),
    grade: z.string().nullable(),
    title: z.string(),
    siteName: z.string().nullable(),
  })
  .meta({ id: 'PersonLine' });

const Person = z
  .object({
    id: z.string(),
    externalId: z.string().nullable(),
    kind: z.enum(PERSON_KINDS),
    givenName: z.string(),
    familyName: z.string(),
    email: z.string().nullable(),
    title: z.string(),
    site: z.string().nullable(),
    siteName: z.string().nullable(),
    grade: z.string().nullable(),
    active: truth(),
    version: z.int(),
    devices: z
      .array(
        z.object({
          id: z.string(),
          tag: z.string(),
          serial: z.string(),
          modelName: z.string(),
          state: z.string(),
          issued: truth().describe('Issued to them'),
          held: truth().describe('In their hands'),
          dueOn: day.nullable(),
          placeName: z.string().nullable(),
          chargers: z.int().nullable(),
          cases: z.int().nullable(),
          hotspots: z.int().nullable(),
        }),
      )
      .describe('Devices that they have or that are issued to them'),
    repairs: z
      .array(
        z.object({
          id: z.string(),
          number: z.int(),
          state: z.string(),
          headline: z.string(),
          reportedAt: time,
          partsCents: cents,
          causes: z.string().nullable(),
          covered: truth(),
          device: z.string(),
          tag: z.string(),
          serial: z.string(),
        }),
      )
      .describe('The latest 20 of devices that they had when these broke'),
    custody: z
      .array(
        z.object({
          id: z.string(),
          why: z.string(),
          fromAt: time,
          toAt: time.nullable(),
          dueOn: day.nullable(),
          device: z.string(),
          tag: z.string(),
          serial: z.string(),
        }),
      )
      .describe('The latest 20 devices that they had'),
    missing: z.array(
      z.object({ id: z.string(), what: z.string(), at: time, device: z.string(), tag: z.string() }),
    ),
    sites: z.array(z.object({ id: z.string(), name: z.string(), rank: z.string() })),
  })
  .meta({ id: 'Person' });

export function peopleOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/people',
      rights: ['device.see'],
      summary: 'People by name',
      description:
        'Students are listed for who may see them. Who sees only their own sites gets those of the first of them, ' +
        'where no site is asked for.',
      tag,
      filters: {
        site: optionalText(60).describe('Id or code of a site'),
        kind: optionalChoice(PERSON_KINDS),
        grade: optionalChoice(GRADES),
        show: optionalChoice(['gone']).describe('Those who left; without it those who are there'),
        q: optionalText(100).describe('How words of the name or the external id begin'),
      },
      item: PersonLine,
    },
    async (c, { site, kind, grade, show, limit, ...asked }) => {
      const { db } = c.var.ctx;
      const filter = {
        ...asked,
        site: site || (await ownSite(c)),
        kind: kind ?? '',
        grade: grade ?? '',
        show: show ?? '',
      };
      return (await listPeople(db, filter, seesOf(c), limit)).page;
    },
  );
  reads(
    api,
    { path: '/people/:id', rights: ['device.see'], summary: 'One person', tag, answer: Person },
    async (c) => {
      const id = c.req.param('id') ?? '';
      const [people, devices, repairs, custody, missing, sites] = await c.var.ctx.db.read(
        personById(id),
        devicesOfPerson(id),
        repairsOfPerson(id),
        custodyOfPerson(id),
        missingOfPerson(id),
        sitesOfPerson(id),
      );
      const person = people[0];
      if (!person || !seesPerson(seesOf(c), person)) throw new NotFound();
      return { ...person, devices, repairs, custody, missing, sites };
    },
  );
  writes(
    api,
    {
      path: '/people',
      rights: ['person.edit'],
      summary: 'Register a student or staff member, without a login',
      tag,
      schema: NewPerson,
      example: {
        kind: 'student',
        givenName: 'Quill',
        familyName: 'Fennimore',
        externalId: '700001',
        site: ID,
        grade: '7',
      },
      answer: Made,
      status: 201,
      taken: TAKEN,
      location: ({ id }) => `/people/${id}`,
    },
    createPerson,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/people/:id',
      rights: ['person.edit'],
      summary: 'Change a person',
      tag,
      schema: PersonEdit,
      example: {
        version: 1,
        active: true,
        givenName: 'Quill',
        familyName: 'Fennimore',
        site: ID,
        grade: '8',
      },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) => editPerson(ctx, c.req.param('id') ?? '', form),
  );
}

/** An auditor sees staff, a school's contact the own school. */
function seesOf(c: AppContext): Sees {
  return { students: scopeOf(c.var.ctx.actor, 'student.see'), staff: scopeFor(c, 'device.see') };
}

/** A school's contact starts with the own school, as on the page. */
async function ownSite(c: AppContext): Promise<string> {
  const scope = scopeFor(c, 'device.see');
  if (scope === 'all') return '';
  const [site] = await c.var.ctx.db.all(siteChoices(scope));
  return site?.value ?? 'none';
}
