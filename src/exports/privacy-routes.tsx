import { Hono } from 'hono';
import { PrivacyPage } from '../../views/exports/privacy.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { attempt, freshState, submit } from '../web/submit.tsx';
import { notePersonTakenOut } from './district-record.ts';
import { download } from './download.ts';
import { Nothing, Purge } from './forms.ts';
import { bytesOf, placeWith } from './job.ts';
import { listOf } from './lists/all.ts';
import { personIsThere } from './person-data.ts';
import { findRemovable, purgePerson } from './purge.ts';
import { bodyOf } from './write.ts';

export const privacyRoutes = new Hono<AppEnv>();

privacyRoutes.get('/people/:id/privacy', allow('person.data'), async (c) =>
  c.html(await page(c, freshState({ photos: 'on' }))),
);

privacyRoutes.post('/people/:id/privacy', allow('person.purge'), (c) => {
  const id = c.req.param('id');
  const { engine, photos, files } = c.var.services;
  return submit(c, {
    schema: Purge,
    run: (ctx, form) => purgePerson(ctx, { engine, photos, files }, id, form),
    done: () => `/people/${id}?done=removed`,
    again: (state) => page(c, state),
  });
});

/** What is held about a person; that it was taken out is recorded before the first byte. */
privacyRoutes.post('/people/:id/data', allow('person.data'), async (c) => {
  const id = c.req.param('id');
  const { ctx, services, body } = c.var;
  await personIsThere(services.engine, id);
  const run = () => notePersonTakenOut(ctx, id);
  const outcome = await attempt(c, { schema: Nothing, run, done: () => '' }, body.fields);
  if (outcome.kind !== 'done') return c.html(await page(c, freshState({ photos: 'on' })), 409);
  const job = { kind: 'person', id, now: ctx.now } as const;
  return download(bodyOf(bytesOf(placeWith(services, listOf), job)), {
    name: `person-${ctx.today}.json`,
    type: 'application/json',
  });
});

async function page(c: AppContext, state: FormState) {
  const person = await findRemovable(c.var.ctx, c.req.param('id') ?? '');
  const mayRemove = can(c.var.ctx.actor, 'person.purge');
  return <PrivacyPage frame={frameOf(c, 'people')} state={state} person={person} mayRemove={mayRemove} />;
}
