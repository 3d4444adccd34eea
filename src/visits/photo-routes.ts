import { Hono } from 'hono';
import { NotFound } from '../errors.ts';
import { storePhotos } from '../photos/actions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { submit } from '../web/submit.tsx';
import { Nothing } from './forms.ts';
import { mine } from './go.ts';
import { addVisitPhotos, visitPhoto } from './photos.ts';

export const visitPhotoRoutes = new Hono<AppEnv>();

visitPhotoRoutes.post('/visits/:id/photos', allow('visit.work'), async (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Nothing,
    run: async (ctx) => {
      await mine(ctx, id);
      const upload = { photos: await bytesOf(c, 'photo'), thumbs: await bytesOf(c, 'thumb') };
      return addVisitPhotos(ctx, id, await storePhotos(c.var.services.photos, upload));
    },
    done: () => `/visits/${id}?done=saved`,
    back: `/visits/${id}`,
  });
});

visitPhotoRoutes.get('/visits/:id/photos/:name', allow('visit.see'), async (c) => {
  const known = await visitPhoto(c.var.ctx, c.req.param('id'), c.req.param('name'));
  const photo = await c.var.services.photos.get(known);
  if (!photo) throw new NotFound('The photo is not in the store any more');
  return c.body(new Uint8Array(photo.bytes), 200, {
    'Content-Type': photo.type,
    'Content-Length': String(photo.bytes.byteLength),
    'Cache-Control': 'private, max-age=86400',
  });
});

export async function bytesOf(c: AppContext, field: string): Promise<Uint8Array[]> {
  const files = (c.var.body.files[field] ?? []).filter((file) => file.size > 0);
  return Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
}
