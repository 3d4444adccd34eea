import { Hono } from 'hono';
import { SwapPage } from '../../views/custody/swap.tsx';
import { scopeOf } from '../accounts/permissions.ts';
import { findDevice } from '../devices/queries.ts';
import { Forbidden } from '../errors.ts';
import { symptomsInUse } from '../repairs/list-queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { issuedTo, toldWhy, whoHasIt } from './now.ts';
import { Nothing } from './session-forms.ts';
import { swapDevices } from './swap.ts';
import { Swap } from './swap-forms.ts';
import { lastSwap } from './swap-queries.ts';
import { targetChoices } from './target.ts';
import { likelyPlaces } from './target-queries.ts';
import { undoSwap } from './undo-swap.ts';

export const swapRoutes = new Hono<AppEnv>();

swapRoutes.get('/devices/:id/swap', allow('custody.change'), async (c) => {
  mustSwap(c);
  return c.html(await swapPage(c, freshState({ spare: c.req.query('spare') ?? '' })));
});

swapRoutes.post('/devices/:id/swap', allow('custody.change'), (c) => {
  mustSwap(c);
  return submit(c, {
    schema: Swap,
    run: (ctx, form) => toldWhy(form.custody, () => swapDevices(ctx, c.req.param('id'), form)),
    done: ({ id }) => `/devices/${id}/swap?done=saved`,
    again: (state) => {
      // What is saved next is on top of what is there now.
      delete state.values.custody;
      return swapPage(c, state);
    },
    taken: { 'assignments.location, assignments.slot': ['spare', 'Another device took that slot meanwhile'] },
  });
});

swapRoutes.post('/swaps/:swap/undo', allow('custody.change'), (c) => {
  mustSwap(c);
  return submit(c, {
    schema: Nothing,
    run: (ctx) => undoSwap(ctx, c.req.param('swap')),
    done: ({ id }) => `/devices/${id}?done=undone`,
    back: '/devices',
  });
});

/** Swaps are for those who look after all sites. @throws Forbidden */
function mustSwap(c: AppContext): void {
  if (scopeFor(c, 'custody.change') !== 'all') throw new Forbidden();
}

async function swapPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const device = await findDevice(ctx.db, c.req.param('id') ?? '', 'all');
  const typed = String(state.values.to ?? '');
  const [symptoms, likely, swaps] = await ctx.db.read(
    symptomsInUse(),
    likelyPlaces([device.atSite, device.home], ctx.actor.person),
    lastSwap(device.id),
  );
  const choices = state.errors.target && typed ? await targetChoices(ctx, typed, 'all', 'location') : likely;
  const names = scopeOf(ctx.actor, 'student.see');
  return (
    <SwapPage
      frame={frameOf(c, 'devices')}
      device={device}
      state={{ ...state, values: { custody: device.openCustody ?? '', ...state.values } }}
      holder={whoHasIt(device, names)}
      issued={issuedTo(device, names)}
      choices={choices}
      symptoms={symptoms.map(({ code, name }) => ({ value: code, label: name }))}
      last={swaps[0] ?? null}
    />
  );
}
