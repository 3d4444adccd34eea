import { Hono } from 'hono';
import type { z } from 'zod';
import { type Fateful, LifeForm } from '../../views/devices/life.tsx';
import type { Action } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { Forbidden } from '../errors.ts';
import { locationOptions } from '../locations/queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { changeUse } from './change-use.ts';
import { foundHere, haveItHere, settleReport } from './find-again.ts';
import { ChangeUse, Dispose, FoundHere, HaveItHere, Lose, Restore, Retire, SettleFound } from './forms.ts';
import { loseDevice } from './lose.ts';
import { findDevice } from './queries.ts';
import { disposeDevice, restoreDevice, retireDevice } from './retire.ts';
import { sayOver, sayOverLoss } from './say.ts';

export const lifeRoutes = new Hono<AppEnv>();

type Rights = readonly Action[];
type Done = { id: string; proposed?: boolean };

/** The page of one thing that can befall a device, and what its form does. */
function life<In>(
  what: Fateful,
  rights: Rights,
  word: string,
  schema: z.ZodType<In>,
  run: (ctx: Ctx, ref: string, form: In, c: AppContext) => Promise<Done>,
): void {
  lifeRoutes.get(`/devices/:id/${what}`, allow(...rights), async (c) =>
    c.html(await lifeForm(c, what, freshState())),
  );
  lifeRoutes.post(`/devices/:id/${what}`, allow(...rights), (c) =>
    submit(c, {
      schema,
      run: (ctx, form) => run(ctx, c.req.param('id') ?? '', form, c),
      done: ({ id, proposed }) => `/devices/${id}?done=${proposed ? 'proposed' : word}`,
      again: (state) => lifeForm(c, what, state),
    }),
  );
}

life('lost', ['device.lose', 'device.propose'], 'lost', Lose, (ctx, ref, form, c) =>
  loseDevice(ctx, ref, form, scopeFor(c, 'device.see')),
);
life('found', ['custody.change'], 'found', FoundHere, (ctx, ref, form, c) =>
  foundHere(ctx, ref, form, scopeFor(c, 'custody.change')),
);
life('retire', ['device.retire', 'device.propose'], 'retired', Retire, retireDevice);
life('dispose', ['device.dispose', 'device.propose'], 'disposed', Dispose, disposeDevice);
life('restore', ['device.retire', 'device.dispose'], 'saved', Restore, restoreDevice);
life('use', ['device.edit'], 'saved', ChangeUse, changeUse);

lifeRoutes.post('/devices/:id/found/settle', allow('custody.change'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: SettleFound,
    run: (ctx, form) => settleReport(ctx, id, form.report, scopeFor(c, 'custody.change')),
    done: () => `/devices/${id}?done=saved`,
    back: `/devices/${id}`,
  });
});

lifeRoutes.post('/devices/:id/have-it', allow('custody.change'), (c) =>
  submit(c, {
    schema: HaveItHere,
    run: (ctx, form) => haveItHere(ctx, c.req.param('id'), form, ownSite(c)),
    done: () => '/scan?done=sent',
    back: '/scan',
  }),
);

/** Where a device of another site is that a school's contact holds. @throws Forbidden who sees all has no need of it */
function ownSite(c: AppContext): string {
  const scope = scopeFor(c, 'custody.change');
  const site = scope === 'all' ? undefined : scope[0];
  if (!site) throw new Forbidden();
  return site;
}

async function lifeForm(c: AppContext, what: Fateful, state: FormState) {
  const { db, actor } = c.var.ctx;
  const device = await findDevice(db, c.req.param('id') ?? '', scopeFor(c, 'device.see'));
  const scope = what === 'found' ? scopeFor(c, 'custody.change') : 'all';
  const places = what === 'found' ? await locationOptions(db, ['site', 'depot', 'vehicle'], scope) : [];
  const say =
    what === 'lost'
      ? sayOverLoss(actor, device)
      : what === 'retire' || what === 'dispose'
        ? sayOver(actor, `device.${what}`)
        : 'do';
  // What is saved next is done to what is there now.
  const seen = what === 'use' ? device.use : device.state;
  const current = { ...state, values: { ...state.values, seen } };
  return (
    <LifeForm
      frame={frameOf(c, 'devices')}
      state={current}
      what={what}
      device={device}
      proposes={say !== 'do'}
      places={places}
    />
  );
}
