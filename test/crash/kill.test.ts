import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import build from '../../scripts/build-setup.ts';
import { amount, patience } from './amounts.ts';
import { type District, writeDistrict } from './district.ts';
import { KilledServer } from './killed-server.ts';
import { faultsOf } from './proof.ts';
import { oneOf, randomFrom } from './random.ts';
import { tally } from './tally.ts';
import { effectFaults, someWrite, type Write } from './writes.ts';

const KILLS = amount(1_000);
const PHONES = 4;
const SEED = 20_270_302;

const folder = mkdtempSync(join(tmpdir(), 'spudger-kill-'));
const path = join(folder, 'spudger.db');
let d: District;

beforeAll(async () => {
  build();
  d = await writeDistrict(path);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Kept {
  write: Write;
  status: number | null;
  location: string;
}

/** People who write without a pause, and send again what nobody has answered. */
class Phones {
  readonly told = new Map<string, Kept>();
  answers = 0;
  private readonly random = randomFrom(SEED);
  private readonly waiting: Write[] = [];
  private readonly server: KilledServer;
  private working = false;

  constructor(server: KilledServer) {
    this.server = server;
  }

  /** Until `stop`: every phone has one request under way. */
  work(): () => Promise<void> {
    this.working = true;
    const all = Promise.all(
      Array.from({ length: PHONES }, async () => {
        while (this.working) await this.one(this.waiting.shift() ?? someWrite(this.random, d));
      }),
    );
    return async () => {
      this.working = false;
      await all;
    };
  }

  /** Everything that is still without an answer is sent again. */
  async settle(): Promise<void> {
    for (let write = this.waiting.shift(); write; write = this.waiting.shift()) await this.one(write);
  }

  private async one(write: Write): Promise<void> {
    const before = this.told.get(write.key);
    const answer = await this.server.send(write);
    if (answer === null) {
      this.told.set(write.key, { write, status: null, location: '' });
      this.waiting.push(write);
      // The server is gone until the next start.
      await new Promise((resume) => setTimeout(resume, 5));
      return;
    }
    this.answers += 1;
    expect(before?.status ?? null).toBeNull();
    expect([201, 303, 409], `${write.path} was answered with ${answer.status}`).toContain(answer.status);
    this.told.set(write.key, { write, ...answer });
  }

  /** An answered write sent again gets the same answer. */
  async again(): Promise<void> {
    const saved = [...this.told.values()]
      .filter(({ status }) => status === 303 || status === 201)
      .slice(-200);
    if (saved.length === 0) return;
    const { write, status, location } = oneOf(this.random, saved);
    const answer = await this.server.send(write);
    if (answer) expect(answer).toEqual({ status, location });
  }
}

test(
  'the server is killed while people write: what was acknowledged is there, once, and nothing by halves',
  async () => {
    const server = await KilledServer.on(folder);
    const phones = new Phones(server);
    const random = randomFrom(SEED + 1);
    for (let n = 0; n < KILLS; n++) {
      const starting = server.start();
      const stop = phones.work();
      // One in eight is killed while it still starts, the others while they answer.
      if (n % 8 === 7) await pause(random() * 400);
      else {
        await starting;
        await phones.again();
        await pause(random() * 120);
      }
      await server.kill();
      await Promise.all([starting, stop()]);
    }
    await server.start();
    await phones.settle();
    await server.stop();

    const statuses = [...phones.told.values()].map(({ status }) => status);
    expect(statuses).not.toContain(null);
    const saved = statuses.filter((status) => status !== 409).length;
    expect(saved).toBeGreaterThan(KILLS);
    const file = new Sqlite(path);
    expect(effectFaults(file, phones.told)).toEqual([]);
    expect(await faultsOf(file)).toEqual([]);
    expect(photoFaults(file)).toEqual([]);
    file.close();
    tally('kills under write load', KILLS);
    tally('writes that were acknowledged, each there once', saved);
  },
  patience(3_600_000),
);

/** Each photo's row has its file, whole. */
function photoFaults(file: Sqlite.Database): string[] {
  const rows = file.prepare('SELECT name, bytes FROM photos').all() as { name: string; bytes: number }[];
  return rows
    .filter(({ name, bytes }) => {
      const at = join(folder, 'photos', name.slice(0, 2), name);
      return !existsSync(at) || readFileSync(at).length !== bytes;
    })
    .map(({ name }) => name);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
