import { Hono } from 'hono';
import { AwayList } from '../../views/claims/away.tsx';
import { BatchForm } from '../../views/claims/batch-form.tsx';
import { CoveredList } from '../../views/claims/covered.tsx';
import { BatchList } from '../../views/claims/list.tsx';
import { can } from '../accounts/permissions.ts';
import { sitesFor } from '../repairs/queue-queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { addTicked, TAKEN } from './add.ts';
import { coveredFilter, listCovered, MAKERS, PLANS } from './covered-queries.ts';
import { createBatch } from './edit.ts';
import { VENDORS } from './edit-queries.ts';
import { AddTicked, NewBatch } from './forms.ts';
import { awayFilter, batchFilter, DRAFTS, listAway, listBatches } from './list-queries.ts';
import { batchNumber, isLateClaim } from './rules.ts';

export const claimListRoutes = new Hono<AppEnv>();

const see = allow('claim.see');
const work = allow('claim.work');

claimListRoutes.get('/vendor-batches', see, async (c) => {
  const { db, actor } = c.var.ctx;
  const filter = batchFilter(c.req.query());
  const [page, vendors] = await Promise.all([listBatches(db, filter), db.all(VENDORS)]);
  return c.html(
    <BatchList
      frame={frameOf(c, 'repairs')}
      filter={filter}
      page={page}
      vendors={vendors}
      mayWork={can(actor, 'claim.work')}
    />,
  );
});

claimListRoutes.get('/vendor-batches/covered', see, async (c) =>
  c.html(await coveredPage(c, freshState({ batch: c.req.query('batch') ?? '' }))),
);

claimListRoutes.post('/vendor-batches/add', work, (c) =>
  submit(c, {
    schema: AddTicked,
    run: addTicked,
    done: ({ id }) => `/vendor-batches/${id}?done=saved`,
    again: (state) => coveredPage(c, state),
    taken: TAKEN,
  }),
);

async function coveredPage(c: AppContext, state: FormState) {
  const { db, actor, today } = c.var.ctx;
  const filter = coveredFilter(c.req.query());
  const [found, [makers, plans, vendors, sites, drafts]] = await Promise.all([
    listCovered(db, filter, today),
    db.read(MAKERS, PLANS, VENDORS, sitesFor('all'), DRAFTS),
  ]);
  const batches = [
    ...drafts.map((draft) => ({
      value: draft.id,
      label: `${batchNumber(draft.number)} ${draft.vendorName}, ${draft.devices} in it`,
    })),
    ...vendors.map((vendor) => ({ value: vendor.value, label: `New batch to ${vendor.label}` })),
  ];
  return (
    <CoveredList
      frame={frameOf(c, 'repairs')}
      state={state}
      filter={filter}
      {...found}
      makers={makers}
      plans={plans}
      vendors={vendors}
      sites={sites}
      batches={batches}
      mayWork={can(actor, 'claim.work')}
    />
  );
}

claimListRoutes.get('/vendor-batches/away', see, async (c) => {
  const { db, actor, today } = c.var.ctx;
  const filter = awayFilter(c.req.query());
  const [page, vendors] = await Promise.all([listAway(db, filter), db.all(VENDORS)]);
  return c.html(
    <AwayList
      frame={frameOf(c, 'repairs')}
      filter={filter}
      page={page}
      vendors={vendors}
      late={(row) => isLateClaim(row, today)}
      serial={(c.req.query('serial') ?? '').trim().slice(0, 100)}
      mayWork={can(actor, 'claim.work')}
    />,
  );
});

claimListRoutes.get('/vendor-batches/new', work, async (c) =>
  c.html(await newPage(c, freshState({ vendor: c.req.query('vendor') ?? '' }))),
);

claimListRoutes.post('/vendor-batches/new', work, (c) =>
  submit(c, {
    schema: NewBatch,
    run: createBatch,
    done: ({ id }) => `/vendor-batches/${id}?done=created`,
    again: (state) => newPage(c, state),
    taken: TAKEN,
  }),
);

async function newPage(c: AppContext, state: FormState) {
  const vendors = await c.var.ctx.db.all(VENDORS);
  return <BatchForm frame={frameOf(c, 'repairs')} state={state} vendors={vendors} />;
}
