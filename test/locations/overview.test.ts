import { beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase, freshSqlite } from '../support/database.ts';
import { listening, planOf, scansIn } from '../support/plans.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

describe('the page of a location', () => {
  test('says what is there, what is at home there but elsewhere, and who looks after it', async () => {
    await app.rows(
      'UPDATE devices SET at_site = ?, place = ? WHERE id = ? RETURNING 1',
      w.depot,
      w.depot,
      w.two,
    );
    const page = await app.get(`/locations/${w.maple}`, w.sid);
    for (const text of [
      '<h2>There now<span class="count"> 3</span></h2>',
      '<h2>At home there<span class="count"> 4</span></h2>',
      '1 elsewhere',
      'North depot',
      `/devices?at=${w.maple}`,
      'Sid Pliers',
      'Looks after it',
      'Cora Inkwell',
      'School contact',
    ])
      expect(page.text).toContain(text);
    const birch = await app.get(`/locations/${w.birch}`, w.sid);
    expect(birch.text).toContain('1 lost');
  });

  test('of a room shows what is in it, of a cart its slots', async () => {
    const room = await app.get(`/locations/${w.mapleRoom}`, w.sid);
    expect(room.text).toContain('48213');
    expect(room.text).toContain('Quill Fennimore');
    expect(room.text).not.toContain('50001');
    await app.rows(
      'UPDATE devices SET assigned_location = ?, slot = 3 WHERE id = ? RETURNING 1',
      w.mapleCart,
      w.two,
    );
    const cart = await app.get(`/locations/${w.mapleCart}`, w.sid);
    expect(cart.text).toContain('1 of 30, 0 here');
    expect(cart.text).toContain(
      `<b>3</b> <a href="/devices/${w.two}">48214</a> <span class="quiet">out</span>`,
    );
  });

  test('names no student to an auditor', async () => {
    const page = await app.get(`/locations/${w.mapleRoom}`, w.audrey);
    expect(page.text).not.toContain('Quill');
    expect(page.text).toContain('a student, grade 7');
  });

  test('shows its open repairs', async () => {
    await app.rows(
      `INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at, headline, due_at)
       VALUES ('r1', 7, ?, ?, 'on_hold', '2027-01-05T00:00:00.000Z', '2027-01-05T00:00:00.000Z', 'Hinge',
         '2027-01-09T00:00:00.000Z') RETURNING 1`,
      w.one,
      w.maple,
    );
    for (const id of [w.maple, w.mapleRoom]) {
      const page = await app.get(`/locations/${id}`, w.cora);
      expect(page.text).toContain('R-000007');
      expect(page.text).toContain('Hinge');
    }
    expect((await app.get(`/locations/${w.birch}`, w.sid)).text).not.toContain('R-000007');
  });

  test('tells the home what turned up elsewhere, until somebody there settles it', async () => {
    await app.post('/devices/48213/have-it', { note: 'left on the bus' }, w.bert);
    const page = await app.get(`/locations/${w.maple}`, w.cora);
    expect(page.text).toContain('is at Birch Middle');
    expect(page.text).toContain('left on the bus');
    const [report] = await app.rows<{ id: string }>('SELECT id FROM found_reports');
    const settled = await app.post(`/devices/${w.one}/found/settle`, { report: report?.id ?? '' }, w.cora);
    expect(settled.status).toBe(303);
    expect((await app.get(`/locations/${w.maple}`, w.cora)).text).not.toContain('left on the bus');
  });

  test('walks no big table', async () => {
    const file = freshSqlite();
    const world = await makeWorld(file);
    const { engine, reads } = listening(file);
    const watched = testApp(engine);
    for (const id of [world.maple, world.mapleRoom, world.mapleCart, world.depot, world.van]) {
      reads.length = 0;
      await watched.get(`/locations/${id}`, world.mara);
      for (const read of reads) {
        const plan = planOf(file, read);
        expect({ sql: read.sql, scans: scansIn(plan) }).toEqual({ sql: read.sql, scans: [] });
      }
    }
  });
});
