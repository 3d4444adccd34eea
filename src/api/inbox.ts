import type { Hono } from 'hono';
import { z } from 'zod';
import { findingsById } from '../audits/finding-queries.ts';
import { addAuditPhotos } from '../audits/photos.ts';
import { findAudit } from '../audits/queries.ts';
import { NotFound, SignInNeeded } from '../errors.ts';
import { storePhotos } from '../photos/actions.ts';
import { markSeen } from '../repairs/note.ts';
import { laidBefore, phonesList } from '../sync/queries.ts';
import { unseenMentions } from '../today/queries.ts';
import { scopeFor } from '../web/access.ts';
import type { AppEnv } from '../web/env.ts';
import { lists, uploads, writes } from './operation.ts';
import { Done, time } from './shapes.ts';
import { PHOTO_FILES, photosSent } from './uploaded.ts';
import { pageOfWhole } from './whole-list.ts';

const Nothing = z.object({});
const MOST = 500;

const Mention = z
  .object({
    note: z.string(),
    number: z.int().describe('Of the repair'),
    at: time,
    by: z.string().nullable(),
    text: z.string(),
  })
  .meta({ id: 'Mention', description: 'A note that names you' });

const Phone = z
  .object({
    id: z.string(),
    person: z.string(),
    personName: z.string(),
    name: z.string(),
    firstAt: time,
    lastAt: time,
    waiting: z.int().describe('Entries that it still holds'),
    needs: z.int().describe('Entries that wait for its person'),
    oldestAt: time.nullable(),
  })
  .meta({ id: 'Phone', description: 'A phone with what it holds' });

const PhoneEntry = z
  .object({
    key: z.string(),
    phone: z.string(),
    person: z.string(),
    personName: z.string(),
    kind: z.string(),
    device: z.string(),
    deviceTag: z.string().nullable(),
    doneAt: time,
    why: z.string(),
  })
  .meta({ id: 'PhoneEntry', description: 'What somebody did on a phone and may not save any more' });

/** What waits for somebody: notes that name you, entries of phones, pictures of what was found. */
export function inboxOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/mentions',
      rights: ['account.own'],
      summary: 'Notes that name you and that you have not seen',
      tag: 'You',
      item: Mention,
    },
    async (c, paging) => {
      const { db, actor } = c.var.ctx;
      if (!actor.person) throw new SignInNeeded();
      return pageOfWhole(await db.all(unseenMentions(actor.person)), paging);
    },
  );
  writes(
    api,
    {
      path: '/mentions/:note/seen',
      rights: ['account.own'],
      summary: 'You have seen a note that names you',
      tag: 'You',
      schema: Nothing,
      answer: z.object({ number: z.int().describe('Of the repair') }),
    },
    (ctx, _, c) => markSeen(ctx, c.req.param('note') ?? ''),
  );
  phoneOperations(api);
  uploads(
    api,
    {
      path: '/audits/:id/findings/:finding/photos',
      rights: ['audit.run'],
      summary: 'Add photos to a finding',
      tag: 'Audits',
      schema: Nothing,
      files: PHOTO_FILES,
      answer: Done,
    },
    async (ctx, _, c) => {
      const audit = await findAudit(ctx.db, c.req.param('id') ?? '', scopeFor(c, 'audit.see'));
      const [finding] = await ctx.db.all(findingsById(audit, [c.req.param('finding') ?? '']));
      if (!finding) throw new NotFound();
      const stored = await storePhotos(c.var.services.photos, await photosSent(c));
      return addAuditPhotos(ctx, audit.id, finding.key, stored, scopeFor(c, 'audit.run'));
    },
  );
}

function phoneOperations(api: Hono<AppEnv>): void {
  const tag = 'Phones';
  lists(
    api,
    {
      path: '/phones',
      rights: ['phone.see'],
      summary: 'Phones, those that still hold something first',
      tag,
      item: Phone,
    },
    async (c, paging) => pageOfWhole(await c.var.ctx.db.all(phonesList(MOST)), paging),
  );
  lists(
    api,
    {
      path: '/phones/entries',
      rights: ['entry.decide'],
      summary: 'What was done on phones by people who have left',
      tag,
      item: PhoneEntry,
    },
    async (c, paging) => pageOfWhole(await c.var.ctx.db.all(laidBefore(MOST)), paging),
  );
}
