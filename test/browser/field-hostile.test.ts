import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { type District, writeDistrict } from '../crash/district.ts';
import { KilledServer } from '../crash/killed-server.ts';
import { faultsOf } from '../crash/proof.ts';
import { oneOf, randomFrom } from '../crash/random.ts';
import { CUT_MS, WHOLE } from '../field/amounts.ts';
import { ChromiumPhone } from '../field/chromium-phone.ts';
import { HostileProxy } from '../field/hostile-proxy.ts';
import { cookieOf } from '../support/server.ts';

const ACTIONS = WHOLE ? 300 : 24;
const EVERY = WHOLE ? 15 : 9;
const SEED = 20_270_303;
const folder = mkdtempSync(join(tmpdir(), 'spudger-hostile-'));
const path = join(folder, 'spudger.db');
const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));
let d: District;
let phones: ChromiumPhone[] = [];

beforeAll(async () => {
  d = await writeDistrict(path);
});
afterAll(async () => {
  for (const phone of phones) await phone.end();
  rmSync(folder, { recursive: true, force: true });
});

interface Task {
  kind: string;
  /** behind the # */
  path: string;
  /** left in the note */
  mark: string;
  photo: boolean;
  /** tag of what is handed over in a swap */
  spare: string;
}

/** Does it in the field pages as a person does. @returns whether the screen said that it is kept */
async function work({ kind, path: to, mark, photo, spare }: Task): Promise<boolean> {
  const until = async <T>(look: () => T | null | false | undefined): Promise<T | null> => {
    for (let n = 0; n < 100; n++) {
      const seen = look();
      if (seen) return seen;
      await new Promise((resume) => setTimeout(resume, 30));
    }
    return null;
  };
  location.hash = '/waiting';
  await until(() => document.querySelector('h1')?.textContent === 'On this phone');
  document.querySelector('.toast')?.remove();
  location.hash = to;
  if (kind === 'scan') {
    const box = await until(() =>
      document.querySelector('h1')?.textContent === 'On this phone'
        ? null
        : document.querySelector<HTMLInputElement>('#f-scan'),
    );
    if (!box?.form) return false;
    box.value = mark;
    box.form.requestSubmit();
    const told = () => document.querySelector('main [role=status]')?.textContent?.includes(mark);
    return (await until(told)) === true;
  }
  if (kind === 'swap') {
    const box = await until(() => document.querySelector<HTMLInputElement>('input[name=spare]'));
    if (box) box.value = spare;
  }
  const note = await until(() =>
    document.querySelector<HTMLTextAreaElement>('textarea[name=note], textarea[name=text]'),
  );
  if (!note?.form) return false;
  note.value = mark;
  const camera = note.form.querySelector<HTMLInputElement>('input[type=file]');
  if (photo && camera) {
    const canvas = document.createElement('canvas');
    canvas.width = 24;
    canvas.height = 16;
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg'));
    const list = new DataTransfer();
    if (blob) list.items.add(new File([blob], 'photo.jpg', { type: 'image/jpeg' }));
    camera.files = list.files;
  }
  note.form.querySelector<HTMLButtonElement>('button.primary')?.click();
  const told = await until(() => document.querySelector('.toast'));
  return told?.textContent?.startsWith('Kept on this phone') ?? false;
}

/** What waits, by what this phone keeps. */
async function left(): Promise<string[]> {
  return new Promise((done) => {
    const request = indexedDB.open('spudger');
    request.onsuccess = () => {
      const all = request.result.transaction('outbox').objectStore('outbox').getAll();
      all.onsuccess = () => {
        request.result.close();
        const scans = Object.keys(localStorage)
          .filter((key) => key.startsWith('spudger.audit.'))
          .flatMap(
            (key) => (JSON.parse(localStorage.getItem(key) ?? '{}') as { events?: unknown[] }).events ?? [],
          )
          .map((event) => JSON.stringify(event));
        const entries = all.result.map(
          ({ label, state, told }) => `${label} ${state} ${JSON.stringify(told ?? '')}`,
        );
        done([...scans, ...entries]);
      };
    };
    request.onerror = () => done(['the outbox does not open']);
  });
}

