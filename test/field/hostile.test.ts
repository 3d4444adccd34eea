import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import build from '../../scripts/build-setup.ts';
import { type District, writeDistrict } from '../crash/district.ts';
import { KilledServer } from '../crash/killed-server.ts';
import { faultsOf } from '../crash/proof.ts';
import { oneOf, type Random, randomFrom } from '../crash/random.ts';
import { someAct } from './acts.ts';
import { ACTIONS, CUT_MS, CUTS, PHONE_KILLS, SEED, SERVER_KILLS, WHOLE } from './amounts.ts';
import { HostileProxy } from './hostile-proxy.ts';
import { faultsOfShown, type Shown } from './judge.ts';
import { NodePhone } from './node-phone.ts';

const folder = mkdtempSync(join(tmpdir(), 'spudger-field-'));
const path = join(folder, 'spudger.db');
let d: District;

beforeAll(async () => {
  build();
  d = await writeDistrict(path);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** At which of the actions something happens, so often, spread by chance. */
function moments(random: Random, times: number): Set<number> {
  const at = new Set<number>();
  while (at.size < times) at.add(3 + Math.floor(random() * (ACTIONS - 6)));
  return at;
}

const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

test(
  'three phones on a hostile network, the server killed and the phones too: what was shown as done is there, once',
  async () => {
    const random = randomFrom(SEED);
    const server = await KilledServer.on(folder);
    await server.start();
    const proxy = new HostileProxy(server.url, randomFrom(SEED + 1));
    const url = await proxy.listen();
    const phones = [d.cast.sid, d.cast.tess, d.cast.ian].map((who) => new NodePhone(who, url, server.url));
    const kinds = new Map<string, string>();
    const [serverKills, phoneKills, cuts] = [SERVER_KILLS, PHONE_KILLS, CUTS].map((n) => moments(random, n));
    let working = true;
    // Each phone sends for itself, all the time.
    const sending = phones.map(async (phone) => {
      while (working) {
        await phone.run();
        phone.lookAtThem();
        if (random() < 0.2) await phone.refresh(d.cast.maple);
        await pause(10 + random() * 30);
      }
    });
    for (let n = 0; n < ACTIONS; n++) {
      const act = someAct(random, d);
      kinds.set(act.key, act.kind);
      oneOf(random, phones).act(act);
      await pause(random() * (WHOLE ? 120 : 60));
      if (phoneKills?.has(n)) oneOf(random, phones).kill();
      if (serverKills?.has(n)) {
        await server.kill();
        await pause(random() * 300);
        await server.start();
      }
      if (cuts?.has(n)) {
        proxy.setCut(true);
        setTimeout(() => proxy.setCut(false), CUT_MS);
      }
    }
    await pause(CUT_MS);
    working = false;
    await Promise.all(sending);
    proxy.setCut(false);
    proxy.calm = true;
    await proxy.settled();
    for (let round = 0; round < 50 && phones.some(({ disk }) => disk.outbox.size > 0); round++)
      for (const phone of phones) {
        await phone.run();
        phone.lookAtThem();
        await pause(20);
      }
    expect(phones.map(({ disk }) => [...disk.outbox.values()])).toEqual([[], [], []]);
    proxy.close();
    await server.stop();

    const shown = new Map<string, Shown>();
    for (const { disk } of phones)
      for (const [key, { entry, told }] of disk.done) shown.set(key, { kind: entry.kind, state: told.state });
    for (const key of kinds.keys()) expect(shown.has(key), `${key} was lost on the phone`).toBe(true);
    const file = new Sqlite(path);
    expect(faultsOfShown(file, shown)).toEqual([]);
    expect(await faultsOf(file)).toEqual([]);
    const states = [...shown.values()].map(({ state }) => state);
    const merged = file
      .prepare("SELECT merged || ' ' || count(*) FROM sync_entries WHERE merged <> '' GROUP BY merged")
      .pluck()
      .all();
    file.close();
    const count = (state: string) => states.filter((one) => one === state).length;
    expect(count('saved') + count('again')).toBeGreaterThan(ACTIONS / 2);
    process.stdout.write(
      `${ACTIONS} actions from seed ${SEED}: ${count('saved')} saved, ${count('again')} saved with the first answer lost, ` +
        `${count('withdrawn')} withdrawn; ${JSON.stringify(proxy.done)}; put together: ${merged.join(', ')}\n`,
    );
  },
  WHOLE ? 1_800_000 : 120_000,
);
