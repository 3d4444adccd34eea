import type { Hono } from 'hono';
import { z } from 'zod';
import { scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { checkIn, checkOut, endIssue, issueDevice, lend, moveDevice } from '../custody/actions.ts';
import { CheckIn, CheckOut, EndIssue, Issue, Loan, Move } from '../custody/forms.ts';
import { toldWhy } from '../custody/now.ts';
import { chainOf, listLoans } from '../custody/queries.ts';
import { settle } from '../custody/settle-missing.ts';
import { undoHand } from '../custody/undo-hand.ts';
import { findDevice } from '../devices/queries.ts';
import { optionalChoice, optionalId } from '../fields.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done } from './shapes.ts';
import { Chain, Issues, LoanLine } from './shapes-custody.ts';

const tag = 'Custody';

/** A slot that somebody else filled meanwhile. */
const TAKEN = {
  'assignments.location, assignments.slot': ['slot', 'Another device is issued to this slot'],
} as const;

/** What changes who has a device, by one word each. */
const Handing = z.discriminatedUnion('how', [
  CheckOut.extend({ how: z.literal('check_out') }),
  CheckIn.extend({ how: z.literal('check_in') }),
  Move.extend({ how: z.literal('move') }),
  Loan.extend({ how: z.literal('loan') }),
  CheckIn.extend({ how: z.literal('return') }),
]);
type Handing = z.infer<typeof Handing>;

function hand(ctx: Ctx, form: Handing, c: AppContext): Promise<{ id: string }> {
  return toldWhy(form.custody, () => handOn(ctx, form, c));
}

function handOn(ctx: Ctx, form: Handing, c: AppContext): Promise<{ id: string }> {
  const device = deviceIn(c);
  const scope = scopeFor(c, 'custody.change');
  switch (form.how) {
    case 'check_out':
      return checkOut(ctx, device, form, scope);
    case 'move':
      return moveDevice(ctx, device, form, scope);
    case 'loan':
      return lend(ctx, device, form, scope);
    default:
      return checkIn(ctx, device, form, scope);
  }
}

export function custodyOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/devices/:device/custody',
      rights: ['device.see'],
      summary: 'Who or what has and had the device, the newest first',
      description: 'The row without `toAt` is the open one. A student is named only to who may see it.',
      tag,
      answer: Chain,
    },
    async (c) => {
      const { custody, missing } = await chainHere(c);
      return { items: custody, next: null, missing };
    },
  );
  writes(
    api,
    {
      path: '/devices/:device/custody',
      rights: ['custody.change'],
      summary: 'Check out, check in, move, lend or return a device',
      description:
        '`how` says which: check_out, check_in, move, loan or return. `to` is a badge, the code of a place or a name; ' +
        '`target` names one by its id, as "person:ID" or "location:ID". `custody` is the id of the open row that was ' +
        'seen: where another has it meanwhile, the call is refused with 409.',
      tag,
      schema: Handing,
      example: { how: 'check_out', to: '700001', issue: true, chargers: 1 },
      answer: Done,
      taken: TAKEN,
    },
    hand,
  );
  writes(
    api,
    {
      path: '/devices/:device/custody/undo',
      rights: ['custody.change'],
      summary: "Take one's own hand-over of today back",
      description:
        'A check-out, check-in, move or loan by itself, while nothing else has happened to the device: it is with ' +
        'whom it was, issued as it was, and what was missing is asked for no more.',
      tag,
      schema: z.object({}),
      answer: Done,
    },
    (ctx, _, c) => undoHand(ctx, deviceIn(c), scopeFor(c, 'custody.change')),
  );
  reads(
    api,
    {
      path: '/devices/:device/assignment',
      rights: ['device.see'],
      summary: 'To whom or where the device is and was issued',
      tag,
      answer: Issues,
    },
    async (c) => {
      const { assignments } = await chainHere(c);
      const open = assignments.find((row) => row.toAt === null) ?? null;
      return { current: open, former: assignments.filter((row) => row !== open) };
    },
  );
  writes(
    api,
    {
      method: 'put',
      path: '/devices/:device/assignment',
      rights: ['custody.change'],
      summary: 'Issue the device to a person, room or cart; who has it does not change',
      tag,
      schema: Issue,
      example: { to: 'MAP-C1', slot: 7 },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) =>
      toldWhy(form.assignment, () => issueDevice(ctx, deviceIn(c), form, scopeFor(c, 'custody.change'))),
  );
  writes(
    api,
    {
      method: 'delete',
      path: '/devices/:device/assignment',
      rights: ['custody.change'],
      summary: 'Issued to nobody from now on',
      tag,
      schema: EndIssue,
      example: {},
      answer: Done,
    },
    (ctx, form, c) => endIssue(ctx, deviceIn(c), form, scopeFor(c, 'custody.change')),
  );
  writes(
    api,
    {
      path: '/devices/:device/missing/:id/settle',
      rights: ['custody.change'],
      summary: 'What did not come back with the device is settled',
      tag,
      schema: z.object({}),
      answer: Done,
    },
    (ctx, _, c) => settle(ctx, deviceIn(c), c.req.param('id') ?? '', scopeFor(c, 'custody.change')),
  );
  lists(
    api,
    {
      path: '/loans',
      rights: ['device.see'],
      summary: 'Devices that are lent, the longest overdue first',
      tag,
      filters: {
        show: optionalChoice(['overdue']),
        site: optionalId().describe('Where the device is'),
      },
      item: LoanLine,
    },
    async (c, { show, site, ...paging }) => {
      const { db, actor, today } = c.var.ctx;
      const filter = { show: show ?? '', site: site ?? '', ...paging };
      const names = scopeOf(actor, 'student.see');
      return (await listLoans(db, filter, today, scopeFor(c, 'device.see'), names)).page;
    },
  );
}

async function chainHere(c: AppContext) {
  const { db, actor } = c.var.ctx;
  const device = await findDevice(db, deviceIn(c), scopeFor(c, 'device.see'));
  return chainOf(db, device.id, scopeOf(actor, 'student.see'));
}

function deviceIn(c: AppContext): string {
  return c.req.param('device') ?? '';
}
