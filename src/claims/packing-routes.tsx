import { Hono } from 'hono';
import { PackingStation } from '../../views/claims/station.tsx';
import { scopeOf } from '../accounts/permissions.ts';
import { openErrors, recentEntries, shownEntry } from '../custody/session-queries.ts';
import { stopSession } from '../custody/session-start.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { TAKEN } from './add.ts';
import { Nothing, Scan } from './forms.ts';
import { packingSession, packScanned, settlePacked, startPacking, undoPacked } from './packing-station.ts';
import { findBatch } from './queries.ts';
import { undoableEntries } from './station-queries.ts';

export const claimPackingRoutes = new Hono<AppEnv>();

const BASE = '/vendor-batches/:batch/scan' as const;
const work = allow('claim.work');

const refOf = (c: AppContext) => c.req.param('batch') ?? '';
const hereOf = (c: AppContext) =>
  `/vendor-batches/${encodeURIComponent(refOf(c))}/scan/${encodeURIComponent(c.req.param('session') ?? '')}`;

claimPackingRoutes.post(BASE, work, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => startPacking(ctx, refOf(c)),
    done: ({ id }) => `/vendor-batches/${encodeURIComponent(refOf(c))}/scan/${id}`,
    back: `/vendor-batches/${encodeURIComponent(refOf(c))}`,
  }),
);

claimPackingRoutes.get(`${BASE}/:session`, work, async (c) => c.html(await stationPage(c, freshState())));

claimPackingRoutes.post(`${BASE}/:session`, work, (c) =>
  submit(c, {
    schema: Scan,
    run: (ctx, form) => packScanned(ctx, refOf(c), c.req.param('session'), form),
    done: () => hereOf(c),
    again: (state) => stationPage(c, state),
    taken: { ...TAKEN, 'claim_lines.device': ['q', 'It went into another batch in this very moment'] },
  }),
);

claimPackingRoutes.post(`${BASE}/:session/end`, work, (c) =>
  submit(c, {
    schema: Nothing,
    run: async (ctx) => {
      const batch = await findBatch(ctx.db, refOf(c));
      await packingSession(ctx, batch.id, c.req.param('session'));
      return stopSession(ctx, c.req.param('session'));
    },
    done: () => `/vendor-batches/${encodeURIComponent(refOf(c))}?done=saved`,
    back: hereOf(c),
  }),
);

claimPackingRoutes.post(`${BASE}/:session/:entry/undo`, work, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => undoPacked(ctx, refOf(c), c.req.param('session'), c.req.param('entry')),
    done: () => `${hereOf(c)}?done=undone`,
    back: hereOf(c),
  }),
);

claimPackingRoutes.post(`${BASE}/:session/:entry/settle`, work, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => settlePacked(ctx, refOf(c), c.req.param('session'), c.req.param('entry')),
    done: () => hereOf(c),
    back: hereOf(c),
  }),
);

async function stationPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const batch = await findBatch(ctx.db, refOf(c));
  const session = await packingSession(ctx, batch.id, c.req.param('session') ?? '');
  const [recent, errors, packed] = await ctx.db.read(
    recentEntries(session.id),
    openErrors(session.id),
    undoableEntries(session.id),
  );
  const people = scopeOf(ctx.actor, 'student.see');
  return (
    <PackingStation
      frame={frameOf(c, 'repairs')}
      // The box is empty for the next scan.
      state={{ ...state, values: {} }}
      session={session}
      batch={batch}
      recent={recent.map((row) => shownEntry(row, people))}
      errors={errors.map((row) => shownEntry(row, people))}
      packed={batch.state === 'draft' ? packed.map((row) => row.entry) : []}
    />
  );
}
