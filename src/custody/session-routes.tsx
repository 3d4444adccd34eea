import { Hono } from 'hono';
import { SessionPage } from '../../views/custody/session.tsx';
import { ChooseModePage, StartPage } from '../../views/custody/start.tsx';
import { can, scopeOf } from '../accounts/permissions.ts';
import { parseScan } from '../devices/identifier-rules.ts';
import { findNear } from '../search/find.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { attempt, conflictWords, freshState, submit } from '../web/submit.tsx';
import { MODE_RULES } from './mode-rules.ts';
import { type ScanDone, scanOne } from './scan-one.ts';
import {
  Fix,
  GiveVerdict,
  Nothing,
  Scan,
  SESSION_MODES,
  type SessionMode,
  StartSession,
} from './session-forms.ts';
import { openSessions, placesOf } from './session-queries.ts';
import { readStation, type Station } from './session-read.ts';
import { startSession, stopSession } from './session-start.ts';
import { fits, targetChoices } from './target.ts';
import { likelyPlaces, type TargetRow } from './target-queries.ts';
import { dismissEntry, undoEntry } from './undo-entry.ts';
import { giveVerdict } from './verdict.ts';

export const sessionRoutes = new Hono<AppEnv>();

const MOST_NEAR = 3;

sessionRoutes.get('/check', allow('custody.change'), async (c) => {
  const { db, actor } = c.var.ctx;
  const mode = SESSION_MODES.find((known) => known === c.req.query('mode'));
  if (mode) {
    const { to = '', target = '' } = c.req.query();
    return c.html(await startPage(c, mode, freshState({ mode, to, ...(target ? { target } : {}) })));
  }
  const open = await db.all(openSessions(actor.person, SESSION_MODES));
  const mayHandBack = can(actor, 'repair.work');
  return c.html(<ChooseModePage frame={frameOf(c, 'check')} open={open} mayHandBack={mayHandBack} />);
});

sessionRoutes.post('/check', allow('custody.change'), (c) =>
  submit(c, {
    schema: StartSession,
    run: (ctx, form) => startSession(ctx, form, scopeFor(c, 'custody.change')),
    done: ({ id }) => `/check/${id}`,
    again: (state) => startPage(c, modeIn(state), state),
  }),
);

sessionRoutes.get('/check/:session', allow('custody.change'), async (c) => {
  const station = await readStation(c.var.ctx, c.req.param('session'));
  return c.html(await stationPage(c, station, freshState()));
});

/**
 * One scan. It answers with the page itself, not with a redirect to it: one round trip a scan. The page's
 * URL is the form's, and a reload sends the same key again, which changes nothing.
 */
sessionRoutes.post('/check/:session', allow('custody.change'), async (c) => {
  const { ctx, body } = c.var;
  const id = c.req.param('session');
  const fresh: { done?: ScanDone } = {};
  const outcome = await attempt(
    c,
    {
      schema: Scan,
      run: async (context, form) => {
        fresh.done = await scanOne(context, id, form);
        return { entry: fresh.done.entry };
      },
      done: () => `/check/${id}`,
    },
    body.fields,
  );
  const station = fresh.done?.station ?? (await readStation(ctx, id));
  const state = freshState();
  if (outcome.kind === 'done') return c.html(await stationPage(c, station, state));
  state.values = { q: String(body.fields.q ?? '').slice(0, 500) };
  if (outcome.kind === 'invalid') {
    state.errors = outcome.errors;
    return c.html(await stationPage(c, station, state), 422);
  }
  state.message =
    outcome.kind === 'conflict' ? conflictWords(outcome.conflict) : 'This scan was already saved.';
  return c.html(await stationPage(c, station, state), 409);
});

sessionRoutes.post('/check/:session/end', allow('custody.change'), (c) => {
  const id = c.req.param('session');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => stopSession(ctx, id),
    done: () => '/check?done=closed',
    back: '/check',
  });
});

sessionRoutes.post('/check/:session/entries/:entry/undo', allow('custody.change'), (c) => {
  const { session, entry } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => undoEntry(ctx, session, entry),
    done: () => `/check/${session}?done=undone`,
    back: `/check/${session}`,
  });
});

sessionRoutes.post('/check/:session/entries/:entry/dismiss', allow('custody.change'), (c) => {
  const { session, entry } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => dismissEntry(ctx, session, entry),
    done: () => `/check/${session}`,
    back: `/check/${session}`,
  });
});

sessionRoutes.post('/check/:session/entries/:entry/fix', allow('custody.change'), (c) => {
  const { session, entry } = c.req.param();
  return submit(c, {
    schema: Fix,
    run: async (ctx, form) => ({ entry: (await scanOne(ctx, session, { ...form, settles: entry })).entry }),
    done: () => `/check/${session}`,
    back: `/check/${session}`,
  });
});

sessionRoutes.post('/check/:session/entries/:entry/verdict', allow('custody.change'), (c) => {
  const { session, entry } = c.req.param();
  return submit(c, {
    schema: GiveVerdict,
    run: (ctx, form) => giveVerdict(ctx, session, entry, form.verdict),
    done: () => `/check/${session}`,
    back: `/check/${session}`,
  });
});

/** What was scanned and is unknown: the devices whose tag is near it are offered. */
async function stationPage(c: AppContext, station: Station, state: FormState) {
  const { db, actor } = c.var.ctx;
  const [error] = station.errors;
  const near =
    error?.message === 'unknown'
      ? await findNear(
          db,
          parseScan(error.scanned)[0]?.value ?? '',
          scopeOf(actor, 'custody.change'),
          MOST_NEAR,
        )
      : [];
  return <SessionPage frame={frameOf(c, 'check')} {...station} state={state} near={near} />;
}

async function startPage(c: AppContext, mode: SessionMode, state: FormState) {
  const choices = MODE_RULES[mode].place ? await placesFor(c, state) : [];
  return <StartPage frame={frameOf(c, 'check')} state={state} mode={mode} choices={choices} />;
}

async function placesFor(c: AppContext, state: FormState): Promise<TargetRow[]> {
  const { ctx } = c.var;
  const scope = scopeFor(c, 'custody.change');
  const typed = String(state.values.to ?? '');
  if (state.errors.target && typed) return targetChoices(ctx, typed, scope, 'location');
  const named = String(state.values.target ?? '').replace('location:', '');
  const likely = await ctx.db.all(placesOf(ctx.actor.person, scope === 'all' ? [] : scope));
  const ids = [named, ...likely.map(({ id }) => id)];
  const rows = await ctx.db.all(likelyPlaces(ids, null));
  return rows.filter((row) => fits(row, scope, 'location'));
}

function modeIn(state: FormState): SessionMode {
  return SESSION_MODES.find((known) => known === state.values.mode) ?? 'check_in';
}
