import { Hono } from 'hono';
import { DistrictPage } from '../../views/exports/district.tsx';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { attempt, freshState, stateOf } from '../web/submit.tsx';
import { noteTakenOut } from './district-record.ts';
import { download } from './download.ts';
import { TakeOut } from './forms.ts';
import { bytesOf, placeWith } from './job.ts';
import { listOf } from './lists/all.ts';
import { bodyOf } from './write.ts';

export const districtRoutes = new Hono<AppEnv>();

const HERE = '/settings/take-out';

districtRoutes.get(HERE, allow('settings.manage'), (c) => c.html(page(c, freshState())));

/** The zip itself is the answer: that it was taken out is recorded before the first byte. */
districtRoutes.post(HERE, allow('settings.manage'), async (c) => {
  const { ctx, services, body } = c.var;
  const outcome = await attempt(c, { schema: TakeOut, run: noteTakenOut, done: () => HERE }, body.fields);
  if (outcome.kind !== 'done') return c.html(page(c, stateOf(c)), 409);
  const job = {
    kind: 'district',
    photos: outcome.result.photos,
    logins: false,
    version: services.version,
    now: ctx.now,
  } as const;
  return download(bodyOf(bytesOf(placeWith(services, listOf), job)), {
    name: `district-${ctx.today}.zip`,
    type: 'application/zip',
  });
});

function page(c: AppContext, state: FormState) {
  return <DistrictPage frame={frameOf(c, 'settings')} state={state} />;
}
