import type { Hono } from 'hono';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { optionalDate, optionalId, optionalText } from '../fields.ts';
import { present } from '../history/present.ts';
import { listRecords, type RecordRow, recordsOfThing } from '../history/queries.ts';
import { visibleThing } from '../history/visible.ts';
import { startOfDay } from '../web/day.ts';
import type { AppEnv } from '../web/env.ts';
import { lists } from './operation.ts';
import { time } from './shapes.ts';

const tag = 'History';

const RecordLine = z
  .object({
    at: time.describe('When it was recorded'),
    doneAt: time.nullable().describe('When it was done, where that is another time'),
    who: z.string().nullable(),
    thing: z.string(),
    kind: z.string(),
    name: z.string().describe('The name that the thing has now'),
    verb: z.string(),
    details: z.array(z.object({ label: z.string(), from: z.string().nullable().optional(), to: z.string() })),
    text: z.string().nullable(),
    purged: z.boolean().describe('Its text was taken out for the sake of privacy'),
    site: z.string().nullable(),
  })
  .meta({ id: 'Record', description: 'One line of history' });

export function historyOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/history',
      rights: ['history.see'],
      summary: 'Everything that was done, the newest first',
      description: 'A page may have fewer items than `limit` though more follow: `next` says so.',
      tag,
      filters: {
        who: optionalId().describe('Who did it'),
        kind: optionalText(40).describe('Kind of thing, as device or repair'),
        verb: optionalText(60).describe('A piece of what was done'),
        site: optionalId(),
        from: optionalDate(),
        to: optionalDate().describe('Included'),
      },
      item: RecordLine,
    },
    async (c, { who, site, from, to, ...asked }) => {
      const { ctx } = c.var;
      const { zone } = ctx.district;
      const { items, next } = await listRecords(ctx.db, {
        ...asked,
        who: who ?? '',
        site: site ?? '',
        from: from ? startOfDay(zone, from) : '',
        to: to ? startOfDay(zone, dayAfter(to)) : '',
      });
      return { items: await linesOf(ctx, items), next };
    },
  );
  lists(
    api,
    {
      path: '/history/:thing',
      rights: ['account.own'],
      summary: 'The history of one thing that you may see; of a device with its repairs',
      tag,
      item: RecordLine,
    },
    async (c, { limit, cursor }) => {
      const { ctx } = c.var;
      const thing = await visibleThing(ctx, c.req.param('thing') ?? '');
      const { items, next } = await recordsOfThing(ctx.db, thing.id, thing.kind === 'device', cursor, limit);
      return { items: await linesOf(ctx, items), next };
    },
  );
}

async function linesOf(ctx: Ctx, rows: readonly RecordRow[]) {
  const lines = await present(ctx, rows);
  return lines.map((line) => ({ ...line, details: [...line.details] }));
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
