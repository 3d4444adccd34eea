import { beforeEach, describe, expect, test } from 'vitest';
import { keptFaults, repairOf, repairsOf, reported, type Workshop, workshop } from './workshop.ts';

let shop: Workshop;

beforeEach(async () => {
  shop = await workshop();
});

const report = (fields: Record<string, string>, device: string, person: string) =>
  shop.app.post(`/repairs/new?device=${device}`, { priority: 'normal', ...fields }, person);

describe('a report', () => {
  test('makes a repair with number, due time, who had the device, and its record', async () => {
    const { app, w } = shop;
    const form = await app.get(`/repairs/new?device=${w.one}`, w.cora);
    expect(form.text).toContain('Cracked screen');
    expect(form.text).toContain('Quill Fennimore');
    const answer = await report(
      { symptom: 'cracked-screen', note: 'Dropped in the hall', hadDevice: w.student },
      w.one,
      w.cora,
    );
    expect(answer.status).toBe(303);
    const repair = await repairOf(shop, w.one);
    expect(repair).toMatchObject({
      number: 1,
      state: 'reported',
      headline: 'Cracked screen',
      level: 1,
      site: w.maple,
      had_device: w.student,
      due_at: '2027-03-09T15:00:00.000Z',
      expected_on: '2027-03-09',
    });
    const page = await app.get(answer.location ?? '', w.cora);
    expect(page.text).toContain('R-000001');
    expect(page.text).toContain('Dropped in the hall');
    expect(await app.rows("SELECT verb FROM records WHERE kind = 'repair'")).toEqual([{ verb: 'reported' }]);
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('on a device with an open repair adds a line; a ready one waits for somebody again', async () => {
    const { app, w } = shop;
    const repair = await reported(shop, w.one);
    await app.post(`/repairs/${repair.number}/ready`, { outcome: 'repaired' }, w.sid);
    const answer = await report({ symptom: 'no-sound' }, w.one, w.cora);
    expect(answer.status).toBe(303);
    const all = await repairsOf(shop, w.one);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ state: 'reported', outcome: null, ready_at: null });
    expect(await app.rows('SELECT symptom FROM repair_lines ORDER BY position')).toEqual([
      { symptom: 'cracked-screen' },
      { symptom: 'no-sound' },
    ]);
  });

  test('sent twice makes one repair', async () => {
    const { w } = shop;
    const fields = { symptom: 'spill', idempotency_key: 'one-report-key' };
    const first = await report(fields, w.one, w.sid);
    const second = await report(fields, w.one, w.sid);
    expect(second.location).toBe(first.location);
    expect(await repairsOf(shop, w.one)).toHaveLength(1);
    expect(await shop.app.rows('SELECT 1 FROM repair_lines')).toHaveLength(1);
  });

  test('says nothing: told so, what was typed stays, nothing changes', async () => {
    const { w } = shop;
    const answer = await report({ symptom: '', note: '', priority: 'urgent' }, w.one, w.sid);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Say what is wrong');
    expect(answer.text).toMatch(/value="urgent" checked/);
    expect((await report({ symptom: 'made-up' }, w.one, w.sid)).status).toBe(422);
    expect((await report({ symptom: 'spill', hadDevice: w.depot }, w.one, w.sid)).status).toBe(422);
    expect((await report({ note: 'x'.repeat(10_001) }, w.one, w.sid)).status).toBe(422);
    expect(await repairsOf(shop, w.one)).toHaveLength(0);
  });

  test('of an unknown device is not found, with the box to try again', async () => {
    const { app, w } = shop;
    const answer = await app.get('/repairs/new?device=99999', w.sid);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('value="99999"');
    expect((await report({ symptom: 'spill' }, 'NOSUCH', w.sid)).status).toBe(404);
  });
});

describe('a contact', () => {
  test("reports another school's device by its tag, for the own school, and sees no more of it", async () => {
    const { app, w } = shop;
    const form = await app.get('/repairs/new?device=60001', w.cora);
    expect(form.status).toBe(200);
    expect(form.text).toContain('Belongs to Birch Middle');
    expect(form.text).not.toContain('Larkspur');
    const answer = await report({ symptom: 'spill' }, '60001', w.cora);
    expect(answer.status).toBe(303);
    expect((await repairOf(shop, w.birchDevice)).site).toBe(w.maple);
    const page = await app.get(answer.location ?? '', w.cora);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Larkspur');
    expect(page.text).not.toContain(`/devices/${w.birchDevice}"`);
  });

  test("does not find another school's device by id, nor its repairs", async () => {
    const { app, w } = shop;
    expect((await app.get(`/repairs/new?device=${w.birchDevice}`, w.cora)).status).toBe(404);
    expect((await report({ symptom: 'spill' }, w.birchDevice, w.cora)).status).toBe(404);
    const repair = await reported(shop, w.birchDevice);
    expect((await app.get(`/repairs/${repair.number}`, w.cora)).status).toBe(404);
    expect((await app.get('/repairs', w.cora)).text).not.toContain('R-000001');
    expect((await app.get('/repairs', w.bert)).text).toContain('R-000001');
    expect((await app.post(`/repairs/${repair.number}/note`, { text: 'Hello' }, w.cora)).status).toBe(404);
    expect((await app.post(`/repairs/${repair.number}/accept`, { how: 'take' }, w.bert)).status).toBe(403);
  });

  test('an auditor may look, not report', async () => {
    const { app, w } = shop;
    const repair = await reported(shop, w.one);
    const page = await app.get(`/repairs/${repair.number}`, w.audrey);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Fennimore');
    expect(page.text).toContain('a student');
    expect((await report({ symptom: 'spill' }, w.one, w.audrey)).status).toBe(403);
  });
});
