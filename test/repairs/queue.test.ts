import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { row } from '../support/world-row.ts';
import { move, repairOf, reported, type Workshop, workshop } from './workshop.ts';

let shop: Workshop;

beforeEach(async () => {
  shop = await workshop();
});

const numbers = (text: string) => [...new Set(text.match(/R-\d{6}/g) ?? [])];

/** Open repairs on devices of their own, so that there are pages of them. */
async function many(count: number) {
  const { engine, w } = shop;
  const statements = [];
  for (let i = 0; i < count; i++) {
    const device = newId();
    statements.push(
      row('devices', {
        id: device,
        kind: 'chromebook',
        model: w.dell3100,
        home: w.maple,
        tag: `T${i}`,
        use: 'one_to_one',
        state: 'in_service',
        created_at: '2027-01-01T00:00:00.000Z',
      }),
      row('repairs', {
        id: newId(),
        number: 1000 + i,
        device,
        site: i % 2 ? w.maple : w.birch,
        state: 'reported',
        headline: 'Screen',
        reported_at: `2027-02-${String(1 + (i % 28)).padStart(2, '0')}T12:00:00.000Z`,
        recorded_at: '2027-02-01T00:00:00.000Z',
        due_at: `2027-03-${String(1 + (i % 28)).padStart(2, '0')}T12:00:00.000Z`,
      }),
    );
  }
  await engine.batch(statements);
}

describe('the queue', () => {
  test('filters by state, hold, level, technician, priority, age, text and late', async () => {
    const { app, w, s } = shop;
    const one = await reported(shop, w.one, { priority: 'urgent' });
    const two = await reported(shop, w.two, { symptom: 'spill', priority: 'low' });
    await reported(shop, w.birchDevice, { fault: 'hinge' });
    await move(shop, one, 'accept', { how: 'take' });
    await move(shop, two, 'hold', { reason: 'parts', group: s.panels, quantity: '1' });
    const shown = async (query: string, person = w.sid) =>
      numbers((await app.get(`/repairs?${query}`, person)).text);
    expect(await shown('')).toEqual(['R-000001', 'R-000003', 'R-000002']);
    expect(await shown('state=on_hold')).toEqual(['R-000002']);
    expect(await shown('hold=parts')).toEqual(['R-000002']);
    expect(await shown('hold=any')).toEqual(['R-000002']);
    expect(await shown('level=2')).toEqual(['R-000003']);
    expect(await shown('technician=me')).toEqual(['R-000001']);
    expect(await shown('technician=none')).toEqual(['R-000003', 'R-000002']);
    expect(await shown('priority=low')).toEqual(['R-000002']);
    expect(await shown(`site=${w.birch}`)).toEqual(['R-000003']);
    expect(await shown('q=48213')).toEqual(['R-000001']);
    expect(await shown('q=5cd1235xyz')).toEqual(['R-000002']);
    expect(await shown('q=r-3')).toEqual(['R-000003']);
    expect(await shown('q=hin')).toEqual(['R-000003']);
    expect(await shown('age=7')).toEqual([]);
    expect(await shown('state=wrong&level=9&hold=x')).toHaveLength(3);
    expect(await shown('', w.cora)).toEqual(['R-000001', 'R-000002']);
    app.later(20 * 24 * 3_600_000);
    expect(await shown('mark=late')).toEqual(['R-000001', 'R-000003']);
    expect(await shown('age=14')).toHaveLength(3);
    expect((await app.get('/repairs', w.sid)).text).toContain('class="late"');
  });

  test('pages by keyset, in both orders, without losing or repeating one', async () => {
    const { app, w } = shop;
    await many(120);
    for (const sort of ['', 'sort=age']) {
      const seen: string[] = [];
      let url: string | null = `/repairs?${sort}`;
      while (url) {
        const { text }: { text: string } = await app.get(url, w.sid);
        seen.push(...numbers(text));
        const next: string | undefined =
          /href="([^"]*cursor=[^"]*)"[^>]*rel="next"|rel="next"[^>]*href="([^"]*)"/
            .exec(text)
            ?.slice(1)
            .find(Boolean);
        url = next ? next.replaceAll('&amp;', '&') : null;
      }
      expect(new Set(seen).size).toBe(120);
      expect(seen).toHaveLength(120);
    }
    expect((await app.get('/repairs?cursor=nonsense', w.sid)).status).toBe(200);
    expect((await app.get(`/repairs?site=${w.maple}`, w.sid)).text).toContain('60 repairs');
  });

  test('a view is kept under a name, is one’s own, and can be removed', async () => {
    const { app, w } = shop;
    await reported(shop, w.one);
    const made = await app.post('/repairs/views', { name: 'Boards', query: 'hold=board&nonsense=1' }, w.sid);
    expect(made.location).toBe('/repairs?hold=board&done=saved');
    expect((await app.get('/repairs', w.sid)).text).toContain('Boards');
    expect((await app.get('/repairs', w.tess)).text).not.toContain('Boards');
    const again = await app.post('/repairs/views', { name: 'Boards', query: 'level=1' }, w.sid);
    expect(again.status).toBe(422);
    expect(again.text).toContain('You have a view of this name');
    const [view] = await app.rows<{ id: string }>('SELECT id FROM saved_views');
    expect((await app.post(`/repairs/views/${view?.id}/remove`, {}, w.tess)).status).toBe(404);
    expect((await app.post(`/repairs/views/${view?.id}/remove`, {}, w.sid)).status).toBe(303);
    expect(await app.rows('SELECT 1 FROM saved_views')).toEqual([]);
  });

  test('filters of the devices are kept the same way, apart from those of the queue', async () => {
    const { app, w } = shop;
    const filters = 'use=loaner&state=nonsense';
    expect((await app.get(`/devices?${filters}`, w.sid)).text).toContain('Keep these filters as a view');
    expect((await app.get('/devices', w.sid)).text).not.toContain('Keep these filters as a view');
    const kept = { name: 'Loaners', query: filters };
    const made = await app.post('/devices/views', kept, w.sid);
    expect(made.location).toBe('/devices?use=loaner&done=saved');
    expect((await app.get('/devices', w.sid)).text).toContain('href="/devices?use=loaner"');
    expect((await app.get('/devices', w.tess)).text).not.toContain('Loaners</a>');
    expect((await app.get('/repairs', w.sid)).text).not.toContain('Loaners</a>');
    const again = await app.post('/devices/views', kept, w.sid);
    expect([again.status, again.text.includes('You have a view of this name')]).toEqual([422, true]);
    const [view] = await app.rows<{ id: string }>('SELECT id FROM saved_views');
    expect((await app.post(`/devices/views/${view?.id}/remove`, {}, w.tess)).status).toBe(404);
    expect((await app.post(`/devices/views/${view?.id}/remove`, {}, w.sid)).status).toBe(303);
    expect(await app.rows('SELECT 1 FROM saved_views')).toEqual([]);
  });

  test('the board caps its columns and counts the rest', async () => {
    const { app, w } = shop;
    await many(30);
    const { text } = await app.get('/repairs/board', w.mara);
    expect(numbers(text)).toHaveLength(20);
    expect(text).toContain('All 30');
    const birch = await app.get(`/repairs/board?site=${w.birch}`, w.mara);
    expect(numbers(birch.text)).toHaveLength(15);
    expect(numbers((await app.get('/repairs/board', w.bert)).text)).toHaveLength(15);
  });
});

