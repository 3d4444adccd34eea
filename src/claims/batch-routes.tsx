import { Hono } from 'hono';
import type { z } from 'zod';
import { BackPage } from '../../views/claims/back.tsx';
import { BatchPage } from '../../views/claims/batch.tsx';
import { BatchForm, SendForm } from '../../views/claims/batch-form.tsx';
import { PackingList } from '../../views/claims/packing-list.tsx';
import { COVERS, coverWords } from '../../views/claims/words.ts';
import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { modelChoices, modelOptions } from '../devices/form-queries.ts';
import { NotFound } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { bringBack } from './back.ts';
import { coverOfClaims } from './cover-rules.ts';
import { chaseBatch, editBatch } from './edit.ts';
import { receivingPlaces } from './edit-queries.ts';
import * as forms from './forms.ts';
import { cancelBatch, deprovisionClaims, packBatch, takeOut, unpackBatch } from './pack.ts';
import { packingCsv } from './packing-csv.ts';
import { type Batch, type Claim, chasesOf, claimById, claimsOf, findBatch } from './queries.ts';
import { batchNumber } from './rules.ts';
import { sendBatch } from './send.ts';
import { mayUndoBack, undoBack } from './undo-back.ts';
import { backOf } from './undo-queries.ts';

export const claimBatchRoutes = new Hono<AppEnv>();

const BASE = '/vendor-batches/:batch' as const;
const see = allow('claim.see');
const work = allow('claim.work');

const refOf = (c: AppContext) => c.req.param('batch') ?? '';
const urlOf = (c: AppContext) => `/vendor-batches/${encodeURIComponent(refOf(c))}`;

claimBatchRoutes.get(BASE, see, async (c) => c.html(await batchPage(c, freshState())));

async function batchPage(c: AppContext, state: FormState) {
  const { db, actor, today } = c.var.ctx;
  const batch = await findBatch(db, refOf(c));
  const [claims, chases] = await db.read(claimsOf(batch.id, today), chasesOf(batch.id));
  return (
    <BatchPage
      frame={frameOf(c, 'repairs')}
      state={state}
      batch={batch}
      claims={claims}
      uncovered={new Set(coverOfClaims(claims).uncovered.map((claim) => claim.id))}
      chases={chases}
      mayWork={can(actor, 'claim.work')}
    />
  );
}

/** A button of the batch's page, or a few. */
function step<In>(
  path: string,
  schema: z.ZodType<In>,
  run: (ctx: Ctx, ref: string, form: In) => Promise<{ id: string }>,
  done = 'saved',
): void {
  claimBatchRoutes.post(`${BASE}/${path}`, work, (c) =>
    submit(c, {
      schema,
      run: (ctx, form) => run(ctx, refOf(c), form),
      done: () => `${urlOf(c)}?done=${done}`,
      again: (state) => batchPage(c, state),
    }),
  );
}

step('deprovisioned', forms.Deprovision, deprovisionClaims);
step('take-out', forms.TakeOut, takeOut);
step('packed', forms.Versioned, packBatch);
step('unpack', forms.Versioned, unpackBatch);
step('cancel', forms.Versioned, cancelBatch);
step('chase', forms.Chase, chaseBatch);

claimBatchRoutes.get(`${BASE}/edit`, work, async (c) => {
  const batch = await findBatch(c.var.ctx.db, refOf(c));
  const { rma, carrier, tracking, expectedOn, note } = batch;
  const typed = asTyped({ rma, carrier, tracking, expectedOn, note });
  return c.html(editPage(c, batch, freshState(typed, batch.version)));
});

claimBatchRoutes.post(`${BASE}/edit`, work, (c) =>
  submit(c, {
    schema: forms.BatchEdit,
    run: (ctx, form) => editBatch(ctx, refOf(c), form),
    done: () => `${urlOf(c)}?done=saved`,
    again: async (state) => {
      const batch = await findBatch(c.var.ctx.db, refOf(c));
      return editPage(c, batch, { ...state, version: state.version ?? batch.version });
    },
  }),
);

function editPage(c: AppContext, batch: Batch, state: FormState) {
  return <BatchForm frame={frameOf(c, 'repairs')} state={state} batch={batch} vendors={[]} />;
}

claimBatchRoutes.get(`${BASE}/send`, work, async (c) => {
  const batch = await findBatch(c.var.ctx.db, refOf(c));
  const { rma, carrier, tracking, expectedOn } = batch;
  return c.html(
    await sendPage(c, batch, freshState(asTyped({ rma, carrier, tracking, expectedOn }), batch.version)),
  );
});

