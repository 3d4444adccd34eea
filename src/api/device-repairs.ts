import type { Hono } from 'hono';
import { z } from 'zod';
import { repairsOf } from '../devices/page-queries.ts';
import { addPhotos, removePhoto, type Upload } from '../photos/actions.ts';
import { PhotoForm } from '../photos/forms.ts';
import { photosOfDevice, photosOfRepair } from '../photos/queries.ts';
import { NewReport } from '../repairs/forms.ts';
import { notesOf } from '../repairs/queries.ts';
import { quickRepair } from '../repairs/quick.ts';
import { QuickRepair } from '../repairs/quick-forms.ts';
import { reportRepair } from '../repairs/report.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { deviceHere } from './device-shape.ts';
import { lists, uploads, writes } from './operation.ts';
import { repairHere } from './repair-shape.ts';
import { time } from './shapes.ts';
import { DeviceRepair } from './shapes-devices.ts';
import { Note, QuickSaved, Reported } from './shapes-repairs.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Repairs';

/** The repairs of a device: those that were, a report, a repair on one screen. */
export function deviceRepairOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/devices/:device/repairs',
      rights: ['device.see'],
      summary: 'The repairs of a device, the newest first',
      tag,
      item: DeviceRepair,
    },
    async (c, paging) => {
      const { id } = await deviceHere(c, 'device.see');
      const { items, next } = pageOfWhole(await c.var.ctx.db.all(repairsOf(id)), paging);
      const list = (text: string | null) => [...new Set((text ?? '').split(',').filter(Boolean))];
      return {
        next,
        items: items.map((row) => ({ ...row, causes: list(row.causes), faults: list(row.faults) })),
      };
    },
  );
  writes(
    api,
    {
      path: '/devices/:device/repairs',
      rights: ['repair.report'],
      summary: 'Report that a device is broken',
      description:
        'Where a repair is open on it, the report is added to that one. A contact may name another ' +
        "school's device by its tag or serial.",
      tag,
      schema: NewReport,
      example: { symptom: 'cracked-screen', note: 'Fell off a desk' },
      answer: Reported,
      status: 201,
      location: ({ repair }) => `/repairs/${repair}`,
    },
    (ctx, form, c) => reportRepair(ctx, c.req.param('device') ?? '', form),
  );
  writes(
    api,
    {
      path: '/devices/:device/quick-repair',
      rights: ['repair.work'],
      summary: 'A repair in one step: fault, remedy, minutes, parts, outcome and place',
      description:
        'Where a repair is open on the device, `repair` names it and it is finished, or the `lines` of it that are ' +
        "named. An intern's waits to be confirmed. Undone by its author on the same day with /repairs/{repair}/undo.",
      tag,
      schema: QuickRepair,
      example: { fault: 'screen', remedy: 'replaced', minutes: 15, partCode: 'LCD-116-30', place: 'back' },
      answer: QuickSaved,
      status: 201,
      location: ({ repair }) => `/repairs/${repair}`,
    },
    (ctx, form, c) => quickRepair(ctx, c.req.param('device') ?? '', form),
  );
  lists(
    api,
    {
      path: '/repairs/:repair/notes',
      rights: ['repair.see'],
      summary: 'The notes of a repair, the newest first',
      tag,
      item: Note,
    },
    async (c, paging) => {
      const { db, actor } = c.var.ctx;
      const { id } = await repairHere(c);
      return pageOfWhole(await db.all(notesOf(id, actor.person)), paging);
    },
  );
}

const Photo = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string().describe('Where the picture is read, with the same token'),
    thumbUrl: z.string(),
    width: z.int(),
    height: z.int(),
    step: z.string().describe('What it shows: reported, inside, done, label, or nothing'),
    at: time,
    personName: z.string().nullable(),
    device: z.string(),
    repair: z.string().nullable(),
    repairNumber: z.int().nullable(),
  })
  .meta({ id: 'Photo' });

const FILES = {
  photo: 'JPEG, PNG or WebP, at most 12 MB each and 10 at once; metadata is taken off',
  thumb: 'A small picture of each photo, in the same order; without one the photo serves as both',
} as const;

export function photoOperations(api: Hono<AppEnv>): void {
  const mayAdd = ['repair.report', 'repair.work'] as const;
  for (const [of, path] of [
    ['repair', '/repairs/:repair/photos'],
    ['device', '/devices/:device/photos'],
  ] as const) {
    lists(
      api,
      {
        path,
        rights: [`${of}.see`],
        summary: `The photos of a ${of}, the newest first`,
        tag: 'Photos',
        item: Photo,
      },
      async (c, paging) => {
        const query =
          of === 'repair'
            ? photosOfRepair((await repairHere(c)).id)
            : photosOfDevice((await deviceHere(c, 'device.see')).id);
        const { items, next } = pageOfWhole(await c.var.ctx.db.all(query), paging);
        return {
          next,
          items: items.map((photo) => ({
            ...photo,
            url: `/photos/${photo.name}`,
            thumbUrl: `/photos/${photo.thumb}`,
          })),
        };
      },
    );
    uploads(
      api,
      {
        path,
        rights: mayAdd,
        summary: `Add photos to a ${of}`,
        tag: 'Photos',
        schema: PhotoForm,
        files: FILES,
        answer: z.object({ added: z.int() }),
      },
      async (ctx, form, c) =>
        addPhotos(ctx, c.var.services.photos, await targetOf(c, of), await uploadOf(c), form),
    );
  }
  writes(
    api,
    {
      path: '/photos/:name/withdraw',
      rights: mayAdd,
      summary: 'Take a photo off: by who took it, or a manager',
      tag: 'Photos',
      schema: z.object({}),
      answer: z.object({ device: z.string(), repair: z.string().nullable() }),
    },
    (ctx, _, c) => removePhoto(ctx, c.req.param('name') ?? '', scopeFor(c, 'repair.see')),
  );
}

async function targetOf(c: AppContext, of: 'repair' | 'device') {
  if (of === 'repair') {
    const { id, device, site } = await repairHere(c);
    return { device, repair: id, site };
  }
  const device = await deviceHere(c, 'device.see');
  return { device: device.id, repair: device.openRepair, site: device.home };
}

async function uploadOf(c: AppContext): Promise<Upload> {
  const bytes = (name: string) =>
    Promise.all((c.var.body.files[name] ?? []).map(async (file) => new Uint8Array(await file.arrayBuffer())));
  return { photos: await bytes('photo'), thumbs: await bytes('thumb') };
}
