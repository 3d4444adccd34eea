import { Hono } from 'hono';
import { ReservePage } from '../../views/repairs/reserve.tsx';
import { reservable, reservationsOf } from '../stock/reservation-queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { Nothing } from './move-forms.ts';
import { findRepair, holdsOf } from './queries.ts';
import { releaseReservation, reserveForRepair } from './reserve.ts';
import { Reserve } from './reserve-forms.ts';

export const reserveRoutes = new Hono<AppEnv>();

reserveRoutes.get('/repairs/:ref/reserve', allow('repair.work'), async (c) =>
  c.html(await reservePage(c, freshState())),
);

reserveRoutes.post('/repairs/:ref/reserve', allow('repair.work'), (c) =>
  submit(c, {
    schema: Reserve,
    run: (ctx, form) => reserveForRepair(ctx, c.req.param('ref'), form),
    done: ({ number }) => `/repairs/${number}?done=reserved`,
    again: (state) => reservePage(c, state),
  }),
);

reserveRoutes.post('/repairs/:ref/reservations/:id/release', allow('repair.work'), (c) => {
  const { ref, id } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => releaseReservation(ctx, ref, id),
    done: ({ number }) => `/repairs/${number}?done=released`,
    back: `/repairs/${encodeURIComponent(ref)}`,
  });
});

async function reservePage(c: AppContext, state: FormState) {
  const { db } = c.var.ctx;
  const repair = await findRepair(db, c.req.param('ref') ?? '', scopeFor(c, 'repair.work'));
  const [offers, holds, kept] = await db.read(
    reservable(repair.id),
    holdsOf(repair.id),
    reservationsOf(repair.id),
  );
  const hold = holds.find((one) => one.to === null && one.reason === 'parts') ?? null;
  return (
    <ReservePage
      frame={frameOf(c, 'repairs')}
      state={state}
      repair={repair}
      hold={hold}
      offers={offers}
      kept={kept.filter((one) => one.endedAt === null)}
    />
  );
}