claimBatchRoutes.post(`${BASE}/send`, work, (c) =>
  submit(c, {
    schema: forms.Send,
    run: (ctx, form) => sendBatch(ctx, refOf(c), form),
    done: () => `${urlOf(c)}?done=sent`,
    again: async (state) => {
      const batch = await findBatch(c.var.ctx.db, refOf(c));
      return sendPage(c, batch, { ...state, version: batch.version });
    },
  }),
);

async function sendPage(c: AppContext, batch: Batch, state: FormState) {
  const { db, today } = c.var.ctx;
  const claims = await db.all(claimsOf(batch.id, today));
  const { uncovered, incidents } = coverOfClaims(claims);
  return (
    <SendForm
      frame={frameOf(c, 'repairs')}
      state={state}
      batch={batch}
      uncovered={uncovered.map((claim) => ({
        id: claim.id,
        name: claim.tag || claim.serial || 'no tag',
        words:
          claim.code === 'plan'
            ? 'Not covered: the others use what is left of the pool'
            : coverWords(claim, today),
      }))}
      incidents={incidents.length}
    />
  );
}

claimBatchRoutes.get(`${BASE}/packing-list`, see, async (c) => {
  const { batch, claims, covers } = await packed(c);
  const { baseUrl } = c.var.services.config;
  return c.html(
    <PackingList
      frame={frameOf(c, 'repairs')}
      batch={batch}
      claims={claims}
      covers={covers}
      link={`${baseUrl}/vendor-batches/${batchNumber(batch.number)}`}
    />,
  );
});

claimBatchRoutes.get(`${BASE}/packing-list.csv`, see, async (c) => {
  const { batch, claims, covers } = await packed(c);
  const text = packingCsv(batch, claims, (claim) => COVERS[covers[claim.id] ?? 'none']);
  return c.body(text, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${batchNumber(batch.number)}.csv"`,
  });
});

async function packed(c: AppContext) {
  const { db, today } = c.var.ctx;
  const batch = await findBatch(db, refOf(c));
  const claims = await db.all(claimsOf(batch.id, today));
  const now = coverOfClaims(claims).covers;
  const covers = Object.fromEntries(
    claims.map((claim) => [claim.id, claim.cover ?? now[claim.id] ?? ('none' as const)]),
  );
  return { batch, claims, covers };
}

const CLAIM = `${BASE}/claims/:claim` as const;

claimBatchRoutes.get(CLAIM, work, async (c) => {
  const { how = '', serial = '', place = '' } = c.req.query();
  return c.html(await backPage(c, freshState({ how: how || 'ready', serial, place })));
});

claimBatchRoutes.post(CLAIM, work, (c) =>
  submit(c, {
    schema: forms.Back,
    run: (ctx, form) => bringBack(ctx, refOf(c), c.req.param('claim'), form),
    done: ({ device }) => `/devices/${device}?done=saved`,
    again: (state) => backPage(c, state),
    taken: { 'identifiers.kind, identifiers.value': ['serial', 'Another device took this serial meanwhile'] },
  }),
);

claimBatchRoutes.post(`${CLAIM}/undo`, work, (c) => {
  const here = `${BASE.replace(':batch', refOf(c))}/claims/${c.req.param('claim')}`;
  return submit(c, {
    schema: forms.Nothing,
    run: (ctx) => undoBack(ctx, refOf(c), c.req.param('claim')),
    done: () => `${here}?done=undone`,
    back: here,
  });
});

async function backPage(c: AppContext, state: FormState) {
  const { db, actor, today } = c.var.ctx;
  const batch = await findBatch(db, refOf(c));
  const [claims, backs, places, models] = await db.read(
    claimById(c.req.param('claim') ?? '', today),
    backOf(c.req.param('claim') ?? ''),
    receivingPlaces(actor.person),
    modelChoices(),
  );
  const claim: Claim | undefined = claims[0];
  if (claim?.batch !== batch.id) throw new NotFound();
  return (
    <BackPage
      frame={frameOf(c, 'repairs')}
      // Where parcels are opened most: the own vehicle, else the first depot.
      state={{ ...state, values: { place: places[0]?.value ?? '', ...filled(state.values) } }}
      batch={batch}
      claim={claim}
      places={places}
      models={modelOptions(models)}
      mayLose={can(actor, 'device.retire')}
      mayExchange={can(actor, 'device.edit')}
      mayUndo={mayUndoBack(c.var.ctx, backs[0])}
    />
  );
}

/** What was typed or came with the address; what is empty leaves the choice that is likely. */
function filled(values: FormState['values']): FormState['values'] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
