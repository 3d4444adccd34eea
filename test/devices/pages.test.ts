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

describe('the page of a device', () => {
  test.each(['48213', '5cd1234xyz', 'id'])('is found by %j and tells the whole story', async (ref) => {
    const page = await app.get(`/devices/${ref === 'id' ? w.one : ref}`, w.sid);
    expect(page.status).toBe(200);
    for (const text of [
      '48213',
      'Dell Chromebook 3100',
      'Quill Fennimore',
      'Room 12',
      'In service',
      'Jun 1, 2029',
    ])
      expect(page.text).toContain(text);
    for (const way of ['repair', 'swap', 'check-in', 'edit', 'lost', 'retire', 'tag', 'join'])
      expect(page.text).toContain(`/devices/${w.one}/${way}"`);
  });

  test('names no student to an auditor', async () => {
    const page = await app.get('/devices/48213', w.audrey);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Quill');
    expect(page.text).toContain('a student, grade 7');
    expect(page.text).not.toContain(`/people/${w.student}`);
  });

  test('offers what is legal only: a lost device can be found', async () => {
    const page = await app.get('/devices/60002', w.mara);
    expect(page.text).toContain(`/devices/${w.lostDevice}/found`);
    expect(page.text).not.toContain(`/devices/${w.lostDevice}/swap`);
    expect(page.text).not.toContain(`/devices/${w.lostDevice}/check-out`);
  });

  test('of another school says whose it is to a contact, and offers two things', async () => {
    const page = await app.get('/devices/60001', w.cora);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Belongs to <strong>Birch Middle</strong>');
    expect(page.text).toContain('Dell Chromebook 3100');
    expect(page.text).toContain('I have it here');
    expect(page.text).toContain('/repairs/new?device=60001');
    for (const secret of ['Pip', 'Room 3', '5CD6001XYZ', w.birchDevice, 'One to one', 'Purchased'])
      expect(page.text).not.toContain(secret);
    expect((await app.get(`/devices/${w.birchDevice}`, w.cora)).status).toBe(404);
    expect((await app.get('/devices/6000', w.cora)).status).toBe(404);
  });

  test('does not exist where nothing has that name', async () => {
    expect((await app.get('/devices/00000', w.mara)).status).toBe(404);
    expect((await app.get(`/devices/${w.mapleRoom}`, w.mara)).status).toBe(404);
    expect((await app.get(`/devices/${encodeURIComponent("' OR 1=1 --")}`, w.mara)).status).toBe(404);
  });
});

describe('the list of devices', () => {
  test('filters by what stands in the URL, and counts by the tallies', async () => {
    const all = await app.get('/devices', w.mara);
    expect(all.text).toContain('6 devices');
    const loaners = await app.get('/devices?use=loaner', w.mara);
    expect(loaners.text).toContain('1 device');
    expect(loaners.text).toContain('50002');
    expect(loaners.text).not.toContain('48213');
    const home = await app.get('/devices?home=BIR&state=lost', w.mara);
    expect(home.text).toContain('60002');
    expect(home.text).not.toContain('60001');
  });

  test.each([
    ['tag=4821', ['48213', '48214'], ['50001']],
    ['serial=5CD6', ['60001', '60002'], ['48213']],
    ['home=MAP&serial=5CD9', ['50001', '50002'], ['48213']],
    ['at=BIR', ['60001', '60002'], ['48213']],
    ['aue=2030', ['48213', '60001'], []],
    ['aue=2029', [], ['48213', '60001']],
    ['from=2024&to=2024-07', ['48213'], []],
    ['from=2025', [], ['48213']],
    ['kind=chromebook&use=spare', ['50001'], ['50002']],
    ['due=overdue', [], ['48213']],
    ['unidentified=1', [], ['48213']],
    ['sort=-tag', ['60002', '48213'], []],
    ['sort=serial&home=MAP', ['48213', '50002'], []],
    ['cursor=nonsense', ['48213'], []],
    ['model=x&state=%27%3B--&kind=%3Cb%3E', ['48213'], []],
  ])('%s', async (query, shown, hidden) => {
    const page = await app.get(`/devices?${query}`, w.mara);
    expect(page.status).toBe(200);
    for (const tag of shown) expect(page.text).toContain(`>${tag}<`);
    for (const tag of hidden) expect(page.text).not.toContain(`>${tag}<`);
  });

  test('is the own school for a contact, whatever the URL says', async () => {
    const own = await app.get('/devices', w.cora);
    expect(own.text).toContain('48213');
    expect(own.text).not.toContain('60001');
    for (const query of ['home=BIR', 'at=BIR', 'state=lost', 'tag=6', `holder=${w.birchStudent}`])
      expect((await app.get(`/devices?${query}`, w.cora)).text).not.toContain('60001');
  });

  test('names no student to an auditor', async () => {
    expect((await app.get('/devices', w.audrey)).text).not.toContain('Quill');
    expect((await app.get(`/devices?holder=${w.student}`, w.audrey)).text).not.toContain('Quill');
  });
});
