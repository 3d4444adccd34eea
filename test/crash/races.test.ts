import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type TestApp, testApp } from '../support/app.ts';
import { openCopy } from '../support/database.ts';
import { amount, patience } from './amounts.ts';
import { type District, writeDistrict } from './district.ts';
import { InterleavedEngine } from './interleaved.ts';
import { faultsOf } from './proof.ts';
import { randomFrom } from './random.ts';
import { tally } from './tally.ts';

const TIMES = amount(1_000);

let template: Buffer;
let d: District;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spudger-races-'));
  const path = join(folder, 'district.db');
  d = await writeDistrict(path);
  const file = new Sqlite(path);
  file.pragma('journal_mode = DELETE');
  file.close();
  template = readFileSync(path);
  rmSync(folder, { recursive: true });
});

interface Race {
  name: string;
  /** the two requests, both started before either is answered */
  run: (app: TestApp) => [Promise<Answer>, Promise<Answer>];
  check: (app: TestApp, answers: readonly Answer[]) => Promise<void>;
}

/** One was saved; the other was told: what changed meanwhile, or at the field where it came after. */
function oneWins(answers: readonly Answer[], atField = /^$/): void {
  const [saved, told] = [...answers].sort((a, b) => a.status - b.status);
  expect(saved?.status).toBe(303);
  if (told?.status === 422) expect(told.text).toMatch(atField);
  else {
    expect(told?.status).toBe(409);
    expect(told?.text).toMatch(/Not saved|Somebody else/);
  }
}

async function count(app: TestApp, sql: string, ...values: string[]): Promise<number> {
  const [row] = await app.rows<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`, ...values);
  return row?.n ?? 0;
}

const RACES: readonly Race[] = [
  {
    name: 'close the same repair',
    run: (app) => {
      const fields = { outcome: 'repaired', place: 'back' };
      const { sid, mara } = d.cast;
      return [
        app.post(`/repairs/${d.open}/close`, fields, sid),
        app.post(`/repairs/${d.open}/close`, fields, mara),
      ];
    },
    check: async (app, answers) => {
      oneWins(answers);
      expect(await count(app, "records WHERE thing = ? AND verb = 'closed'", d.open)).toBe(1);
    },
  },
  {
    name: 'swap the same spare',
    run: (app) => {
      const fields = { spare: '50001', how: 'loaner', target: `location:${d.cast.maple}` };
      const { one, birchDevice, sid, tess } = d.cast;
      return [
        app.post(`/devices/${one}/swap`, fields, sid),
        app.post(`/devices/${birchDevice}/swap`, fields, tess),
      ];
    },
    check: async (app, answers) => {
      oneWins(answers, /Somebody has that one/);
      expect(await count(app, 'swaps WHERE spare = ?', d.cast.spare)).toBe(1);
      expect(await count(app, 'repairs WHERE closed_at IS NULL')).toBe(2);
    },
  },
  {
    name: 'check out the same device',
    run: (app) => {
      const { one, student, birchStudent, sid, ian } = d.cast;
      const custody = openCustody;
      return [
        app.post(`/devices/${one}/check-out`, { target: `person:${student}`, custody }, sid),
        app.post(`/devices/${one}/check-out`, { target: `person:${birchStudent}`, custody }, ian),
      ];
    },
    check: async (app, answers) => {
      oneWins(answers);
      expect(await count(app, 'custody WHERE device = ?', d.cast.one)).toBe(2);
    },
  },
  {
    name: 'take the last part',
    run: (app) => {
      const fields = {
        fault: 'battery',
        remedy: 'replaced',
        minutes: '30',
        parts: `${d.shelf.battery}:${d.shelf.van}`,
      };
      const [one, two] = d.broken;
      return [
        app.post(`/devices/${one}/repair`, fields, d.cast.sid),
        app.post(`/devices/${two}/repair`, fields, d.cast.ian),
      ];
    },
    check: async (app, answers) => {
      expect(answers.map(({ status }) => status)).toEqual([303, 303]);
      const { battery, van } = d.shelf;
      expect(await count(app, "repairs WHERE quick = 1 AND state = 'closed'")).toBe(2);
      expect(await count(app, "movements WHERE why = 'use' AND part = ? AND quantity = -1", battery)).toBe(1);
      expect(await count(app, 'shortfalls WHERE part = ? AND quantity = 1', battery)).toBe(1);
      expect(await app.rows('SELECT on_hand FROM stock WHERE part = ? AND bin = ?', battery, van)).toEqual([
        { on_hand: 0 },
      ]);
    },
  },
];

let openCustody = '';

describe('two phones at the same moment', () => {
  test.each(RACES)(
    '$name',
    async ({ name, run, check }) => {
      const orders = new Set<string>();
      for (let seed = 1; seed <= TIMES; seed++) {
        const engine = openCopy(template);
        openCustody = engine.file
          .prepare('SELECT id FROM custody WHERE device = ? AND to_at IS NULL')
          .pluck()
          .get(d.cast.one) as string;
        const interleaved = new InterleavedEngine(engine, randomFrom(seed));
        const answers = await Promise.all(run(testApp(interleaved)));
        orders.add(interleaved.order.join(''));
        await check(testApp(engine), answers);
        expect(await faultsOf(engine.file), `seed ${seed}`).toEqual([]);
        engine.file.close();
      }
      // Some went side by side, some one after the other: else the delays would show nothing.
      expect(orders.size).toBeGreaterThan(1);
      tally(`two phones ${name}`, TIMES);
    },
    patience(1_200_000),
  );
});
