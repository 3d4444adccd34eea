import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { film, type Label, removeFilms } from './scan-labels.ts';
import { openBrowser, openSite, pageOf, type Site } from './scan-site.ts';

const PHONE = { viewport: { width: 390, height: 844 } };

/** Counts what the page asks of the camera and the speaker, without changing what they do. */
function countUse(): void {
  const counts = { cameras: 0, tones: [] as string[], shakes: 0, tracks: [] as MediaStreamTrack[] };
  Object.assign(window, { counts });
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => {
    counts.cameras += 1;
    const stream = await getUserMedia(wanted);
    counts.tracks.push(...stream.getTracks());
    return stream;
  };
  window.OscillatorNode = class extends OscillatorNode {
    constructor(context: BaseAudioContext, options?: OscillatorOptions) {
      super(context, options);
      counts.tones.push(String(options?.type));
    }
  };
}

function counted(page: Page): Promise<{ cameras: number; tones: string[]; live: number }> {
  return page.evaluate(() => {
    const counts = Reflect.get(window, 'counts');
    const live = counts.tracks.filter((track: MediaStreamTrack) => track.readyState === 'live').length;
    return { cameras: counts.cameras, tones: counts.tones, live };
  });
}

const FORM = (open: string) => `
  <h1>Scan</h1>
  <form method="get" action="/found"><spudger-scanner ${open}></spudger-scanner>
  <label for="code">Tag or serial</label><input id="code" name="code" data-scan><button>Find</button></form>`;

describe('the camera', () => {
  let browser: Browser | undefined;
  let site: Site;
  let scans: string[];
  let complaints: string[];

  beforeEach(async () => {
    scans = [];
    complaints = [];
    site = await openSite(({ path, query }) => {
      const code = query.get('code');
      if (path === '/found' && code !== null) scans.push(code);
      const boost = query.has('boost') || path === '/many';
      if (path === '/many') {
        if (code !== null) scans.push(code);
        const said =
          code === null
            ? ''
            : `<output data-outcome="good" data-outcome-key="${scans.length}">Saved</output>`;
        return pageOf(site, `${FORM('data-open').replace('/found', '/many')}${said}`, { boost });
      }
      if (path === '/found') return pageOf(site, `<h1>Found ${code}</h1>`);
      return pageOf(site, FORM(query.has('closed') ? '' : 'data-open'), { boost });
    });
  });

  afterEach(async () => {
    await browser?.close();
    await site.close();
    removeFilms();
  });

  async function visit(path: string, labels: (Label | null)[], seconds?: number): Promise<Page> {
    browser = await openBrowser(film(labels, seconds));
    const page = await browser.newPage(PHONE);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.addInitScript(countUse);
    await page.goto(site.url + path);
    return page;
  }

  it('reads a Code 128 label and submits the form', async () => {
    const page = await visit('/', [['code128', 'LIB-48213']]);
    await page.waitForURL('**/found?code=LIB-48213');
    expect(await page.textContent('h1')).toBe('Found LIB-48213');
    expect(scans).toEqual(['LIB-48213']);
    expect(complaints).toEqual([]);
  });

  it('loads the reader and its wasm only when the camera opens, and both are as light as promised', async () => {
    const { assets } = site;
    const page = await visit('/?closed', [['qrcode', 'https://spudger.example/t/48213']]);
    const open = page.getByRole('button', { name: 'Open the camera' });
    await open.waitFor();
    const lazy = [assets['scan-worker.js'], assets['zxing.wasm']];
    expect(site.paths.filter((path) => lazy.includes(path))).toEqual([]);
    await open.click();
    await page.waitForURL('**/found?code=https*');
    expect(scans).toEqual(['https://spudger.example/t/48213']);
    expect(site.paths.filter((path) => lazy.includes(path))).toEqual(lazy);
    expect(site.weight(assets['zxing.wasm'] ?? '')).toBeLessThan(470_000);
    expect(site.weight(assets['scan-worker.js'] ?? '')).toBeLessThan(18_000);
    expect(site.weight(assets['camera.js'] ?? '')).toBeLessThan(5_000);
    expect(complaints).toEqual([]);
  });

  it('reads every kind of label in a row, none twice, with one camera across the swaps', async () => {
    const labels: Label[] = [
      ['code128', 'PF3ABCDE'],
      ['code39', '48214'],
      ['datamatrix', '1S82UY0003USPF3ABCDF'],
      ['qrcode', 'https://spudger.example/t/48216'],
      ['ean13', '4006381333931'],
      ['ean8', '96385074'],
      ['upca', '036000291452'],
    ];
    const page = await visit('/many', labels);
    // UPC-A is EAN-13 with a leading zero, and is read as that.
    const texts = labels.map(([kind, text]) => (kind === 'upca' ? `0${text}` : text)).sort();
    const seen = () => [...new Set(scans)].sort();
    // The film is a loop: what a busy machine missed comes again.
    await expect.poll(seen, { timeout: 60_000 }).toEqual(texts);
    expect(scans.filter((text, at) => text === scans[at - 1])).toEqual([]);
    const { cameras, tones, live } = await counted(page);
    expect(cameras).toBe(1);
    expect(live).toBe(1);
    expect(tones.length).toBeGreaterThanOrEqual(2 * (labels.length - 1));
    expect(complaints).toEqual([]);
  });

  it('takes a label that stays in view for one scan', async () => {
    const page = await visit('/many', [['qrcode', '48213']]);
    await expect.poll(() => scans.length, { timeout: 15_000 }).toBe(1);
    await page.waitForTimeout(4000);
    expect(scans).toEqual(['48213']);
  });

  it('shows no light and no zoom where the camera has none, and stops when it is closed, hidden or gone', async () => {
    const page = await visit('/?closed&boost', [null]);
    const camera = page.locator('spudger-scanner');
    const state = (word: string) => page.waitForSelector(`spudger-scanner[data-state="${word}"]`);
    await page.getByRole('button', { name: 'Open the camera' }).click();
    await state('open');
    await page.waitForSelector('spudger-scanner[data-engine="wasm"]');
    expect(await camera.locator('button:visible').allTextContents()).toEqual(['Close camera']);
    expect((await counted(page)).live).toBe(1);

    await page.getByRole('button', { name: 'Close camera' }).click();
    await state('closed');
    expect((await counted(page)).live).toBe(0);

    await page.getByRole('button', { name: 'Open the camera' }).click();
    await state('open');
    const hide = (hidden: boolean) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    await page.evaluate(hide, true);
    await state('closed');
    expect((await counted(page)).live).toBe(0);
    await page.evaluate(hide, false);
    await state('open');
    expect((await counted(page)).live).toBe(1);

    await page.evaluate(() => document.querySelector('spudger-scanner')?.remove());
    // The next page's scanner has a moment to take the camera over.
    await expect.poll(async () => (await counted(page)).live, { timeout: 5000 }).toBe(0);
    expect(scans).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
