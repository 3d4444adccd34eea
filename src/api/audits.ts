import type { Hono } from 'hono';
import { z } from 'zod';
import { phoneSays, recordEvents } from '../audits/events.ts';
import { AUDIT_STATES, CallOff, Nothing, PhoneSays, PlanAudit, PostEvents } from '../audits/forms.ts';
import { phoneList } from '../audits/list.ts';
import { callOff, planAudit, startAudit } from '../audits/plan.ts';
import { type Audit, findAudit, listAudits } from '../audits/queries.ts';
import { optionalChoice, optionalId, optionalText } from '../fields.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { Page } from '../web/paging.ts';
import { lists, reads, writes } from './operation.ts';
import { Done } from './shapes.ts';
import * as shape from './shapes-audits.ts';

const tag = 'Audits';
const see = ['audit.see'] as const;
const run = ['audit.run'] as const;

/** Planning and counting. What is found is in src/api/audit-findings.ts. */
export function auditOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/audits',
      rights: see,
      summary: 'Audits, the newest first',
      tag,
      filters: { state: optionalChoice(AUDIT_STATES), site: optionalId() },
      item: shape.AuditRow,
    },
    (c, { cursor, limit, ...filter }) =>
      told(listAudits(c.var.ctx.db, filter, scopeFor(c, 'audit.see'), cursor, limit)),
  );
  writes(
    api,
    {
      path: '/audits',
      rights: run,
      summary: 'Plan an audit, and begin it at once with start',
      description:
        'The place by its id or code. A sample is as large as its confidence and margin ask for (Cochran, with the finite population correction).',
      tag,
      schema: PlanAudit,
      example: { kind: 'place', location: 'MAP', start: true },
      answer: Done,
      status: 201,
      location: ({ id }) => `/audits/${id}`,
    },
    (ctx, form, c) => planAudit(ctx, form, scopeFor(c, 'audit.run')),
  );
  reads(
    api,
    { path: '/audits/:id', rights: see, summary: 'One audit', tag, answer: shape.AuditRow },
    async (c) => asTold(await findAudit(c.var.ctx.db, idOf(c), scopeFor(c, 'audit.see'))),
  );
  writes(
    api,
    {
      path: '/audits/:id/start',
      rights: run,
      summary: 'Freeze the list and begin to count',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => startAudit(ctx, idOf(c), scopeFor(c, 'audit.run')),
  );
  writes(
    api,
    {
      path: '/audits/:id/call-off',
      rights: run,
      summary: 'Give up an audit that is not closed',
      tag,
      schema: CallOff,
      example: { reason: 'The school is closed this week' },
      answer: Done,
    },
    (ctx, form, c) => callOff(ctx, idOf(c), form, scopeFor(c, 'audit.run')),
  );
  counting(api);
}

function counting(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/audits/:id/list',
      rights: run,
      summary: 'What a phone carries: the frozen list, then what was scanned since',
      tag,
      query: z.object({ after: optionalText(400).describe('`next` of the answer before') }),
      answer: shape.PhoneList,
    },
    async (c, { after }) => {
      const list = await phoneList(c.var.ctx, idOf(c), after, scopeFor(c, 'audit.run'));
      return { ...list, audit: asTold(list.audit) };
    },
  );
  writes(
    api,
    {
      path: '/audits/:id/events',
      rights: run,
      summary: 'What a phone has recorded: scans, and scans taken back',
      description:
        'Each event once by its own key, whatever is sent again and in whatever order. What comes after the closing is kept and marked.',
      tag,
      schema: PostEvents,
      example: {
        phone: 'phone-of-sid',
        clock: '2027-03-02T15:00:01.000Z',
        waiting: 0,
        events: [
          {
            id: '0193e1a0-0000-7000-8000-000000000001',
            seq: 1,
            kind: 'scan',
            value: '48214',
            at: '2027-03-02T15:00:00.000Z',
          },
        ],
      },
      answer: shape.EventsTaken,
    },
    (ctx, form, c) => recordEvents(ctx, idOf(c), form, scopeFor(c, 'audit.run')),
  );
  writes(
    api,
    {
      path: '/audits/:id/phones',
      rights: run,
      summary: 'What a phone says that it still holds',
      tag,
      schema: PhoneSays,
      example: { phone: 'phone-of-sid', waiting: 0 },
      answer: Done,
    },
    (ctx, form, c) => phoneSays(ctx, idOf(c), form, scopeFor(c, 'audit.run')),
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}

/** While a blind audit is counted, nobody is told how much is expected. */
function asTold(audit: Audit): Audit {
  return audit.blind === 1 && audit.state === 'counting' ? { ...audit, expected: 0, held: 0 } : audit;
}

async function told(page: Promise<Page<Audit>>): Promise<Page<Audit>> {
  const { items, next } = await page;
  return { items: items.map(asTold), next };
}
