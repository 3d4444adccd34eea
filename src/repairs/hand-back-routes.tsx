import { Hono } from 'hono';
import { HandBackStart, HandBackStation } from '../../views/repairs/hand-back.tsx';
import { scopeOf } from '../accounts/permissions.ts';
import { openErrors, openSessions, recentEntries, shownEntry } from '../custody/session-queries.ts';
import { stopSession } from '../custody/session-start.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import {
  HAND_BACK,
  handBackScanned,
  handBackSession,
  settleHandBack,
  startHandBack,
  undoHandBack,
} from './hand-back.ts';
import { HandBackScan, StartHandBack } from './hand-back-forms.ts';
import { readyToHandBack } from './hand-back-queries.ts';
import { Nothing } from './move-forms.ts';
import { handBackPlaces } from './place-queries.ts';

export const handBackRoutes = new Hono<AppEnv>();

const technicians = allow('repair.work');

handBackRoutes.get('/repairs/hand-back', technicians, async (c) =>
  c.html(await startPage(c, freshState({ place: c.req.query('place') ?? '' }))),
);

handBackRoutes.post('/repairs/hand-back', technicians, (c) =>
  submit(c, {
    schema: StartHandBack,
    run: startHandBack,
    done: ({ id }) => `/repairs/hand-back/${id}`,
    again: (state) => startPage(c, state),
  }),
);

async function startPage(c: AppContext, state: FormState) {
  const { db, actor } = c.var.ctx;
  const [places, open, ready] = await db.read(
    handBackPlaces(actor.person),
    openSessions(actor.person, [HAND_BACK]),
    readyToHandBack(''),
  );
  return (
    <HandBackStart frame={frameOf(c, 'repairs')} state={state} places={places} open={open} ready={ready} />
  );
}

handBackRoutes.get('/repairs/hand-back/:session', technicians, async (c) =>
  c.html(await stationPage(c, freshState())),
);

handBackRoutes.post('/repairs/hand-back/:session', technicians, (c) => {
  const id = c.req.param('session');
  return submit(c, {
    schema: HandBackScan,
    run: (ctx, form) => handBackScanned(ctx, id, form),
    done: () => `/repairs/hand-back/${id}`,
    again: (state) => stationPage(c, state),
  });
});

handBackRoutes.post('/repairs/hand-back/:session/end', technicians, (c) => {
  const id = c.req.param('session');
  return submit(c, {
    schema: Nothing,
    run: async (ctx) => {
      await handBackSession(ctx, id);
      return stopSession(ctx, id);
    },
    done: () => '/repairs?done=saved',
    back: `/repairs/hand-back/${encodeURIComponent(id)}`,
  });
});

handBackRoutes.post('/repairs/hand-back/:session/:entry/undo', technicians, (c) => {
  const { session, entry } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => undoHandBack(ctx, session, entry),
    done: () => `/repairs/hand-back/${session}?done=undone`,
    back: `/repairs/hand-back/${encodeURIComponent(session)}`,
  });
});

handBackRoutes.post('/repairs/hand-back/:session/:entry/settle', technicians, (c) => {
  const { session, entry } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => settleHandBack(ctx, session, entry),
    done: () => `/repairs/hand-back/${session}`,
    back: `/repairs/hand-back/${encodeURIComponent(session)}`,
  });
});

async function stationPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const session = await handBackSession(ctx, c.req.param('session') ?? '');
  const [recent, errors] = await ctx.db.read(recentEntries(session.id), openErrors(session.id));
  const people = scopeOf(ctx.actor, 'student.see');
  return (
    <HandBackStation
      frame={frameOf(c, 'repairs')}
      // The box is empty for the next scan.
      state={{ ...state, values: {} }}
      session={session}
      recent={recent.map((row) => shownEntry(row, people))}
      errors={errors.map((row) => shownEntry(row, people))}
    />
  );
}
