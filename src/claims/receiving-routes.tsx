import { Hono } from 'hono';
import { ReceivingStart, ReceivingStation } from '../../views/claims/station.tsx';
import { scopeOf } from '../accounts/permissions.ts';
import { openErrors, openSessions, recentEntries, shownEntry } from '../custody/session-queries.ts';
import { stopSession } from '../custody/session-start.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { receivingPlaces } from './edit-queries.ts';
import { Nothing, Receiving, Scan, StartReceiving } from './forms.ts';
import {
  changeReceiving,
  RECEIVING,
  receiveScanned,
  receivingOptions,
  receivingSession,
  settleReceived,
  startReceiving,
} from './receiving-station.ts';
import { claimsOfEntries } from './station-queries.ts';

export const claimReceivingRoutes = new Hono<AppEnv>();

const BASE = '/vendor-batches/receive' as const;
const work = allow('claim.work');
const hereOf = (c: AppContext) => `${BASE}/${encodeURIComponent(c.req.param('session') ?? '')}`;

claimReceivingRoutes.get(BASE, work, async (c) =>
  c.html(await startPage(c, freshState({ place: c.req.query('place') ?? '' }))),
);

claimReceivingRoutes.post(BASE, work, (c) =>
  submit(c, {
    schema: StartReceiving,
    run: startReceiving,
    done: ({ id }) => `${BASE}/${id}`,
    again: (state) => startPage(c, state),
  }),
);

async function startPage(c: AppContext, state: FormState) {
  const { db, actor } = c.var.ctx;
  const [places, open] = await db.read(
    receivingPlaces(actor.person),
    openSessions(actor.person, [RECEIVING]),
  );
  return <ReceivingStart frame={frameOf(c, 'repairs')} state={state} places={places} open={open} />;
}

claimReceivingRoutes.get(`${BASE}/:session`, work, async (c) =>
  c.html(await stationPage(c, freshState(), freshState())),
);

claimReceivingRoutes.post(`${BASE}/:session`, work, (c) =>
  submit(c, {
    schema: Scan,
    run: (ctx, form) => receiveScanned(ctx, c.req.param('session'), form),
    done: () => hereOf(c),
    // The box is empty for the next scan.
    again: (state) => stationPage(c, { ...state, values: {} }, freshState()),
  }),
);

claimReceivingRoutes.post(`${BASE}/:session/how`, work, (c) =>
  submit(c, {
    schema: Receiving,
    run: (ctx, form) => changeReceiving(ctx, c.req.param('session'), form),
    done: () => hereOf(c),
    again: (state) => stationPage(c, freshState(), state),
  }),
);

claimReceivingRoutes.post(`${BASE}/:session/end`, work, (c) =>
  submit(c, {
    schema: Nothing,
    run: async (ctx) => {
      await receivingSession(ctx, c.req.param('session'));
      return stopSession(ctx, c.req.param('session'));
    },
    done: () => '/vendor-batches?done=saved',
    back: hereOf(c),
  }),
);

claimReceivingRoutes.post(`${BASE}/:session/:entry/settle`, work, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => settleReceived(ctx, c.req.param('session'), c.req.param('entry')),
    done: () => hereOf(c),
    back: hereOf(c),
  }),
);

async function stationPage(c: AppContext, state: FormState, changing: FormState) {
  const { ctx } = c.var;
  const session = await receivingSession(ctx, c.req.param('session') ?? '');
  const [recent, errors, claims] = await ctx.db.read(
    recentEntries(session.id),
    openErrors(session.id),
    claimsOfEntries(session.id),
  );
  const people = scopeOf(ctx.actor, 'student.see');
  return (
    <ReceivingStation
      frame={frameOf(c, 'repairs')}
      state={state}
      changing={changing}
      session={session}
      options={receivingOptions(session)}
      recent={recent.map((row) => shownEntry(row, people))}
      errors={errors.map((row) => shownEntry(row, people))}
      claims={new Map(claims.map((row) => [row.entry, `/vendor-batches/${row.batch}/claims/${row.line}`]))}
    />
  );
}
