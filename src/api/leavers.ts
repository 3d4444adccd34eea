import type { Hono } from 'hono';
import { z } from 'zod';
import { within } from '../accounts/permissions.ts';
import { Settle } from '../directory/forms.ts';
import { LEAVER_KINDS, type Leaver, leaversAt } from '../directory/leaver-queries.ts';
import { leaversBySite, leaversPage } from '../directory/leavers.ts';
import { settleLeaver } from '../directory/settle.ts';
import { NotFound } from '../errors.ts';
import { id, optionalChoice, optionalText } from '../fields.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { namesFor, PersonRef, personRef } from './person.ts';
import { truth } from './shapes.ts';
import { SiteLeavers } from './shapes-directory.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'People';

const Leaving = z
  .object({
    device: z.string(),
    tag: z.string(),
    serial: z.string(),
    modelName: z.string(),
    home: z.string(),
    homeName: z.string(),
    person: PersonRef.nullable(),
    left: truth().describe('The person has left the district; else belongs to another site now'),
    site: z.string().nullable().describe('Of the person'),
    siteName: z.string().nullable(),
    has: truth().describe('It is with the person; else only issued to the person'),
    asked: truth().describe('Somebody has proposed that it goes along'),
  })
  .meta({ id: 'Leaving', description: 'A device whose person has left or belongs to another site now' });

/** People who left or moved with a device, and what becomes of it. */
export function leaverOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/people/leavers',
      rights: ['custody.change'],
      summary:
        'What a site has to look after: its devices with people who left or moved, and newcomers’ devices',
      tag,
      item: Leaving,
      filters: { site: id().describe('The site') },
    },
    async (c, { site, ...paging }) => {
      if (!within(scopeFor(c, 'custody.change'), site)) throw new NotFound();
      const page = pageOfWhole(await leaversAt(c.var.ctx.db, site), paging);
      return { ...page, items: page.items.map((row) => leaving(c, row)) };
    },
  );
  lists(
    api,
    {
      path: '/people/leavers/all',
      rights: ['import.run'],
      summary: 'The same of the whole district, site by site',
      tag,
      item: Leaving,
      filters: {
        site: optionalText(60).describe('Home of the devices'),
        kind: optionalChoice(LEAVER_KINDS),
      },
    },
    async (c, { site, kind, cursor, limit }) => {
      const { db } = c.var.ctx;
      const page = await leaversPage(db, await leaversBySite(db), { site, kind, cursor }, limit);
      return { ...page, items: page.items.map((row) => leaving(c, row)) };
    },
  );
  reads(
    api,
    {
      path: '/people/leavers/sites',
      rights: ['import.run'],
      summary: 'How many there are at which site',
      tag,
      answer: z.object({ items: z.array(SiteLeavers) }),
    },
    async (c) => ({ items: await leaversBySite(c.var.ctx.db) }),
  );
  writes(
    api,
    {
      path: '/people/leavers/:device',
      rights: ['custody.change'],
      summary: 'Collected, goes along, or stays as it is',
      description:
        'Whoever may not edit a device (a school contact, an intern) proposes that it goes along; a manager decides.',
      tag,
      schema: Settle,
      example: { person: '0d9b2f3e-…', what: 'collected' },
      answer: z.object({
        id: z.string(),
        proposed: z.boolean().describe('True: a manager decides, the device stays as it is until then'),
      }),
    },
    (ctx, form, c) => settleLeaver(ctx, c.req.param('device') ?? '', form, scopeFor(c, 'custody.change')),
  );
}

function leaving(c: AppContext, row: Leaver): z.input<typeof Leaving> {
  const { person: id, name, kind, grade, site } = row;
  return {
    ...row,
    person: personRef(namesFor(c), { id, name, kind, grade, site }),
    left: row.active === 0,
  };
}
