import type { Hono } from 'hono';
import type { z } from 'zod';
import type { Action } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { chaseLine } from '../purchasing/chase.ts';
import { Versioned } from '../purchasing/forms.ts';
import { Approve, CancelLine, Chase, Send, WithReason } from '../purchasing/order-forms.ts';
import { approveOrder, cancelLine, cancelOrder, proposeOrder, sendBack } from '../purchasing/order-moves.ts';
import { sendOrder } from '../purchasing/send-order.ts';
import type { AppEnv } from '../web/env.ts';
import { writes } from './operation.ts';
import { Done } from './shapes.ts';

const tag = 'Orders';

interface Move<In> {
  name: string;
  rights: readonly Action[];
  summary: string;
  description?: string;
  schema: z.ZodType<In>;
  example: Record<string, unknown>;
  run: (ctx: Ctx, ref: string, form: In) => Promise<{ id: string }>;
}

function move<In>(api: Hono<AppEnv>, { name, run, ...op }: Move<In>): void {
  writes(api, { path: `/orders/:id/${name}`, tag, answer: Done, ...op }, (ctx, form, c) =>
    run(ctx, c.req.param('id') ?? '', form),
  );
}

export function orderMoveOperations(api: Hono<AppEnv>): void {
  move(api, {
    name: 'propose',
    rights: ['order.propose'],
    summary: "Ask for a manager's yes",
    schema: Versioned,
    example: { version: 2 },
    run: proposeOrder,
  });
  move(api, {
    name: 'approve',
    rights: ['order.approve_small'],
    summary: "A manager's yes",
    description:
      'Above the limit by another manager than who proposed it; beyond the budget with overBudget.',
    schema: Approve,
    example: { version: 3, overBudget: false },
    run: approveOrder,
  });
  move(api, {
    name: 'send-back',
    rights: ['order.approve'],
    summary: 'Back to draft',
    schema: WithReason,
    example: { version: 3, reason: 'Too many panels' },
    run: sendBack,
  });
  move(api, {
    name: 'send',
    rights: ['order.propose'],
    summary: 'It is sent: its days count from today',
    description: 'By mail it is put into the outbox.',
    schema: Send,
    example: { version: 4, how: 'mail', expectedOn: '2027-03-15' },
    run: sendOrder,
  });
  move(api, {
    name: 'cancel',
    rights: ['order.propose'],
    summary: 'What is still open will not come',
    description: 'What a manager has approved is cancelled by a manager.',
    schema: WithReason,
    example: { version: 4, reason: 'Sold out' },
    run: cancelOrder,
  });
  writes(
    api,
    {
      path: '/orders/:id/lines/:line/cancel',
      rights: ['order.approve'],
      summary: 'Pieces of a line will not come',
      tag,
      schema: CancelLine,
      example: { quantity: 4, reason: 'Sold out' },
      answer: Done,
    },
    (ctx, form, c) => cancelLine(ctx, c.req.param('id') ?? '', c.req.param('line') ?? '', form),
  );
  writes(
    api,
    {
      path: '/orders/:id/lines/:line/chase',
      rights: ['order.receive', 'order.propose'],
      summary: 'Somebody asked about a line that is late',
      tag,
      schema: Chase,
      example: { note: 'On the boat', expectedOn: '2027-04-01' },
      answer: Done,
    },
    (ctx, form, c) => chaseLine(ctx, c.req.param('id') ?? '', c.req.param('line') ?? '', form),
  );
}
