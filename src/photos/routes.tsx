import { Hono } from 'hono';
import { PhotosPage } from '../../views/photos/upload.tsx';
import { can, scopeOf, within } from '../accounts/permissions.ts';
import { findDevice } from '../devices/queries.ts';
import { NotFound } from '../errors.ts';
import { findRepair } from '../repairs/queries.ts';
import { repairNumber } from '../repairs/rules.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { addPhotos, type PhotoTarget, removePhoto, type Upload } from './actions.ts';
import { PhotoForm } from './forms.ts';
import { photoByName, photosOfDevice, photosOfRepair } from './queries.ts';

export const photoRoutes = new Hono<AppEnv>();

// Who reports may show what is broken; who works may show what was done.
const mayAdd = allow('repair.report', 'repair.work');

photoRoutes.get('/repairs/:id/photos', mayAdd, async (c) => c.html(await repairPhotos(c, freshState())));

photoRoutes.post('/repairs/:id/photos', mayAdd, async (c) => {
  const repair = await repairHere(c);
  return submit(c, {
    schema: PhotoForm,
    run: async (ctx, form) =>
      addPhotos(ctx, c.var.services.photos, targetOf(repair), await uploadOf(c), form),
    done: () => `/repairs/${repair.number}?done=saved#photos`,
    again: (state) => repairPhotos(c, state),
  });
});

photoRoutes.get('/devices/:id/photos', mayAdd, async (c) => c.html(await devicePhotos(c, freshState())));

photoRoutes.post('/devices/:id/photos', mayAdd, async (c) => {
  const device = await deviceHere(c);
  return submit(c, {
    schema: PhotoForm,
    run: async (ctx, form) => {
      const target = { device: device.id, repair: device.openRepair, site: device.home };
      return addPhotos(ctx, c.var.services.photos, target, await uploadOf(c), form);
    },
    done: () => `/devices/${device.id}/photos?done=saved`,
    again: (state) => devicePhotos(c, state),
  });
});

/** A photo or thumbnail, to those who may see its device or repair. */
photoRoutes.get('/photos/:name', allow('device.see', 'repair.see'), async (c) => {
  const name = c.req.param('name');
  const row = await c.var.ctx.db.first(photoByName(name));
  const scope = scopeOf(c.var.ctx.actor, 'repair.see');
  if (!row || !within(scope, row.home, row.atSite, row.site)) throw new NotFound();
  const photo = await c.var.services.photos.get(name);
  if (!photo) throw new NotFound('The photo is not in the store any more');
  return c.body(photo.bytes, 200, {
    'Content-Type': row.name === name ? row.type : photo.type,
    'Content-Length': String(photo.bytes.byteLength),
    'Content-Disposition': 'inline',
    // A name is never used for another picture.
    'Cache-Control': 'private, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
});

photoRoutes.post('/photos/:name/withdraw', mayAdd, (c) => {
  const name = c.req.param('name');
  return submit(c, {
    schema: PhotoForm,
    run: (ctx) => removePhoto(ctx, name, scopeFor(c, 'repair.see')),
    done: ({ device, repair }) =>
      `${repair ? `/repairs/${repair}/photos` : `/devices/${device}/photos`}?done=withdrawn`,
    back: '/repairs',
  });
});

async function uploadOf(c: AppContext): Promise<Upload> {
  const bytes = async (name: string) =>
    Promise.all((c.var.body.files[name] ?? []).map(async (file) => new Uint8Array(await file.arrayBuffer())));
  return { photos: await bytes('photo'), thumbs: await bytes('thumb') };
}

function repairHere(c: AppContext) {
  return findRepair(c.var.ctx.db, c.req.param('id') ?? '', scopeFor(c, 'repair.see'));
}

function deviceHere(c: AppContext) {
  return findDevice(c.var.ctx.db, c.req.param('id') ?? '', scopeFor(c, 'device.see'));
}

function targetOf(repair: { id: string; device: string; site: string }): PhotoTarget {
  return { device: repair.device, repair: repair.id, site: repair.site };
}

async function repairPhotos(c: AppContext, state: FormState) {
  const repair = await repairHere(c);
  const photos = await c.var.ctx.db.all(photosOfRepair(repair.id));
  return (
    <PhotosPage
      frame={frameOf(c, 'repairs')}
      state={state}
      back={{ href: `/repairs/${repair.number}`, label: repairNumber(repair.number) }}
      action={`/repairs/${repair.id}/photos`}
      photos={photos}
      removable={removable(c, photos)}
    />
  );
}

async function devicePhotos(c: AppContext, state: FormState) {
  const device = await deviceHere(c);
  const photos = await c.var.ctx.db.all(photosOfDevice(device.id));
  return (
    <PhotosPage
      frame={frameOf(c, 'devices')}
      state={state}
      back={{ href: `/devices/${device.id}`, label: device.tag || device.serial || 'device' }}
      action={`/devices/${device.id}/photos`}
      photos={photos}
      removable={removable(c, photos)}
    />
  );
}

function removable(c: AppContext, photos: readonly { name: string; person: string | null }[]) {
  const { actor } = c.var.ctx;
  const manages = can(actor, 'catalog.edit');
  return new Set(
    photos.filter((photo) => manages || photo.person === actor.person).map((photo) => photo.name),
  );
}
