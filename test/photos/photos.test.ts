import { beforeEach, describe, expect, test } from 'vitest';
import { upkeep } from '../../src/upkeep/actions.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { repairOf, reported, type Workshop, workshop } from '../repairs/workshop.ts';
import { contains, exifSegment, intoJpeg, sample } from './metadata-samples.ts';

let shop: Workshop;
let url: string;

beforeEach(async () => {
  shop = await workshop();
  const repair = await reported(shop, shop.w.one);
  url = `/repairs/${repair.number}/photos`;
});

const file = (bytes: Uint8Array, name = 'photo.jpg', type = 'image/jpeg') =>
  new File([new Uint8Array(bytes)], name, { type });

const jpeg = () => file(intoJpeg(sample('jpeg'), exifSegment(6)));

const rows = () =>
  shop.app.rows<{ name: string; thumb: string; type: string; device: string; repair: string; step: string }>(
    'SELECT name, thumb, type, device, repair, step FROM photos',
  );

describe('a photo of a repair', () => {
  test('is kept without its metadata, and served to those who may see the repair', async () => {
    const { app, w } = shop;
    const answer = await app.post(
      url,
      { photo: jpeg(), thumb: file(sample('jpeg')), step: 'reported' },
      w.cora,
    );
    expect(answer.status).toBe(303);
    const [photo] = await rows();
    expect(photo).toMatchObject({ type: 'image/jpeg', device: w.one, step: 'reported' });
    expect(photo?.name).toMatch(/^[A-Za-z0-9_-]{32}\.jpg$/);
    expect(photo?.thumb).not.toBe(photo?.name);
    const kept = app.photos.kept.get(photo?.name ?? '');
    expect(contains(kept?.bytes ?? new Uint8Array(), 'GPS')).toBe(false);

    const served = await app.get(`/photos/${photo?.name}`, w.sid);
    expect(served.status).toBe(200);
    expect(served.headers.get('Content-Type')).toBe('image/jpeg');
    expect(served.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(served.headers.get('Cache-Control')).toContain('private');
    expect(served.headers.get('Content-Security-Policy')).toContain('sandbox');
    expect((await app.get(`/photos/${photo?.thumb}`, w.cora)).status).toBe(200);
    expect((await app.get(`/photos/${photo?.name}`, w.bert)).status).toBe(404);
    expect((await app.get(`/photos/${photo?.name}`, null)).location).toContain('/sign-in');
    expect((await app.get('/photos/AAAAAAAAAAAAAAAAAAAAAAAA.jpg', w.sid)).status).toBe(404);
    expect((await app.get('/photos/..%2f..%2fsecret', w.sid)).status).toBe(404);

    const page = await app.get(url.replace('/photos', ''), w.sid);
    expect(page.text).toContain(`/photos/${photo?.thumb}`);
    expect(await app.rows("SELECT 1 FROM records WHERE verb = 'photos added'")).toHaveLength(1);
  });

  test('without JavaScript the original serves as both', async () => {
    await shop.app.post(url, { photo: jpeg() }, shop.w.sid);
    const [photo] = await rows();
    expect(photo?.thumb).toBe(photo?.name);
    expect((await shop.app.get(`/photos/${photo?.name}`, shop.w.sid)).status).toBe(200);
  });

  test('a thumbnail that is none is left out; the photo counts', async () => {
    const bad = file(new TextEncoder().encode('<html>'), 'thumb.jpg');
    expect((await shop.app.post(url, { photo: jpeg(), thumb: bad }, shop.w.sid)).status).toBe(303);
    const [photo] = await rows();
    expect(photo?.thumb).toBe(photo?.name);
  });

  test('a name that lies about its content is served as what it is', async () => {
    await shop.app.post(url, { photo: file(sample('png'), 'x.jpg', 'text/html') }, shop.w.sid);
    const [photo] = await rows();
    expect(photo?.type).toBe('image/png');
    expect(photo?.name).toMatch(/\.png$/);
  });

  const text = (words: string) => new TextEncoder().encode(words);
  test.each([
    ['HTML', text('<!doctype html><script>alert(1)</script>'), 'not a photo'],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'not a photo'],
    ['HEIC', text('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'HEIC'],
    ['a photo cut short', sample('jpeg').slice(0, 200), 'incomplete'],
  ])('%s is refused with words and nothing is kept', async (_name, bytes, words) => {
    const answer = await shop.app.post(url, { photo: file(bytes) }, shop.w.sid);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(await rows()).toEqual([]);
    expect(shop.app.photos.kept.size).toBe(0);
  });

  test('of 10 MB is taken, over 12 MB refused, none is asked for', async () => {
    const { app, w } = shop;
    const grown = (megabytes: number) => intoJpeg(sample('jpeg'), new Uint8Array(0), ...comments(megabytes));
    expect((await app.post(url, { photo: file(grown(10)) }, w.sid)).status).toBe(303);
    const large = await app.post(url, { photo: file(grown(13)) }, w.sid);
    expect(large.status).toBe(422);
    expect(large.text).toContain('at most 12 MB');
    const none = await app.post(url, { photo: file(new Uint8Array(0)) }, w.sid);
    expect(none.status).toBe(422);
    expect(none.text).toContain('Take or choose a photo');
    expect(await rows()).toHaveLength(1);
  });

  test('sent twice is one photo; the pictures of the second sending are swept', async () => {
    const { app, w } = shop;
    const fields = { photo: jpeg(), idempotency_key: 'photo-twice-key' };
    await app.post(url, fields, w.sid);
    expect((await app.post(url, fields, w.sid)).status).toBe(303);
    expect(await rows()).toHaveLength(1);
    expect(app.photos.kept.size).toBe(1);
  });

  test('of another school is not found', async () => {
    expect((await shop.app.post(url, { photo: jpeg() }, shop.w.bert)).status).toBe(404);
    expect((await shop.app.get(url, shop.w.bert)).status).toBe(404);
    expect((await shop.app.get(url, shop.w.audrey)).status).toBe(403);
    expect(shop.app.photos.kept.size).toBe(0);
  });

  test('can be taken off by who took it or a manager, then nobody sees it', async () => {
    const { app, w } = shop;
    await app.post(url, { photo: jpeg() }, w.sid);
    const [photo] = await rows();
    const off = (person: string) => app.post(`/photos/${photo?.name}/withdraw`, {}, person);
    expect((await off(w.tess)).status).toBe(403);
    expect((await off(w.bert)).status).toBe(404);
    expect((await off(w.mara)).status).toBe(303);
    expect((await app.get(`/photos/${photo?.name}`, w.sid)).status).toBe(404);
    expect((await off(w.sid)).status).toBe(404);
  });
});

test('a photo of a device goes to its open repair, or stands alone', async () => {
  const { app, w } = shop;
  const repair = await repairOf(shop, w.one);
  await app.post(`/devices/${w.one}/photos`, { photo: jpeg() }, w.sid);
  await app.post(`/devices/${w.two}/photos`, { photo: jpeg(), step: 'label' }, w.sid);
  expect(await app.rows('SELECT device, repair FROM photos ORDER BY at, id')).toEqual([
    { device: w.one, repair: repair.id },
    { device: w.two, repair: null },
  ]);
  expect((await app.get(`/devices/${w.two}/photos`, w.sid)).text).toContain('Label');
});

test('pictures without a row are swept after a day, the others stay', async () => {
  const { app, w } = shop;
  await app.post(url, { photo: jpeg() }, w.sid);
  const lost = { bytes: sample('jpeg') as Uint8Array<ArrayBuffer>, type: 'image/jpeg' };
  await app.photos.put('lost-photo-lost-photo-lost.jpg', lost);
  await upkeep(await systemCtx(app.services, 'system'), app.services);
  expect(app.photos.kept.size).toBe(2);
  app.later(25 * 3_600_000);
  await upkeep(await systemCtx(app.services, 'system'), app.services);
  expect([...app.photos.kept.keys()]).toEqual((await rows()).map((photo) => photo.name));
});

/** Comment segments of so many megabytes, which a JPEG may carry. */
function comments(megabytes: number): Uint8Array[] {
  const size = 60_000;
  const one = new Uint8Array(size + 4);
  one.set([0xff, 0xfe, (size + 2) >> 8, (size + 2) & 0xff]);
  return Array.from({ length: Math.ceil((megabytes * 1_000_000) / size) }, () => one);
}
