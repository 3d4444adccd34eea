import { beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

const scan = (text: string, person = w.sid) =>
  app.get(`/scan?q=${encodeURIComponent(text.toWellFormed())}`, person);
const everything = async () =>
  JSON.stringify(
    await Promise.all(
      ['custody', 'assignments', 'devices', 'records'].map((table) => app.rows(`SELECT * FROM ${table}`)),
    ),
  );

describe('a scan', () => {
  test('has a box and the scanner, and asks for nothing else', async () => {
    const page = await app.get('/scan', w.sid);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<spudger-scanner');
    expect(page.text).toContain('data-scan');
  });

  test.each([
    ['the tag', '48213'],
    ['a tag with spaces', ' 48 213 '],
    ['the serial in lower case', '5cd1234xyz'],
    ['a serial with a label', 'S/N: 5CD1234XYZ'],
    ['our own link', 'https://elsewhere.test/t/48213'],
  ])('opens the device by %s', async (_how, text) => {
    const answer = await scan(text);
    expect(answer.status).toBe(303);
    expect(answer.location).toBe(`/devices/${w.one}?scan=hit`);
  });

  test('a former tag opens the device and says so', async () => {
    await app.rows(
      "UPDATE identifiers SET to_at = from_at WHERE device = ? AND kind = 'tag' RETURNING 1",
      w.one,
    );
    expect((await scan('48213')).location).toBe(`/devices/${w.one}?scan=former_tag`);
    expect((await app.get('/scan?scan=former_tag', w.sid)).text).toContain('former tag');
  });

  test('a withdrawn tag names nothing', async () => {
    await app.rows('UPDATE identifiers SET withdrawn_at = from_at WHERE device = ? RETURNING 1', w.one);
    expect((await scan('48213')).status).toBe(200);
  });

  test('a joined record leads to the kept one', async () => {
    await app.rows('UPDATE devices SET joined_into = ? WHERE id = ? RETURNING 1', w.one, w.two);
    expect((await scan('48214')).location).toContain(`/devices/${w.one}`);
  });

  test('a lost device sounds bad', async () => {
    expect((await scan('60002')).location).toBe(`/devices/${w.lostDevice}?scan=lost`);
    expect((await app.get('/scan?scan=lost', w.sid)).text).toContain('data-outcome="bad"');
  });

  test('badges, places and repairs open their pages', async () => {
    expect((await scan('700001')).location).toContain(`/people/${w.student}`);
    expect((await scan('MAP-12')).location).toContain(`/locations/${w.mapleRoom}`);
    await app.rows(
      `INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at)
       VALUES ('r1', 123, ?, ?, 'reported', '', '') RETURNING 1`,
      w.two,
      w.maple,
    );
    expect((await scan('R-000123')).location).toContain('/repairs/r1');
  });

  test('a miss offers near tags, a repair without a readable tag, and a new device', async () => {
    const { status, text } = await scan('48219');
    expect(status).toBe(200);
    expect(text).toContain('data-outcome="bad"');
    expect(text).toContain(`/devices/${w.one}`);
    expect(text).toContain(`/devices/${w.two}`);
    expect(text).toContain('/devices/new?unidentified=1&amp;then=repair');
    expect(text).toContain('/devices/new?tag=48219');
  });

  test('changes nothing, whatever it names', async () => {
    const before = await everything();
    for (const text of ['48213', '60002', '700001', 'MAP-12', 'nothing']) await scan(text);
    expect(await everything()).toBe(before);
  });

  test.each([
    ["' OR 1=1 --"],
    ['"*" NEAR('],
    ['<script>alert(1)</script>'],
    ['x'.repeat(10_001)],
    ['\u0000\uffff\ud800'],
    ['%'],
  ])('takes %.20j for a miss', async (text) => {
    const { status, text: page } = await scan(text);
    expect(status).toBe(200);
    expect(page).not.toContain('<script>alert');
  });
});

test('bytes that are no text are a miss', async () => {
  expect((await app.get('/scan?q=%ff%fe%', w.sid)).status).toBe(200);
  expect((await app.get('/t/%ff', w.sid)).status).toBeLessThan(500);
});

describe('another site', () => {
  test('an exact scan says whose it is, its model, and two things to do; nothing else', async () => {
    const answer = await scan('60001', w.cora);
    expect(answer.location).toBe('/devices/60001?scan=elsewhere');
    const { text } = await app.get(answer.location ?? '', w.cora);
    expect(text).toContain('Belongs to <strong>Birch Middle');
    expect(text).toContain('data-outcome="warn"');
    expect(text).toContain('Dell Chromebook 3100');
    expect(text).toContain('I have it here');
    expect(text).toContain('/repairs/new?device=60001');
    for (const hidden of ['5CD6001XYZ', 'Larkspur', 'Pip', w.birchDevice, 'Room 3'])
      expect(text).not.toContain(hidden);
  });

  test('neither near tags nor badges nor rooms of it show', async () => {
    expect((await scan('60009', w.cora)).text).not.toContain('60001');
    expect((await scan('700002', w.cora)).status).toBe(200);
    expect((await scan('BIR-3', w.cora)).status).toBe(200);
  });

  test("an auditor's scan of a badge finds nothing", async () => {
    expect((await scan('700001', w.audrey)).status).toBe(200);
  });
});

describe('the link on a label', () => {
  test('shows the world one text, the same whether the tag exists or not', async () => {
    await app.rows("INSERT INTO settings (name, value) VALUES ('found.text', 'Call <b>us</b>') RETURNING 1");
    const known = await app.get('/t/48213');
    const unknown = await app.get('/t/99999');
    expect(known.status).toBe(200);
    expect(known.text).toContain('Call &lt;b&gt;us&lt;/b&gt;');
    expect(known.text.replaceAll('48213', 'TAG')).toBe(unknown.text.replaceAll('99999', 'TAG'));
  });

  test('opens the device for staff, and offers help where there is none', async () => {
    expect((await app.get('/t/48213', w.sid)).location).toContain(`/devices/${w.one}`);
    expect((await app.get('/t/99999', w.sid)).text).toContain('Nothing here is called');
    expect((await app.get('/t/60001', w.cora)).location).toBe('/devices/60001?scan=elsewhere');
  });

  test('of a location and of a bin opens it, for those who may see it', async () => {
    await app.rows(
      `INSERT INTO bins (id, code, name, location) VALUES ('01890000-0000-7000-8000-00000000b001', 'D1-A1', 'A1', ?)
       RETURNING 1`,
      w.depot,
    );
    expect((await app.get('/l/MAP', w.sid)).location).toContain(`/locations/${w.maple}`);
    expect((await app.get('/b/D1-A1', w.sid)).location).toContain('/stock/bins/');
    expect((await app.get('/l/NOWHERE', w.sid)).status).toBe(404);
    expect((await app.get('/b/D1-A1', w.cora)).status).toBe(403);
    expect((await app.get('/l/MAP')).location).toContain('/sign-in');
  });

  test('asks for a sign-in elsewhere', async () => {
    expect((await app.get('/scan?q=48213')).location).toContain('/sign-in');
  });
});