describe('notes', () => {
  test('mention people by name or by choice; they see it until they say so', async () => {
    const { app, w } = shop;
    const repair = await reported(shop, w.one);
    await app.post(
      `/repairs/${repair.number}/note`,
      { text: '@Cora Inkwell please ask the family; mail a@b.test. @Nobody', tell: w.mara },
      w.sid,
    );
    expect(await app.rows('SELECT person FROM mentions ORDER BY person')).toEqual(
      [w.cora, w.mara].sort().map((person) => ({ person })),
    );
    const page = await app.get(`/repairs/${repair.number}`, w.cora);
    expect(page.text).toContain('Sid Pliers mentions you');
    const [note] = await app.rows<{ id: string }>('SELECT id FROM repair_notes');
    expect((await app.post(`/repairs/mentions/${note?.id}/seen`, {}, w.sid)).status).toBe(404);
    expect((await app.post(`/repairs/mentions/${note?.id}/seen`, {}, w.cora)).status).toBe(303);
    expect((await app.get(`/repairs/${repair.number}`, w.cora)).text).not.toContain('mentions you');
    const empty = await app.post(`/repairs/${repair.number}/note`, { text: ' ' }, w.sid);
    expect(empty.status).toBe(422);
  });

  test('are text and nothing else', async () => {
    const { app, w } = shop;
    const repair = await reported(shop, w.one, { note: '<img src=x onerror=alert(1)>' });
    await app.post(`/repairs/${repair.number}/note`, { text: '<script>alert(1)</script>' }, w.sid);
    const { text } = await app.get(`/repairs/${repair.number}`, w.sid);
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
  });
});

describe('handing back many', () => {
  test('each ready device goes to the place; others say why not; the last can be undone', async () => {
    const { app, w } = shop;
    for (const device of [w.one, w.two, w.birchDevice]) await reported(shop, device);
    for (const device of [w.one, w.two])
      await move(shop, await repairOf(shop, device), 'ready', { outcome: 'repaired' });
    const started = await app.post('/repairs/hand-back', { place: w.mapleRoom }, w.sid);
    const here = started.location ?? '';
    expect((await app.get(here, w.tess)).status).toBe(404);
    const scan = (q: string) => app.post(here, { q }, w.sid);
    for (const code of ['48213', '5cd1235xyz', '60001', '50001', 'NOSUCH']) {
      expect((await scan(code)).location).toBe(here);
    }
    expect(await app.rows('SELECT device, state FROM repairs ORDER BY n')).toEqual([
      { device: w.one, state: 'closed' },
      { device: w.two, state: 'closed' },
      { device: w.birchDevice, state: 'reported' },
    ]);
    expect(await app.rows('SELECT place, holder FROM devices WHERE id = ?', w.one)).toEqual([
      { place: w.mapleRoom, holder: null },
    ]);
    const page = await app.get(here, w.sid);
    expect(page.text).toContain('60001 has a repair that is not ready');
    expect(page.text).toContain('50001 has no open repair');
    expect(page.text).toContain('NOSUCH is no tag or serial');
    expect(page.text).toContain('2 done');
    const [entry] = await app.rows<{ id: string }>(
      "SELECT id FROM scan_entries WHERE outcome = 'done' ORDER BY seq DESC",
    );
    expect((await app.post(`${here}/${entry?.id}/undo`, {}, w.sid)).status).toBe(303);
    expect(await repairOf(shop, w.two)).toMatchObject({ state: 'ready', closed_at: null });
    expect((await app.post(`${here}/end`, {}, w.sid)).status).toBe(303);
    expect((await scan('48214')).status).toBe(409);
  });
});
