import { Hono } from 'hono';
import { IdentifyForm } from '../../views/devices/identify.tsx';
import { JoinForm } from '../../views/devices/join.tsx';
import { can } from '../accounts/permissions.ts';
import { Invalid } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { Identify, Join, UndoJoin, Withdraw } from './forms.ts';
import { identifyDevice, withdrawWrong } from './identify.ts';
import { joinDevices, otherRecord, undoJoin } from './join.ts';
import { identifiersOf } from './page-queries.ts';
import { holdersOf } from './place-queries.ts';
import { findDevice } from './queries.ts';
import { readIdentifier } from './rules.ts';

export const identityRoutes = new Hono<AppEnv>();

const TAKEN = {
  'identifiers.kind, identifiers.value': ['value', 'Another device has it'],
} as const;

for (const [kind, right] of [
  ['tag', 'tag.replace'],
  ['serial', 'device.edit'],
] as const) {
  identityRoutes.get(`/devices/:id/${kind}`, allow(right), async (c) =>
    c.html(await identifyForm(c, kind, freshState())),
  );
  identityRoutes.post(`/devices/:id/${kind}`, allow(right), (c) =>
    submit(c, {
      schema: Identify,
      run: (ctx, form) => identifyDevice(ctx, c.req.param('id'), kind, form),
      done: ({ id }) => `/devices/${id}?done=saved`,
      again: (state) => identifyForm(c, kind, state),
      taken: TAKEN,
    }),
  );
}

identityRoutes.post('/devices/:id/withdraw', allow('device.edit'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Withdraw,
    run: (ctx, form) => withdrawWrong(ctx, id, form),
    done: (result) => `/devices/${result.id}?done=withdrawn`,
    back: `/devices/${id}/serial`,
  });
});

identityRoutes.get('/devices/:id/join', allow('device.edit'), async (c) => {
  const { other = '' } = c.req.query();
  return c.html(await joinForm(c, freshState({ other })));
});

identityRoutes.post('/devices/:id/join', allow('device.edit'), (c) =>
  submit(c, {
    schema: Join,
    run: (ctx, form) => joinDevices(ctx, c.req.param('id'), form),
    done: ({ id }) => `/devices/${id}?done=joined`,
    again: (state) => joinForm(c, state),
  }),
);

identityRoutes.post('/devices/:id/join/undo', allow('device.edit'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: UndoJoin,
    run: (ctx, form) => undoJoin(ctx, id, form.join),
    done: (result) => `/devices/${result.id}?done=undone`,
    back: `/devices/${id}`,
  });
});

async function identifyForm(c: AppContext, kind: 'tag' | 'serial', state: FormState) {
  const { db } = c.var.ctx;
  const device = await findDevice(db, c.req.param('id') ?? '', 'all');
  const identifiers = await db.all(identifiersOf(device.id));
  const typed =
    typeof state.values.value === 'string' ? readIdentifier(kind, state.values.value) : { value: '' };
  const value = 'value' in typed ? typed.value : '';
  const taken =
    state.errors.value && value
      ? await holdersOf(db, kind === 'tag' ? value : '', kind === 'serial' ? value : '')
      : [];
  // What is saved next is on top of what is there now.
  const current = { ...state, values: { ...state.values, seen: device[kind] } };
  return (
    <IdentifyForm
      frame={frameOf(c, 'devices')}
      state={current}
      kind={kind}
      device={device}
      identifiers={identifiers.filter((one) => one.kind === kind)}
      taken={taken.filter((holder) => holder.device !== device.id)}
      withdraws={can(c.var.ctx.actor, 'device.edit')}
    />
  );
}

/** First which record, then both beside each other, then the button. */
async function joinForm(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const device = await findDevice(ctx.db, c.req.param('id') ?? '', 'all');
  const ref = typeof state.values.other === 'string' ? state.values.other : '';
  let other = null;
  if (ref !== '') {
    try {
      other = await otherRecord(ctx, device, ref);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      state.errors = { ...error.fields, ...state.errors };
    }
  }
  return <JoinForm frame={frameOf(c, 'devices')} state={state} device={device} other={other} />;
}
