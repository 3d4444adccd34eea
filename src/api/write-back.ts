import type { Hono } from 'hono';
import {
  approveWriteBack,
  beginWriteBack,
  refuseWriteBack,
  resumeWriteBack,
} from '../directory/write-back.ts';
import { findWriteBack, lastWriteBacks, ROW_STATES, writeRows } from '../directory/write-queries.ts';
import { type Differences, FIELDS } from '../directory/write-rules.ts';
import { optionalChoice } from '../fields.ts';
import { carryDirectoryOn } from '../web/background.ts';
import type { AppEnv } from '../web/env.ts';
import { mustBeReady, Nothing, RIGHTS, tag } from './directory.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { WriteBack, WriteBackRow } from './shapes-directory.ts';
import { pageOfWhole } from './whole-list.ts';

const MOST = 200;

/** Our words to the directory: compared, agreed to by an admin, written. */
export function writeBackOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/directory/write-back',
      rights: RIGHTS,
      summary: 'What was written back, the latest first',
      tag,
      item: WriteBack,
    },
    async (c, paging) => pageOfWhole(await c.var.ctx.db.all(lastWriteBacks(MOST)), paging),
  );
  writes(
    api,
    {
      path: '/directory/write-back',
      rights: RIGHTS,
      summary: 'Compare now: what would be written',
      description: 'Nothing is written before an admin approves it.',
      tag,
      schema: Nothing,
      answer: Made,
      status: 201,
      location: ({ id }) => `/directory/write-back/${id}`,
    },
    async (ctx, _, c) => {
      mustBeReady(c);
      const made = await beginWriteBack(ctx, 'google');
      carryDirectoryOn(c);
      return made;
    },
  );
  reads(
    api,
    {
      path: '/directory/write-back/:run',
      rights: RIGHTS,
      summary: 'One of them: where it stands, with its counts',
      tag,
      answer: WriteBack,
    },
    (c) => findWriteBack(c.var.ctx.db, c.req.param('run') ?? ''),
  );
  lists(
    api,
    {
      path: '/directory/write-back/:run/rows',
      rights: RIGHTS,
      summary: 'Its devices, each with what would change and the answer that came',
      tag,
      item: WriteBackRow,
      filters: { state: optionalChoice(ROW_STATES), field: optionalChoice(FIELDS) },
    },
    async (c, { state, field, cursor, limit }) => {
      const run = await findWriteBack(c.var.ctx.db, c.req.param('run') ?? '');
      const page = await writeRows(c.var.ctx.db, run.n, { state, field, cursor }, limit);
      const changesOf = (content: string) => {
        const { assetId, user, location, unit } = JSON.parse(content) as Differences;
        const pair = (one?: readonly [string, string]): [string, string] | undefined =>
          one && [one[0], one[1]];
        return { assetId: pair(assetId), user: pair(user), location: pair(location), unit: pair(unit) };
      };
      return { ...page, items: page.items.map((row) => ({ ...row, changes: changesOf(row.content) })) };
    },
  );
  for (const [word, act, summary] of [
    ['approve', approveWriteBack, 'Write the devices of a preview'],
    ['refuse', refuseWriteBack, 'Write nothing, or nothing more'],
    ['resume', resumeWriteBack, 'Go on where it stopped'],
  ] as const)
    writes(
      api,
      {
        path: `/directory/write-back/:run/${word}`,
        rights: ['settings.manage'],
        summary,
        tag,
        schema: Nothing,
        answer: Done,
      },
      async (ctx, _, c) => {
        const done = await act(ctx, c.req.param('run') ?? '');
        carryDirectoryOn(c);
        return done;
      },
    );
}
