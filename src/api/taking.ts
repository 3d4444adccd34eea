import type { Hono } from 'hono';
import { notePersonTakenOut } from '../exports/district-record.ts';
import { Nothing, Purge, TakeOut } from '../exports/forms.ts';
import { bytesOf, placeWith } from '../exports/job.ts';
import { personIsThere } from '../exports/person-data.ts';
import { previewPurge, purgePerson } from '../exports/purge.ts';
import { askForDistrict, dropTaking, findTaking, ONE_AT_A_TIME } from '../exports/taking.ts';
import { TAKINGS, type Taking } from '../exports/taking-queries.ts';
import { bodyOf } from '../exports/write.ts';
import { allow } from '../web/access.ts';
import { writeDistrictSoon } from '../web/background.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { describeOperation } from './describe.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import * as shape from './shapes-exports.ts';
import { pageOfWhole } from './whole-list.ts';

const idOf = (c: AppContext) => c.req.param('id') ?? '';
const DISTRICT = { rights: ['settings.manage'], tag: 'The whole district' } as const;
const PRIVACY = 'Privacy';

/** The whole district as a file, and what is held about one person. */
export function takingOperations(api: Hono<AppEnv>): void {
  districtOperations(api);
  privacyOperations(api);
}

function districtOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      ...DISTRICT,
      path: '/district-exports',
      summary: 'Zips that are kept or being written',
      item: shape.DistrictExport,
    },
    async (c, paging) => pageOfWhole((await c.var.ctx.db.all(TAKINGS)).map(shown), paging),
  );
  writes(
    api,
    {
      ...DISTRICT,
      path: '/district-exports',
      summary: 'Ask for the whole district as one zip; it is written in the background',
      schema: TakeOut,
      example: { photos: false },
      answer: Made,
      status: 201,
      location: ({ id }) => `/district-exports/${id}`,
      taken: ONE_AT_A_TIME,
    },
    async (ctx, form, c) => {
      const made = await askForDistrict(ctx, form);
      writeDistrictSoon(c);
      return made;
    },
  );
  reads(
    api,
    {
      ...DISTRICT,
      path: '/district-exports/:id',
      summary: 'How far it is, and where the zip is fetched',
      answer: shape.DistrictExport,
    },
    async (c) => shown(await findTaking(c.var.ctx, idOf(c))),
  );
  writes(
    api,
    {
      ...DISTRICT,
      path: '/district-exports/:id/end',
      summary: 'Stop writing it, or remove the zip',
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => dropTaking(ctx, c.var.services.files, idOf(c)),
  );
}

function shown(row: Taking) {
  return { ...row, file: row.state === 'made' ? `/settings/take-out/${row.id}/file` : null };
}

function privacyOperations(api: Hono<AppEnv>): void {
  const data = {
    path: '/people/:id/data',
    rights: ['person.data'],
    summary: 'Everything that is held about a person',
    description: 'Rows of every table that name the person, and the history. That it was taken is recorded.',
    tag: PRIVACY,
  } as const;
  const problems = [401, 403, 404, 429];
  const description = describeOperation(data, {
    method: 'post',
    status: 200,
    answer: shape.PersonData,
    problems,
  });
  api.post(data.path, description, allow(...data.rights), async (c) => {
    const { ctx, services } = c.var;
    const id = idOf(c);
    await personIsThere(services.engine, id);
    await notePersonTakenOut(ctx, id);
    const bytes = bytesOf(
      placeWith(services, () => undefined),
      { kind: 'person', id, now: ctx.now },
    );
    return c.body(bodyOf(bytes), 200, { 'Content-Type': 'application/json' });
  });
  reads(
    api,
    {
      path: '/people/:id/privacy',
      rights: ['person.purge'],
      summary: 'What the removal of a person would take, and what stands against it',
      tag: PRIVACY,
      answer: shape.PurgePreview,
    },
    (c) => previewPurge(c.var.ctx, c.var.services.engine, idOf(c)),
  );
  writes(
    api,
    {
      path: '/people/:id/privacy',
      rights: ['person.purge'],
      summary: 'Remove a person for good: there is no undo',
      tag: PRIVACY,
      schema: Purge,
      example: { name: 'Pat Example', photos: true },
      answer: Done,
    },
    (ctx, form, c) => purgePerson(ctx, c.var.services, idOf(c), form),
  );
}
