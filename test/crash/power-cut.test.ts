import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqlite, SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { dayIn } from '../../src/web/day.ts';
import { NOW, testApp } from '../support/app.ts';
import { amount, patience } from './amounts.ts';
import { type District, writeDistrict } from './district.ts';
import { digestOf, faultsOf } from './proof.ts';
import { type Random, randomFrom } from './random.ts';
import { tally } from './tally.ts';
import { type Frame, framesOf } from './wal.ts';
import { someWrite } from './writes.ts';

const COMMITS = amount(200);
const TORN_CHECKPOINTS = amount(400);

/** What lay on the disk, and what the server had said by then. */
interface Recording {
  base: Buffer;
  log: Buffer;
  frames: Frame[];
  /** after each number of commits: the whole content, and how long the log was when it was acknowledged */
  states: { digest: string; acknowledgedAt: number }[];
}

const folder = mkdtempSync(join(tmpdir(), 'spudger-power-'));
let recording: Recording;
let district: District;

beforeAll(async () => {
  const path = join(folder, 'written.db');
  district = await writeDistrict(path);
  recording = await record(path, randomFrom(1));
}, patience(600_000));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A token's first use on a day is a commit of its own: here it has been noted already. */
function noteTokens(path: string): void {
  const file = openSqlite(path);
  file.prepare('UPDATE api_tokens SET last_used_on = ?').run(dayIn('America/New_York', NOW));
  file.close();
}

async function record(path: string, random: Random): Promise<Recording> {
  noteTokens(path);
  const base = readFileSync(path);
  const file = openSqlite(path);
  expect(file.pragma('synchronous', { simple: true })).toBe(2);
  file.pragma('wal_autocheckpoint = 0');
  const app = testApp(new SqliteEngine(file));
  const states = [{ digest: digestOf(file), acknowledgedAt: 0 }];
  while (states.length <= COMMITS) {
    const { path: url, fields, json, person, key } = someWrite(random, district);
    const answer = json
      ? await app.json('POST', url, json, person, { 'Idempotency-Key': key })
      : await app.post(url, { ...fields, idempotency_key: key }, person);
    app.later(1000);
    if (answer.status !== 303 && answer.status !== 201) continue;
    states.push({ digest: digestOf(file), acknowledgedAt: statSync(`${path}-wal`).size });
  }
  const copy = join(folder, 'log');
  copyFileSync(`${path}-wal`, copy);
  file.close();
  const log = readFileSync(copy);
  return { base, log, frames: framesOf(log), states };
}

/** Opens what a power cut left, as the next start does. */
function reopened<T>(base: Buffer | null, log: Buffer, look: (file: Sqlite.Database) => T): T {
  const path = join(folder, 'left.db');
  if (base) writeFileSync(path, base);
  writeFileSync(`${path}-wal`, log);
  rmSync(`${path}-shm`, { force: true });
  // Closing a writer would fold the log into the file: a reader recovers the same and leaves both alone.
  const file = new Sqlite(path, { readonly: true });
  const result = look(file);
  file.close();
  return result;
}

describe('a power cut', () => {
  test('every commit that was acknowledged lay in the log, and one commit is one use case', () => {
    const { frames, states } = recording;
    expect(frames.at(-1)?.commits).toBe(COMMITS);
    states.forEach(({ acknowledgedAt }, n) => {
      const complete = frames.findLast((frame) => frame.end <= acknowledgedAt)?.commits ?? 0;
      expect(complete).toBe(n);
    });
  });

  test(
    'at every frame of the log, and within each, leaves the commits before it and nothing else',
    () => {
      const { base, log, frames, states } = recording;
      const random = randomFrom(2);
      reopened(base, Buffer.alloc(0), (file) => expect(digestOf(file)).toBe(states[0]?.digest));
      let before = 32;
      let cuts = 0;
      for (const frame of frames) {
        const complete = before === 32 ? 0 : (frames.findLast(({ end }) => end <= before)?.commits ?? 0);
        const within = before + 1 + Math.floor(random() * (frame.end - before - 1));
        for (const [at, commits] of [
          [frame.end, frame.commits],
          [within, complete],
        ] as const) {
          const left = reopened(null, leftOf(log, at, random), digestOf);
          expect(states.findIndex(({ digest }) => digest === left)).toBe(commits);
          cuts += 1;
        }
        before = frame.end;
      }
      tally('power cuts at and within frames of the log', cuts);
    },
    patience(1_800_000),
  );

  test(
    'every such state keeps every rule, with its history unbroken and its file whole',
    async () => {
      const { base, log, frames, states } = recording;
      for (let commits = 0; commits < states.length; commits++) {
        const end = frames.find((frame) => frame.commits === commits)?.end ?? 32;
        const path = join(folder, `state.db`);
        writeFileSync(path, base);
        writeFileSync(`${path}-wal`, log.subarray(0, end));
        rmSync(`${path}-shm`, { force: true });
        const file = openSqlite(path);
        expect(await faultsOf(file)).toEqual([]);
        expect(digestOf(file)).toBe(states[commits]?.digest);
        file.close();
      }
      tally('states after a power cut, every rule checked', states.length);
    },
    patience(600_000),
  );

  test(
    'while the log is folded into the file loses nothing: pages half written, in any order',
    async () => {
      const { base, log, frames, states } = recording;
      const random = randomFrom(3);
      const latest = new Map(frames.map(({ page, content }) => [page, content]));
      for (let n = 0; n < TORN_CHECKPOINTS; n++) {
        const torn = tornCheckpoint(base, latest, random);
        reopened(torn, log, (file) => {
          expect(digestOf(file)).toBe(states.at(-1)?.digest);
          expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
        });
      }
      tally('power cuts while the log was folded into the file', TORN_CHECKPOINTS);
    },
    patience(600_000),
  );
});

/** What the disk may hold behind the cut: nothing, zeros, or what lay there before. */
function leftOf(log: Buffer, at: number, random: Random): Buffer {
  const kind = Math.floor(random() * 3);
  if (kind === 0) return log.subarray(0, at);
  const left = Buffer.from(log.subarray(0, Math.min(log.length, at + 8192)));
  if (kind === 1) left.fill(0, at);
  else for (let i = at; i < left.length; i++) left[i] = Math.floor(random() * 256);
  return left;
}

function tornCheckpoint(base: Buffer, latest: ReadonlyMap<number, Buffer>, random: Random): Buffer {
  const size = Math.max(...latest.keys());
  const pageSize = latest.values().next().value?.length ?? 4096;
  const torn = Buffer.alloc(Math.max(base.length, size * pageSize));
  base.copy(torn);
  const share = random();
  for (const [page, content] of latest) {
    if (random() > share) continue;
    const written = random() < 0.8 ? pageSize : Math.floor(random() * (pageSize / 512)) * 512;
    content.copy(torn, (page - 1) * pageSize, 0, written);
  }
  return torn;
}
