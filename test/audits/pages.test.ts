import { beforeEach, describe, expect, test } from 'vitest';
import { type School, school } from './school.ts';

let s: School;
beforeEach(async () => {
  s = await school();
});

const idIn = (location: string | null) => /\/audits\/([0-9a-f-]{36})/.exec(location ?? '')?.[1] ?? '';

async function begun(fields: Record<string, string> = {}): Promise<string> {
  const planned = await s.app.post(
    '/audits/new',
    { kind: 'place', location: s.w.mapleRoom, start: '1', ...fields },
    s.w.mara,
  );
  expect(planned.status).toBe(303);
  return idIn(planned.location);
}

describe('without a script', () => {
  test('from the plan to the signature', async () => {
    const { app, w } = s;
    expect((await app.get('/audits', w.mara)).text).toContain('No audit yet');
    expect((await app.get('/audits/due?kind=cart', w.mara)).text).toContain('Cart 1');
    expect((await app.get(`/audits/new?location=${w.mapleRoom}`, w.cora)).text).toContain('Room 12');
    const id = await begun();
    const count = (q: string, more = {}) =>
      app.post(`/audits/${id}/count`, { q, phone: `page-${w.cora}`, place: w.mapleRoom, ...more }, w.cora);
    const first = await count('48214');
    expect(first.text).toMatch(/data-outcome="good"[^>]*>\s*<strong>Found<\/strong>/);
    expect(first.text).toContain('1 of 7');
    expect((await count('48214')).text).toContain('<strong>Already scanned</strong>');
    expect((await count('60001')).text).toMatch(/data-outcome="bad"[^>]*>\s*<strong>Misplaced<\/strong>/);
    expect((await count('60001')).text).not.toContain('Larkspur');
    expect((await count('No sticker, blue lid', { untagged: '1' })).text).toContain(
      '<strong>No tag</strong>',
    );
    expect((await count('')).status).toBe(422);
    const wrong = await count('70001');
    const event = /data-event="([^"]+)"/.exec(wrong.text)?.[1] ?? '';
    const undone = await app.post(
      `/audits/${id}/count/undo`,
      { event, phone: `page-${w.cora}`, place: w.mapleRoom },
      w.cora,
    );
    expect(undone.status).toBe(303);
    const page = await app.get(undone.location ?? '', w.cora);
    expect(page.text).toContain('taken back');
    expect(page.text).toContain('1 of 7');
    expect((await app.get(`/audits/${id}/progress`, w.sid)).text).toContain('Cora Inkwell');
    expect((await app.post(`/audits/${id}/close`, {}, w.cora)).location).toContain('done=closed');
    const found = await app.get(`/audits/${id}`, w.cora);
    expect(found.text).toContain('Your role does not sign audits');
    expect((await app.get(`/audits/${id}/findings?kind=missing`, w.tess)).text).toContain('70001');
    const [finding] = await app.rows<{ id: string }>(
      "SELECT id FROM audit_findings WHERE kind = 'misplaced'",
    );
    const settle = (by: string, fields: Record<string, string>) =>
      app.post(`/audits/${id}/findings`, { kind: 'misplaced', findings: finding?.id ?? '', ...fields }, by);
    const vague = await settle(w.tess, { what: 'move_here', reason: '' });
    expect([vague.status, vague.text.includes('Fill this in')]).toEqual([422, true]);
    expect((await settle(w.tess, { what: 'move_here', reason: 'Stays' })).location).toContain('done=saved');
    // What is settled cannot be ticked with the rest: the whole batch would be refused for it.
    const list = await app.get(`/audits/${id}/findings?kind=misplaced`, w.tess);
    expect(list.text).not.toContain(`value="${finding?.id}"`);
    const one = await app.get(`/audits/${id}/findings/${finding?.id}`, w.tess);
    expect(one.text).toContain('Moved here');
    const undo = /action="(\/audits\/[^"]+\/undo)"/.exec(one.text)?.[1] ?? '';
    expect((await app.post(undo, {}, w.tess)).location).toContain('done=undone');
    const again = await app.get(`/audits/${id}/findings?kind=misplaced`, w.tess);
    expect(again.text).toContain(`value="${finding?.id}"`);
    const [{ version } = { version: 0 }] = await app.rows<{ version: number }>('SELECT version FROM audits');
    const signed = await app.post(`/audits/${id}/sign`, { version: String(version) }, w.audrey);
    expect(signed.location).toContain('done=signed');
    const report = await app.get(`/audits/${id}/report`, w.audrey);
    expect(report.text).toContain('Audrey Ledger');
    expect(report.text).not.toContain('Not signed');
    expect(report.text).not.toContain('not what the scans say');
    const csv = await app.get(`/audits/${id}/findings.csv`, w.audrey);
    expect(csv.headers.get('Content-Type')).toContain('text/csv');
    expect(csv.text.split('\r\n').length).toBe(11);
    await app.post(`/audits/${id}/corrections`, { text: 'It lay in the office', device: '70001' }, w.audrey);
    expect((await app.get(`/audits/${id}`, w.audrey)).text).toContain('It lay in the office');
    expect((await app.get('/audits?state=signed', w.mara)).text).toContain('Room 12');
    expect((await app.get('/audits/missing', w.mara)).text).toContain('70002');
  });

  test('a plan that is empty or nested stays on the page with words', async () => {
    const { app, w } = s;
    const nothing = await app.post(
      '/audits/new',
      { kind: 'place', location: w.birchRoom, start: '1' },
      w.mara,
    );
    expect([nothing.status, nothing.text.includes('everyone brings theirs')]).toEqual([422, true]);
    await begun();
    const nested = await app.post('/audits/new', { kind: 'place', location: w.maple, start: '1' }, w.mara);
    expect(nested.text).toContain('Room 12 is being counted already');
    // Planned it may be; begun not before the other one has ended.
    const later = idIn(
      (await app.post('/audits/new', { kind: 'place', location: w.maple, start: '0' }, w.mara)).location,
    );
    const early = await app.post(`/audits/${later}/start`, {}, w.mara);
    expect([early.status, early.text.includes('is being counted already')]).toEqual([422, true]);
  });

  test('a blind count tells nothing of what is expected', async () => {
    const { app, w } = s;
    const id = await begun({ blind: '1' });
    const page = await app.post(
      `/audits/${id}/count`,
      { q: '70001', phone: `page-${w.sid}`, place: w.mapleRoom },
      w.sid,
    );
    expect(page.text).toContain('<strong>Scanned</strong>');
    expect(page.text).not.toMatch(/Expected|of 7/);
    const overview = await app.get(`/audits/${id}`, w.sid);
    expect(overview.text).not.toContain('Progress by room');
  });

  test('a location that is renamed, moved or emptied in the middle', async () => {
    const { app, w } = s;
    const id = await begun();
    const [row] = await app.rows<{ version: number }>(
      'SELECT version FROM locations WHERE id = ?',
      w.mapleRoom,
    );
    const fields = { code: 'MAP-99', name: 'Old library', parent: w.birch, version: String(row?.version) };
    expect((await app.post(`/locations/${w.mapleRoom}/edit`, fields, w.mara)).status).toBe(303);
    await s.scan(id, ['70001', '70002']);
    await app.post('/devices/70003/retire', { seen: 'in_service', why: 'worn', reason: 'Old' }, w.mara);
    expect((await app.get(`/audits/${id}/count`, w.sid)).text).toContain('Old library');
    expect((await s.close(id)).status).toBe(200);
    expect((await s.findings(id)).found).toEqual(['70001', '70002']);
  });

  test('evidence pages', async () => {
    const { app, w } = s;
    expect((await app.get('/audits/inventory', w.audrey)).text).toContain('The whole district at the end of');
    const day = await app.get(`/audits/inventory?location=${w.maple}&on=2027-03-01`, w.audrey);
    expect(day.text).toContain('70006');
    expect(day.text).not.toContain('Fennimore');
    expect((await app.get(`/audits/inventory?location=${w.maple}&on=2027-02-30`, w.audrey)).text).toContain(
      'A day that exists',
    );
    const csv = await app.get(`/audits/inventory.csv?location=${w.maple}&on=2027-03-01`, w.audrey);
    expect(csv.text.split('\r\n').length).toBe(12);
    expect((await app.get('/audits/verify?count=30', w.audrey)).text).toContain('The same draw again');
    expect((await app.get(`/audits/inventory?location=${w.birch}`, w.cora)).status).toBe(404);
    const saved = await app.post(
      '/settings/audits',
      {
        version: '1',
        yearFrom: '07-01',
        termFrom: '01-15',
        sites: 'term',
        carts: 'never',
        depots: 'year',
        vehicles: 'year',
        silentMinutes: '10',
      },
      w.ada,
    );
    expect(saved.status).toBe(303);
    expect((await app.get('/audits/due?kind=cart', w.mara)).text).toContain('asks for no count');
  });
});
