import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cleanPhoto, REFUSAL_WORDS } from '../../src/photos/metadata.ts';
import {
  exifSegment,
  intoJpeg,
  intoPng,
  intoWebp,
  OTHERS,
  pngChunk,
  sample,
  tiff,
  webpChunk,
} from '../photos/metadata-samples.ts';
import { openBrowser, openSite, pageOf, type Site } from './scan-site.ts';

const FORM = (more = '') => `<form method="post" action="/photo" enctype="multipart/form-data">
  <label for="photo">Photo</label><input id="photo" type="file" name="photo" data-photo ${more}><button>Send</button></form>`;

interface Part {
  field: string;
  name: string;
  bytes: Uint8Array;
}

/** A red quarter at the top left of white paper, 2000 x 1500, in the type that is asked for. */
async function drawing(page: Page, type: string): Promise<Uint8Array> {
  const base64 = await page.evaluate(async (mime) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 2000, height: 1500 });
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 2000, 1500);
    pen.fillStyle = '#c00';
    pen.fillRect(0, 0, 1000, 750);
    return canvas.toDataURL(mime).split(',')[1] ?? '';
  }, type);
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

/** Width, height and the corners (top left, top right, bottom left, bottom right) that are red, as Chromium shows it. */
function look(page: Page, bytes: Uint8Array) {
  return page.evaluate(
    async (list) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(list)]));
      const { width, height } = picture;
      const canvas = new OffscreenCanvas(width, height);
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      pen.drawImage(picture, 0, 0);
      const red = (x: number, y: number) => {
        const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(
          Math.floor(x * width),
          Math.floor(y * height),
          1,
          1,
        ).data;
        return a > 200 && r > 150 && g < 100 && b < 100;
      };
      return { width, height, red: [red(0.1, 0.1), red(0.9, 0.1), red(0.1, 0.9), red(0.9, 0.9)] };
    },
    [...bytes],
  );
}

describe('photos', () => {
  let browser: Browser;
  let site: Site;
  let page: Page;
  let parts: Part[];

  beforeAll(async () => {
    browser = await openBrowser(null);
    site = await openSite(async ({ path, form }) => {
      for (const [field, file] of form ?? []) {
        if (typeof file === 'string') continue;
        parts.push({ field, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      }
      if (form) return pageOf(site, '<h1>Sent</h1>');
      return pageOf(site, FORM(path === '/several' ? 'multiple' : ''));
    });
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  beforeEach(() => {
    parts = [];
  });

  async function visit(path = '/', options: BrowserContextOptions = {}): Promise<void> {
    await page?.close();
    page = await browser.newPage(options);
    await page.goto(site.url + path);
  }

  const choose = (...files: [name: string, bytes: Uint8Array][]) => {
    const list = files.map(([name, bytes]) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) }));
    return page.getByLabel('Photo').setInputFiles(list);
  };

  async function send(): Promise<void> {
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForSelector('h1');
  }

  it('sends two upright sizes, even if the form is sent at once', async () => {
    await visit();
    const upright = await drawing(page, 'image/jpeg');
    await choose(['front.jpeg', intoJpeg(upright, exifSegment(6))]);
    await send();
    expect(parts.map(({ field, name }) => [field, name])).toEqual([
      ['photo', 'front.jpg'],
      ['thumb', 'front-thumb.jpg'],
    ]);
    const [photo, thumb] = parts.map(({ bytes }) => cleanPhoto(bytes));
    expect(photo).toMatchObject({ ok: true, type: 'jpeg', width: 1200, height: 1600 });
    expect(thumb).toMatchObject({ ok: true, type: 'jpeg', width: 240, height: 320 });
    // A quarter turn to the right brings the red corner to the top right.
    for (const { bytes } of parts) expect((await look(page, bytes)).red).toEqual([false, true, false, false]);
    expect(parts[0]?.bytes.length).toBeLessThan(60_000);
  });

  it('shows what will be sent, takes several, and leaves small ones at their size', async () => {
    await visit('/several');
    await choose(['a.png', await drawing(page, 'image/png')], ['b.webp', sample('webpLossyAlpha')]);
    await page.getByText('2 photos ready').waitFor();
    expect(await page.locator('[data-photo-note] canvas').count()).toBe(2);
    await send();
    expect(parts.map(({ field }) => field)).toEqual(['photo', 'photo', 'thumb', 'thumb']);
    const sizes = parts.map(({ bytes }) => cleanPhoto(bytes)).map((one) => one.ok && [one.width, one.height]);
    expect(sizes).toEqual([
      [1600, 1200],
      [24, 16],
      [320, 240],
      [24, 16],
    ]);
  });

  it('says in words why a file is not taken, and sends nothing of it', async () => {
    await visit();
    const others = new Map(OTHERS.map(([kind, bytes]) => [kind, bytes]));
    await choose(['IMG_1.HEIC', others.get('HEIC') ?? new Uint8Array()]);
    await page.getByText('This is a HEIC photo, which this browser cannot open.').waitFor();
    await choose(['page.jpg', others.get('HTML') ?? new Uint8Array()]);
    await page.getByText('This file is not a photo that can be opened.').waitFor();
    await send();
    expect(parts.filter(({ bytes }) => bytes.length > 0)).toEqual([]);
  });

  it('sends the original alone without JavaScript, or where the code cannot be loaded', async () => {
    const original = sample('jpeg');
    await visit('/', { javaScriptEnabled: false });
    await choose(['front.jpg', original]);
    await send();
    expect(parts).toEqual([{ field: 'photo', name: 'front.jpg', bytes: original }]);

    parts = [];
    const path = site.assets['photos.js'] ?? '';
    const code = site.files.get(path) ?? Buffer.alloc(0);
    site.files.delete(path);
    await visit();
    await choose(['front.jpg', original]);
    await send();
    site.files.set(path, code);
    expect(parts).toEqual([{ field: 'photo', name: 'front.jpg', bytes: original }]);
  });

  const dirty: [string, (orientation: number) => Uint8Array][] = [
    ['JPEG', (n) => intoJpeg(sample('jpeg'), exifSegment(n))],
    ['PNG', (n) => intoPng(sample('png'), pngChunk('eXIf', tiff(n)))],
    ['WebP', (n) => intoWebp(sample('webpLossy'), webpChunk('EXIF', tiff(n)))],
    ['lossless WebP', (n) => intoWebp(sample('webpLossless'), webpChunk('EXIF', tiff(n)))],
    ['WebP with alpha', (n) => intoWebp(sample('webpLossyAlpha'), webpChunk('EXIF', tiff(n)))],
  ];
  it.each(dirty)('shows a cleaned %s as the browser showed the original', async (_, photo) => {
    await visit();
    for (const orientation of [1, 3, 6, 8]) {
      const before = photo(orientation);
      const clean = cleanPhoto(before);
      if (!clean.ok) throw new Error(REFUSAL_WORDS[clean.reason]);
      const seen = await look(page, clean.bytes);
      expect(seen).toEqual(await look(page, before));
      expect(seen.red.filter(Boolean).length).toBe(1);
      // Chromium pays no heed to the orientation of a WebP; other browsers do.
      if (clean.type !== 'webp') expect([seen.width, seen.height]).toEqual([clean.width, clean.height]);
    }
  });
});
