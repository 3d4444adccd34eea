import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { z } from 'zod';
import * as fields from '../../views/repairs/move-fields.tsx';
import { MovePage } from '../../views/repairs/move-page.tsx';
import type { Ctx } from '../context.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { acceptRepair } from './accept.ts';
import { repairCameBack } from './came-back.ts';
import { escalateRepair } from './escalate.ts';
import { handOver, takeOver } from './hand-over.ts';
import { holdRepair } from './hold.ts';
import { groupOptions, symptomsInUse, technicians } from './list-queries.ts';
import * as forms from './move-forms.ts';
import { placesFor, vendors } from './place-queries.ts';
import { findRepair, type Repair } from './queries.ts';
import { makeReady, reworkRepair } from './ready.ts';
import { resumeRepair } from './resume.ts';
import { type Move, stateAfter } from './rules.ts';
import { sendToVendor } from './vendor.ts';
import { withdrawRepair } from './withdraw.ts';

/** A move as a page: its form, what it asks for, what it does. */
interface MoveFace<In> {
  move: Move;
  /** the last part of its URL */
  path: string;
  title: string;
  submit: string;
  busy?: string;
  danger?: boolean;
  schema: z.ZodType<In>;
  run: (ctx: Ctx, ref: string, form: In) => Promise<{ number: number }>;
  fields: (state: FormState, repair: Repair, ctx: Ctx) => Promise<Child> | Child;
  /** what the fields hold at first */
  initial?: Record<string, string>;
  /** word of the notice */
  done?: string;
}

export const repairMoveRoutes = new Hono<AppEnv>();

function mount<In>(face: MoveFace<In>): void {
  const url = `/repairs/:ref/${face.path}` as const;
  const page = async (c: AppContext, state: FormState) => {
    const repair = await findRepair(c.var.ctx.db, c.req.param('ref') ?? '', scopeFor(c, 'repair.work'));
    return (
      <MovePage
        frame={frameOf(c, 'repairs')}
        state={state}
        repair={repair}
        title={face.title}
        path={face.path}
        submit={face.submit}
        busy={face.busy ?? 'Saving'}
        danger={face.danger ?? false}
        legal={stateAfter(face.move, repair.state) !== null}
      >
        {await face.fields(state, repair, c.var.ctx)}
      </MovePage>
    );
  };
  repairMoveRoutes.get(url, allow('repair.work'), async (c) =>
    c.html(await page(c, freshState(face.initial ?? {}))),
  );
  repairMoveRoutes.post(url, allow('repair.work'), (c) =>
    submit(c, {
      schema: face.schema,
      run: (ctx, form) => face.run(ctx, c.req.param('ref') ?? '', form),
      done: ({ number }) => `/repairs/${number}?done=${face.done ?? 'saved'}`,
      again: (state) => page(c, state),
    }),
  );
}

mount({
  move: 'accept',
  path: 'accept',
  title: 'Accept',
  submit: 'Accept',
  schema: forms.Accept,
  run: acceptRepair,
  initial: { how: 'take' },
  fields: async (state, repair, ctx) => (
    <fields.AcceptFields state={state} places={await ctx.db.all(placesFor(repair.site, ctx.actor.person))} />
  ),
});

mount({
  move: 'hold',
  path: 'hold',
  title: 'Put on hold',
  submit: 'Put on hold',
  schema: forms.Hold,
  run: holdRepair,
  fields: async (state, _, ctx) => {
    const [groups, vendorOptions] = await ctx.db.read(groupOptions(), vendors());
    return <fields.HoldFields state={state} groups={groups} vendors={vendorOptions} />;
  },
});

mount({
  move: 'resume',
  path: 'resume',
  title: 'Resume',
  submit: 'Resume',
  schema: forms.Resume,
  run: resumeRepair,
  fields: async (state, repair, ctx) => (
    <fields.ResumeFields
      state={state}
      repair={repair}
      places={await ctx.db.all(placesFor(repair.site, ctx.actor.person))}
    />
  ),
});

mount({
  move: 'escalate',
  path: 'escalate',
  title: 'Escalate',
  submit: 'Escalate',
  schema: forms.Escalate,
  run: escalateRepair,
  fields: (state, repair) => <fields.EscalateFields state={state} repair={repair} />,
});

mount({
  move: 'vendor',
  path: 'vendor',
  title: 'Send to a vendor',
  submit: 'Send to the vendor',
  schema: forms.ToVendor,
  run: sendToVendor,
  fields: async (state, _, ctx) => (
    <fields.VendorFields state={state} vendors={await ctx.db.all(vendors())} />
  ),
});

mount({
  move: 'take_over',
  path: 'take-over',
  title: 'Take over',
  submit: 'Take over',
  schema: forms.Nothing,
  run: takeOver,
  fields: () => null,
});

mount({
  move: 'hand_over',
  path: 'hand-over',
  title: 'Hand to another',
  submit: 'Hand over',
  schema: forms.HandOver,
  run: handOver,
  fields: async (state, _, ctx) => (
    <fields.HandOverFields state={state} technicians={await ctx.db.all(technicians())} />
  ),
});

mount({
  move: 'ready',
  path: 'ready',
  title: 'Ready',
  submit: 'Ready',
  schema: forms.Ready,
  run: makeReady,
  initial: { outcome: 'repaired' },
  fields: (state) => (
    <>
      <fields.OutcomeField state={state} />
      <fields.NoteField state={state} />
    </>
  ),
});

mount({
  move: 'rework',
  path: 'rework',
  title: 'Not ready after all',
  submit: 'Back to work',
  schema: forms.Rework,
  run: reworkRepair,
  fields: (state) => <fields.ReasonField state={state} label="What is still wrong" />,
});

mount({
  move: 'came_back',
  path: 'came-back',
  title: 'Came back',
  submit: 'Open it again',
  schema: forms.CameBack,
  run: repairCameBack,
  fields: async (state, _, ctx) => {
    const symptoms = await ctx.db.all(symptomsInUse());
    const options = symptoms.map(({ code, name }) => ({ value: code, label: name }));
    return <fields.CameBackFields state={state} symptoms={options} />;
  },
});

mount({
  move: 'withdraw',
  path: 'withdraw',
  title: 'Withdraw',
  submit: 'Withdraw the repair',
  danger: true,
  schema: forms.Withdraw,
  run: withdrawRepair,
  done: 'withdrawn',
  fields: (state) => <fields.ReasonField state={state} label="Why" />,
});
