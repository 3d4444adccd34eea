import { Hono } from 'hono';
import { z } from 'zod';
import { ChainPage } from '../../views/custody/chain.tsx';
import { type HandKind, HandPage } from '../../views/custody/hand.tsx';
import { LoansPage } from '../../views/custody/loans.tsx';
import { SlotsPage } from '../../views/custody/slots.tsx';
import { can, scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Device, findDevice } from '../devices/queries.ts';
import { findLocation, locationOptions } from '../locations/queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { checkIn, checkOut, endIssue, issueDevice, lend, moveDevice } from './actions.ts';
import { CheckIn, CheckOut, EndIssue, Issue, Loan, Move } from './forms.ts';
import { issuedTo, toldWhy, whoHasIt } from './now.ts';
import { chainOf, issuedThere, listLoans } from './queries.ts';
import { Nothing } from './session-forms.ts';
import { settle } from './settle-missing.ts';
import { targetChoices } from './target.ts';
import { likelyPlaces, type TargetRow, targetById } from './target-queries.ts';
import { undoHand } from './undo-hand.ts';

export const custodyRoutes = new Hono<AppEnv>();

/** A slot that somebody else filled meanwhile. */
const TAKEN = {
  'assignments.location, assignments.slot': ['slot', 'Another device is issued to this slot'],
} as const;

type Run<In> = (ctx: Ctx, ref: string, form: In, scope: 'all' | readonly string[]) => Promise<{ id: string }>;

/** The page of one way to hand a device on, and what its form does. */
function hand<In extends { custody?: string | null; assignment?: string | null }>(
  kind: HandKind,
  schema: z.ZodType<In>,
  run: Run<In>,
): void {
  custodyRoutes.get(`/devices/:id/${kind}`, allow('custody.change'), async (c) => {
    const device = await deviceOf(c);
    const { to = '', target = '' } = c.req.query();
    const state = freshState({
      to,
      ...(target ? { target } : {}),
      custody: device.openCustody ?? '',
      assignment: device.openAssignment ?? '',
    });
    return c.html(await handPage(c, kind, device, state));
  });
  custodyRoutes.post(`/devices/:id/${kind}`, allow('custody.change'), (c) =>
    submit(c, {
      schema,
      run: (ctx, form) =>
        toldWhy(form.custody ?? form.assignment ?? null, () =>
          run(ctx, c.req.param('id') ?? '', form, scopeFor(c, 'custody.change')),
        ),
      done: ({ id }) => `/devices/${id}?done=saved`,
      again: async (state) => {
        const device = await deviceOf(c);
        // What is saved next is on top of what is there now.
        state.values.custody = device.openCustody ?? '';
        state.values.assignment = device.openAssignment ?? '';
        return handPage(c, kind, device, state);
      },
      taken: TAKEN,
    }),
  );
}

hand('check-out', CheckOut, checkOut);
hand('check-in', CheckIn, checkIn);
hand('move', Move, moveDevice);
hand('loan', Loan, lend);
hand('issue', Issue, issueDevice);

custodyRoutes.post('/devices/:id/custody/undo', allow('custody.change'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => undoHand(ctx, id, scopeFor(c, 'custody.change')),
    done: () => `/devices/${id}?done=undone`,
    back: `/devices/${id}`,
  });
});

custodyRoutes.post('/devices/:id/issue/end', allow('custody.change'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: EndIssue,
    run: (ctx, form) => endIssue(ctx, id, form, scopeFor(c, 'custody.change')),
    done: () => `/devices/${id}/custody?done=saved`,
    back: `/devices/${id}/custody`,
  });
});

custodyRoutes.get('/devices/:id/custody', allow('device.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const device = await findDevice(db, c.req.param('id'), scopeFor(c, 'device.see'));
  const chain = await chainOf(db, device.id, scopeOf(actor, 'student.see'));
  const mayChange = can(actor, 'custody.change');
  return c.html(<ChainPage frame={frameOf(c, 'devices')} device={device} {...chain} mayChange={mayChange} />);
});

custodyRoutes.post('/devices/:id/missing/:missing', allow('custody.change'), (c) => {
  const { id, missing } = c.req.param();
  return submit(c, {
    schema: z.object({}),
    run: (ctx) => settle(ctx, id, missing, scopeFor(c, 'custody.change')),
    done: () => `/devices/${id}/custody?done=saved`,
    back: `/devices/${id}/custody`,
  });
});

custodyRoutes.get('/loans', allow('device.see'), async (c) => {
  const { db, actor, today } = c.var.ctx;
  const { show = '', site = '', cursor } = c.req.query();
  const filter = { show, site, cursor };
  const scope = scopeFor(c, 'device.see');
  const [found, sites] = await Promise.all([
    listLoans(db, filter, today, scope, scopeOf(actor, 'student.see')),
    locationOptions(db, ['site', 'depot'], scope),
  ]);
  return c.html(
    <LoansPage
      frame={frameOf(c, 'check')}
      filter={filter}
      {...found}
      sites={sites}
      mayChange={can(actor, 'custody.change')}
    />,
  );
});

custodyRoutes.get('/locations/:id/slots', allow('location.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const location = await findLocation(db, c.req.param('id'), scopeFor(c, 'location.see'));
  const issued = await issuedThere(db, location.id, scopeOf(actor, 'student.see'));
  const mayChange = can(actor, 'custody.change');
  return c.html(
    <SlotsPage frame={frameOf(c, 'locations')} location={location} issued={issued} mayChange={mayChange} />,
  );
});

function deviceOf(c: AppContext): Promise<Device> {
  return findDevice(c.var.ctx.db, c.req.param('id') ?? '', scopeFor(c, 'custody.change'));
}

async function handPage(c: AppContext, kind: HandKind, device: Device, state: FormState) {
  const names = scopeOf(c.var.ctx.actor, 'student.see');
  return (
    <HandPage
      frame={frameOf(c, 'devices')}
      kind={kind}
      device={device}
      state={state}
      holder={whoHasIt(device, names)}
      issued={issuedTo(device, names)}
      hasHolder={device.holder !== null}
      choices={await choicesFor(c, kind, device, state)}
    />
  );
}

/** Those whose name fits what was typed; before anything is typed, the likeliest. */
async function choicesFor(
  c: AppContext,
  kind: HandKind,
  device: Device,
  state: FormState,
): Promise<TargetRow[]> {
  const { ctx } = c.var;
  const scope = scopeFor(c, 'custody.change');
  const typed = String(state.values.to ?? '');
  const accepts = kind === 'loan' ? 'person' : kind === 'check-in' || kind === 'move' ? 'location' : 'any';
  if (state.errors.target && typed) return targetChoices(ctx, typed, scope, accepts);
  if (accepts === 'location') {
    const ids = [device.assignedLocation, device.home, device.atSite];
    const rows = await ctx.db.all(likelyPlaces(ids, ctx.actor.person));
    return rows.filter((row) => scope === 'all' || (row.site !== null && scope.includes(row.site)));
  }
  if (kind !== 'check-out') return [];
  const { assignedPerson, assignedLocation } = device;
  if (assignedPerson) return ctx.db.all(targetById('person', assignedPerson));
  return assignedLocation ? ctx.db.all(targetById('location', assignedLocation)) : [];
}
