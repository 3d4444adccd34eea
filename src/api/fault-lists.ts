import type { Hono } from 'hono';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { optionalChoice, optionalId } from '../fields.ts';
import * as edit from '../repairs/edit-lists.ts';
import * as forms from '../repairs/list-forms.ts';
import { allFaults, allRemedies, allSymptoms, faultsFor } from '../repairs/list-queries.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { Page } from '../web/paging.ts';
import { lists, type Paging, writes } from './operation.ts';
import { time } from './shapes.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Faults';

const entry = {
  code: z.string(),
  name: z.string(),
  position: z.int(),
  retiredAt: time.nullable(),
  version: z.int(),
};

const Fault = z
  .object({
    ...entry,
    level: z.int().describe('Who should do it, 1 to 3'),
    minutes: z.int(),
    remedy: z.string().nullable().describe('What is mostly done'),
    partKind: z.string().nullable(),
    found: z.int().describe('How often it was found on the model that was asked about'),
  })
  .meta({ id: 'Fault' });

const Symptom = z
  .object({ ...entry, faults: z.array(z.string()).describe('The faults that it mostly turns out to be') })
  .meta({ id: 'Symptom' });

const Remedy = z
  .object({
    ...entry,
    minutes: z.int().nullable().describe("Null: the fault's own minutes hold"),
    takesPart: z.string().describe('part, none or either'),
    outcome: z.string(),
  })
  .meta({ id: 'Remedy' });

const Saved = z.object({ code: z.string() });

const SavedOrAsked = z.object({
  code: z.string(),
  proposed: z.boolean().describe('True: a manager decides'),
});

const show = optionalChoice(['all']).describe('Those out of use too');

/** One of the lists that repairs choose from: read by all, written by who keeps the lists. */
interface Kept<N, E, I extends z.ZodType> {
  list: forms.ListName;
  one: string;
  item: I;
  read: (
    c: AppContext,
    asked: Paging & { show: 'all' | null; model: string | null },
  ) => Promise<Page<z.input<I>>>;
  created: z.ZodType<N>;
  create: (ctx: Ctx, form: N) => Promise<{ code: string; proposed: boolean }>;
  edited: z.ZodType<E>;
  edit: (ctx: Ctx, code: string, form: E) => Promise<{ code: string; proposed: boolean }>;
  example: Record<string, unknown>;
}

export function faultListOperations(api: Hono<AppEnv>): void {
  function keep<N, E, I extends z.ZodType>(face: Kept<N, E, I>): void {
    const { list, one } = face;
    const rights = ['catalog.edit', 'catalog.propose'] as const;
    lists(
      api,
      {
        path: `/${list}`,
        rights: ['repair.see'],
        summary: `The ${list} that can be chosen`,
        tag,
        filters: { show, model: optionalId().describe('Its commonest faults first') },
        item: face.item,
      },
      face.read,
    );
    writes(
      api,
      {
        path: `/${list}`,
        rights,
        summary: `Make a ${one}; who may not decide it proposes it`,
        tag,
        schema: face.created,
        example: { code: 'sticker-damage', ...face.example },
        answer: SavedOrAsked,
        status: 201,
        taken: { [`${list}.code`]: ['code', 'Another one has this code'] },
      },
      face.create,
    );
    writes(
      api,
      {
        method: 'put',
        path: `/${list}/:code`,
        rights,
        summary: `Change a ${one}; who may not decide it proposes it`,
        tag,
        schema: face.edited,
        example: { version: 1, ...face.example },
        answer: SavedOrAsked,
      },
      (ctx, form, c) => face.edit(ctx, c.req.param('code') ?? '', form),
    );
    writes(
      api,
      {
        path: `/${list}/:code/retire`,
        rights: ['catalog.edit'],
        summary: `Take a ${one} out of the choices, or back in`,
        tag,
        schema: forms.Versioned,
        example: { version: 1 },
        answer: Saved,
      },
      (ctx, form, c) => edit.retireOrRestoreEntry(ctx, list, c.req.param('code') ?? '', form),
    );
  }
  keep({
    list: 'faults',
    one: 'fault',
    item: Fault,
    read: async (c, asked) => {
      const { db } = c.var.ctx;
      return pageOfWhole(await db.all(asked.show ? allFaults() : faultsFor(asked.model)), asked);
    },
    created: forms.NewFault,
    create: edit.createFault,
    edited: forms.FaultEdit,
    edit: edit.editFault,
    example: { name: 'Stickers', level: 1, minutes: 10, position: 500 },
  });
  keep({
    list: 'symptoms',
    one: 'symptom',
    item: Symptom,
    read: async (c, asked) => {
      const rows = inUse(await c.var.ctx.db.all(allSymptoms()), asked.show);
      const { items, next } = pageOfWhole(rows, asked);
      return { next, items: items.map((row) => ({ ...row, faults: JSON.parse(row.faults) as string[] })) };
    },
    created: forms.NewSymptom,
    create: edit.createSymptom,
    edited: forms.SymptomEdit,
    edit: edit.editSymptom,
    example: { name: 'Covered with stickers', faults: ['bezel'], position: 500 },
  });
  keep({
    list: 'remedies',
    one: 'remedy',
    item: Remedy,
    read: async (c, asked) => pageOfWhole(inUse(await c.var.ctx.db.all(allRemedies()), asked.show), asked),
    created: forms.NewRemedy,
    create: edit.createRemedy,
    edited: forms.RemedyEdit,
    edit: edit.editRemedy,
    example: { name: 'Scraped off', takesPart: 'none', outcome: 'repaired', position: 500 },
  });
}

function inUse<T extends { retiredAt: string | null }>(rows: readonly T[], show: 'all' | null): readonly T[] {
  return show ? rows : rows.filter((row) => row.retiredAt === null);
}
