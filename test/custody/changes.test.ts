import { beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '../../src/context.ts';
import { assignDevice, endAssignment, giveCustody } from '../../src/custody/changes.ts';
import { commit } from '../../src/db/commit.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine } from '../../src/db/engine.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let engine: Engine;
let w: Cast;
let ctx: Ctx;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  ctx = {
    db: new Database(engine),
    actor: { person: w.mara, name: 'Mara Thimble', grants: [], source: 'page' },
    now: '2027-03-02T15:00:00.000Z',
    today: '2027-03-02',
    district: { name: 'Test', zone: 'America/New_York', currency: 'USD', settings: {} },
    submission: null,
  };
});

async function rows(sql: string, ...parameters: string[]) {
  const [found] = await engine.read([{ sql, parameters }]);
  return found ?? [];
}

describe('giveCustody', () => {
  test('closes the open row, opens the next and keeps the columns', async () => {
    const give = { device: w.one, location: w.mapleCart, top: w.maple, slot: 3, by: w.mara };
    await commit(ctx, null, giveCustody({ ...give, why: 'check_in' }, ctx.now));
    expect(
      await rows(
        'SELECT location, person, slot, to_at FROM custody WHERE device = ? ORDER BY from_at',
        w.one,
      ),
    ).toEqual([
      { location: w.mapleRoom, person: w.student, slot: null, to_at: ctx.now },
      { location: w.mapleCart, person: null, slot: 3, to_at: null },
    ]);
    const kept =
      'SELECT place, at_site, holder, due_on, last_seen_at, last_seen_place FROM devices WHERE id = ?';
    expect(await rows(kept, w.one)).toEqual([
      {
        place: w.mapleCart,
        at_site: w.maple,
        holder: null,
        due_on: null,
        last_seen_at: ctx.now,
        last_seen_place: w.mapleCart,
      },
    ]);
  });

  test('what was done before the open row began leaves no overlap', async () => {
    const at = '2026-01-01T00:00:00.000Z';
    const give = { device: w.one, location: w.depot, top: w.depot, why: 'move', by: w.mara, at } as const;
    await commit(ctx, null, giveCustody(give, ctx.now));
    const chain = await rows('SELECT from_at, to_at FROM custody WHERE device = ? ORDER BY rowid', w.one);
    expect(chain[0]?.to_at).toBe(chain[1]?.from_at);
    expect(chain[0]?.from_at).toBe(chain[0]?.to_at);
  });

  test('the guard refuses where the row that was read is closed', async () => {
    const [open] = await rows('SELECT id FROM custody WHERE device = ? AND to_at IS NULL', w.one);
    const give = { device: w.one, location: w.depot, top: w.depot, by: w.mara, expects: String(open?.id) };
    await commit(ctx, null, giveCustody({ ...give, why: 'move' }, ctx.now));
    await expect(commit(ctx, null, giveCustody({ ...give, why: 'move' }, ctx.now))).rejects.toThrow(
      'nobody moved the device meanwhile',
    );
    await expect(
      commit(ctx, null, giveCustody({ ...give, expects: null, why: 'move' }, ctx.now)),
    ).rejects.toThrow('nobody moved the device meanwhile');
  });
});

describe('assignDevice and endAssignment', () => {
  test('one open assignment, with what went with it, and none after its end', async () => {
    const assign = { device: w.one, person: w.birchStudent, chargers: 1, cases: 1, by: w.mara };
    await commit(ctx, null, assignDevice(assign, ctx.now));
    expect(
      await rows(
        'SELECT person, chargers, cases, hotspots FROM assignments WHERE to_at IS NULL AND device = ?',
        w.one,
      ),
    ).toEqual([{ person: w.birchStudent, chargers: 1, cases: 1, hotspots: 0 }]);
    expect(await rows('SELECT assigned_person FROM devices WHERE id = ?', w.one)).toEqual([
      { assigned_person: w.birchStudent },
    ]);
    await commit(ctx, null, endAssignment(w.one, ctx.now));
    expect(await rows('SELECT 1 FROM assignments WHERE to_at IS NULL AND device = ?', w.one)).toEqual([]);
    expect(await rows('SELECT assigned_person FROM devices WHERE id = ?', w.one)).toEqual([
      { assigned_person: null },
    ]);
  });

  test('a slot holds one device', async () => {
    const place = { location: w.mapleCart, slot: 4, by: w.mara };
    await commit(ctx, null, assignDevice({ device: w.one, ...place }, ctx.now));
    await expect(commit(ctx, null, assignDevice({ device: w.two, ...place }, ctx.now))).rejects.toThrow(
      'assignments.location, assignments.slot',
    );
  });

  test('the guard refuses where somebody issued it meanwhile', async () => {
    const assign = { device: w.two, person: w.student, by: w.mara, expects: null };
    await commit(ctx, null, assignDevice(assign, ctx.now));
    await expect(commit(ctx, null, assignDevice(assign, ctx.now))).rejects.toThrow(
      'nobody issued the device meanwhile',
    );
  });
});
