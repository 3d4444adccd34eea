import { spawn } from 'node:child_process';
import Sqlite from 'better-sqlite3';
import { expect } from 'vitest';
import { ready } from '../browser/field-ready.ts';
import { faultsOf } from '../crash/proof.ts';
import { randomFrom } from '../crash/random.ts';
import { cookieOf } from '../support/server.ts';
import type { Amounts } from './amounts.ts';
import { ChromiumPhone } from './chromium-phone.ts';
import type { FieldDistrict } from './district.ts';
import { errandsOf } from './errands.ts';
import { HostileProxy } from './hostile-proxy.ts';
import { judge } from './ledger.ts';
import { type Killable, look, playOut } from './party.ts';
import { unseen } from './tampered.ts';
import { left, sendNow } from './thumb.ts';

const SETTLED_MS = 300_000;
/** Of all actions, those that were cut off before the screen said anything, or that no page offered. */
const MOST_CUT_OFF = 1 / 4;

/**
 * Three phones in Chromium do everything that can be done in the field, on a network that is against them, while
 * server and browsers are killed. Everything the screens showed must be on the server once.
 * @param file where the database lies once the server has ended
 */
export async function hostileRun(x: Run): Promise<string> {
  try {
    return await runAgainst(x);
  } finally {
    await x.server.stop();
  }
}

interface Run {
  seed: number;
  amounts: Amounts;
  server: Killable;
  district: FieldDistrict;
  file: () => string;
}

async function runAgainst(x: Run): Promise<string> {
  const { seed, amounts, server, district: d } = x;
  process.stdout.write(`${amounts.actions} actions from seed ${seed}\n`);
  const people = [d.cast.sid, d.cast.tess, d.cast.ian];
  await server.start();
  const audit = await asMara<{ id: string }>(server, d, 'audits', { location: 'MAP', start: true });
  const visits: string[][] = [];
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(Date.now());
  for (const person of people) {
    const own: string[] = [];
    for (let n = 0; n < amounts.visits; n++) {
      const plan = { site: 'MAP', day, purpose: 'routine', people: [person] };
      own.push((await asMara<{ id: string }>(server, d, 'visits', plan)).id);
    }
    visits.push(own);
  }
  const proxy = new HostileProxy(server.url, randomFrom(seed + 2));
  const url = await proxy.listen();
  const phones = people.map((who) => new ChromiumPhone(who, url, cookieOf(who)));
  try {
    proxy.calm = true;
    await Promise.all(phones.map(async (phone) => ready(await phone.open())));
    proxy.calm = false;
    const errands = errandsOf(randomFrom(seed), d, {
      actions: amounts.actions,
      phones: phones.length,
      kills: amounts.browserKills,
      audit: audit.id,
    });
    const tags = [...d.broken.map((id) => d.tags.get(id) ?? '')];
    const shown = await playOut({ seed, amounts, server, proxy, phones, errands, visits, tags });
    proxy.calm = true;
    await proxy.settled();
    const known = new Map<string, number>();
    for (const phone of phones)
      await expect
        .poll(
          async () => {
            await phone.inPage(sendNow, null);
            await look(phone, known, shown, tags[0] ?? '');
            return phone.inPage(left, null);
          },
          { timeout: SETTLED_MS, interval: 1_500 },
        )
        .toEqual([]);
    await asMara(server, d, `audits/${audit.id}/close`, {});
    const pictures = await picturesOf(server, x.file(), d);
    for (const phone of phones) await phone.kill();
    proxy.close();
    await server.stop();

    const file = new Sqlite(x.file());
    const judged = judge(file, d, audit.id, shown);
    expect(judged.faults).toEqual([]);
    expect(pictures).toEqual([]);
    expect(await faultsOf(file)).toEqual([]);
    expect(unseen(file, (other) => judge(other, d, audit.id, shown).faults)).toEqual([]);
    const ends = [...judged.kinds.values()];
    const sum = (at: 0 | 1 | 2 | 3 | 4) => ends.reduce((n, kind) => n + kind[at], 0);
    expect(sum(1) + sum(2)).toBeLessThan(amounts.actions * MOST_CUT_OFF);
    expect(shown.killed).toBe(amounts.serverKills);
    expect(sum(4), 'something was withdrawn').toBeGreaterThan(0);
    file.close();
    const list = [...judged.kinds].map(
      ([kind, [kept, cut, none, saved, back]]) =>
        `  ${kind}: ${kept} shown as kept, ${cut} cut off, ${none} not offered; ${saved} saved, ${back} withdrawn`,
    );
    const did = (what: string) => shown.answered.filter((one) => one.did === what).length;
    return [
      `${amounts.actions} actions of three phones in Chromium from seed ${seed}: ${sum(0)} shown as kept, ${sum(3)} saved once, ${sum(4)} withdrawn; ` +
        `server killed ${shown.killed} times, browsers ${amounts.browserKills} times, no network ${amounts.cuts.length} times`,
      ...list,
      `  needed somebody: ${did('again')} done all the same, ${did('corrected')} corrected, ${did('withdrew')} withdrawn`,
      `  network: ${JSON.stringify(proxy.done)}; put together: ${judged.merged.join(', ')}`,
      '',
    ].join('\n');
  } finally {
    for (const phone of phones) await phone.end();
    proxy.close();
  }
}

/** `cli check` on a folder's database. @returns what it said where something is broken, else '' */
export function cliCheck(folder: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['dist/cli.js', 'check'], {
      env: { PATH: process.env.PATH, DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    child.on('close', (code) => resolve(code === 0 ? '' : `${code}: ${said}`));
  });
}

async function asMara<T>(server: Killable, d: FieldDistrict, path: string, body: object): Promise<T> {
  const answer = await fetch(`${server.url}/api/v1/${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer token-${d.cast.mara}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Photos that the books have and the store has not. */
async function picturesOf(server: Killable, path: string, d: FieldDistrict): Promise<string[]> {
  const file = new Sqlite(path, { readonly: true });
  const names = file.prepare('SELECT name FROM photos UNION ALL SELECT thumb FROM photos').pluck().all();
  file.close();
  const gone: string[] = [];
  for (const name of names as string[]) {
    const answer = await fetch(`${server.url}/photos/${name}`, {
      headers: { Cookie: cookieOf(d.cast.mara) },
    });
    if (!answer.ok || (await answer.arrayBuffer()).byteLength === 0) gone.push(`${name}: ${answer.status}`);
  }
  return gone;
}