test(
  'three Chromium phones on a hostile network, killed like the server: what each said it keeps is saved, once',
  async () => {
    const random = randomFrom(SEED);
    const server = await KilledServer.on(folder);
    await server.start();
    const begun = await fetch(`${server.url}/api/v1/audits`, {
      method: 'POST',
      headers: { Authorization: `Bearer token-${d.cast.mara}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ location: 'MAP', start: true }),
    });
    const { id: audit } = (await begun.json()) as { id: string };
    const proxy = new HostileProxy(server.url, randomFrom(SEED + 1));
    const url = await proxy.listen();
    phones = [d.cast.sid, d.cast.tess, d.cast.ian].map((who) => new ChromiumPhone(who, url, cookieOf(who)));
    await Promise.all(
      phones.map(async (phone) => {
        const page = await phone.open();
        await page.getByText(/The copy /).waitFor({ timeout: 60_000 });
        // The service worker begins 2 s after the page, and keeps the field pages.
        await expect
          .poll(
            () =>
              page.evaluate(async () => {
                const kept = await (await caches.open('spudger-assets')).keys();
                return kept.some(({ url: file }) => file.includes('/field-'));
              }),
            { timeout: 30_000 },
          )
          .toBe(true);
      }),
    );
    const kept: string[] = [];
    const unknown: string[] = [];
    const scans = { kept: [] as string[], unknown: [] as string[] };
    const swaps = { kept: 0, unknown: 0 };
    // Each of these is swapped once, for a spare of its own, and nothing else is done to it.
    const swapped = d.broken.slice(-6);
    let photos = 0;
    let unsure = 0;
    for (let n = 1; n <= ACTIONS; n++) {
      const mark = newId();
      const some = oneOf(random, ['repair/screen', 'repair/battery', 'report', 'unknown', 'scan', 'swap']);
      const kind = some === 'swap' && swapped.length === 0 ? 'scan' : some;
      // Who counts is Sid: the audit is of his school.
      const phone = kind === 'scan' ? (phones[0] as ChromiumPhone) : oneOf(random, phones);
      const device = kind === 'swap' ? (swapped.pop() ?? '') : oneOf(random, d.broken.slice(0, -6));
      const nth = d.broken.indexOf(device);
      const spare = String(80_000 + nth);
      const to =
        kind === 'unknown'
          ? `/device/%20${70_000 + nth}/repair/hinge`
          : kind === 'scan'
            ? `/audit/${audit}`
            : `/device/${device}/${kind}`;
      const photo = ['repair/screen', 'repair/battery', 'report'].includes(kind) && random() < 0.3;
      const dies = n % EVERY === 4;
      const doing = phone.inPage(work, { kind, path: to, mark, photo, spare });
      if (dies) {
        await pause(random() * 600);
        await phone.kill();
      }
      const said = await doing;
      if (kind === 'scan') scans[said ? 'kept' : 'unknown'].push(mark);
      else if (kind === 'swap') swaps[said ? 'kept' : 'unknown'] += 1;
      else if (said) kept.push(mark);
      else unknown.push(mark);
      if (photo && said) photos += 1;
      if (photo && !said) unsure += 1;
      if (n % EVERY === 7) {
        await server.kill();
        await pause(random() * 400);
        await server.start();
      }
      if (n % EVERY === 2) {
        proxy.setCut(true);
        setTimeout(() => proxy.setCut(false), CUT_MS);
      }
      if (dies) await phone.open();
    }
    await pause(CUT_MS);
    proxy.setCut(false);
    proxy.calm = true;
    await proxy.settled();
    for (const phone of phones)
      await expect
        .poll(
          async () => {
            await phone.inPage(() => void dispatchEvent(new Event('online')), null);
            return phone.inPage(left, null);
          },
          { timeout: 120_000, interval: 1_500 },
        )
        .toEqual([]);
    for (const phone of phones) await phone.kill();
    proxy.close();
    await server.stop();

    const file = new Sqlite(path);
    const texts = file
      .prepare('SELECT note FROM repair_lines UNION ALL SELECT text FROM repair_notes')
      .pluck()
      .all() as string[];
    const times = (mark: string) => texts.filter((text) => text.includes(mark)).length;
    expect(kept.filter((mark) => times(mark) !== 1)).toEqual([]);
    // A browser that was killed before it said anything may have kept it or not, never twice.
    expect(unknown.filter((mark) => times(mark) > 1)).toEqual([]);
    expect(unknown.length + scans.unknown.length).toBeLessThan(ACTIONS / 3);
    const values = file.prepare('SELECT value FROM audit_events').pluck().all() as string[];
    const counted = (mark: string) => values.filter((value) => value.toLowerCase() === mark).length;
    expect(scans.kept.filter((mark) => counted(mark) !== 1)).toEqual([]);
    expect(scans.unknown.filter((mark) => counted(mark) > 1)).toEqual([]);
    const done = Number(file.prepare('SELECT count(*) FROM swaps').pluck().get());
    expect(done).toBeGreaterThanOrEqual(swaps.kept);
    expect(done).toBeLessThanOrEqual(swaps.kept + swaps.unknown);
    const taken = Number(file.prepare('SELECT count(*) FROM photos').pluck().get());
    expect(taken).toBeGreaterThanOrEqual(photos);
    expect(taken).toBeLessThanOrEqual(photos + unsure);
    expect(await faultsOf(file)).toEqual([]);
    file.close();
    process.stdout.write(
      `${ACTIONS} actions in Chromium: ${kept.length} kept and saved, ${unknown.length} cut off, ${taken} photos, ${scans.kept.length} scans, ${done} swaps; ${JSON.stringify(proxy.done)}\n`,
    );
  },
  WHOLE ? 3_600_000 : 240_000,
);
