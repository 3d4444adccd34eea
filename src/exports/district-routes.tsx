import { Hono } from 'hono';
import { DistrictPage } from '../../views/exports/district.tsx';
import { allow } from '../web/access.ts';
import { writeDistrictSoon } from '../web/background.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { attempt, freshState, submit } from '../web/submit.tsx';
import { download } from './download.ts';
import { Nothing, TakeOut } from './forms.ts';
import { askForDistrict, dropTaking, findTaking, noteTakenOut, ONE_AT_A_TIME, zipParts } from './taking.ts';
import { TAKINGS } from './taking-queries.ts';
import { bodyOf } from './write.ts';

export const districtRoutes = new Hono<AppEnv>();

const HERE = '/settings/take-out';

districtRoutes.get(HERE, allow('settings.manage'), async (c) => c.html(await page(c, freshState())));

districtRoutes.post(HERE, allow('settings.manage'), (c) =>
  submit(c, {
    schema: TakeOut,
    run: (ctx, form) => askForDistrict(ctx, form),
    done: () => {
      writeDistrictSoon(c);
      return `${HERE}?done=saved`;
    },
    again: (state) => page(c, state),
    taken: ONE_AT_A_TIME,
  }),
);

/** The zip; that it leaves is recorded before its first byte. */
districtRoutes.post(`${HERE}/:id/file`, allow('settings.manage'), async (c) => {
  const { ctx, services } = c.var;
  const it = await findTaking(ctx, c.req.param('id'));
  const run = () => noteTakenOut(ctx, it.id);
  const outcome = await attempt(c, { schema: Nothing, run, done: () => '' }, {});
  if (outcome.kind !== 'done') return c.redirect(HERE, 303);
  return download(bodyOf(zipParts(services.files, it)), {
    name: `district-${it.askedAt.slice(0, 10)}.zip`,
    type: 'application/zip',
  });
});

districtRoutes.post(`${HERE}/:id/end`, allow('settings.manage'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => dropTaking(ctx, c.var.services.files, c.req.param('id')),
    done: () => `${HERE}?done=revoked`,
    back: HERE,
  }),
);

async function page(c: AppContext, state: FormState) {
  const rows = await c.var.ctx.db.all(TAKINGS);
  return <DistrictPage frame={frameOf(c, 'settings')} state={state} rows={rows} />;
}
