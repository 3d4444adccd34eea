import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { testApp } from '../support/app.ts';
import { beforeNext } from '../support/between.ts';
import { makeYard, type Yard } from './yard.ts';

let yard: Yard;
beforeEach(async () => {
  yard = await makeYard();
});

const close = async (lot: string, fields: Record<string, string | File>, person: string) =>
  yard.app.post(
    `/disposal/lots/${lot}/close`,
    { version: await yard.version(lot), recycler: 'Green Loop', leftOn: '2027-03-02', ...fields },
    person,
  );

const pdf = new File(['%PDF-1.7\ncertificate\n%%EOF\n'], 'c.pdf', { type: 'application/pdf' });

async function approved(...devices: readonly string[]): Promise<string> {
  const { w } = yard;
  await yard.retire(...devices);
  const lot = await yard.lot(w.sid);
  for (const device of devices) {
    const [row] = await yard.app.rows<{ tag: string }>('SELECT tag FROM devices WHERE id = ?', device);
    await yard.scan(lot, row?.tag ?? '', w.sid);
  }
  await yard.move(lot, 'approve', w.mara);
  return lot;
}

describe('a pallet', () => {
  test('from the first scan to the certificate', async () => {
    const { app, w } = yard;
    const lot = await approved(w.one, w.two, w.spare);
    expect((await yard.out(lot, '48213', w.ivy)).text).toContain(
      'not deprovisioned and not wiped: keep it back',
    );
    expect(await yard.tick(lot, w.ian, 'deprovisioned')).toBe(303);
    expect((await yard.out(lot, '48213', w.ivy)).text).toContain('48213 is not wiped: keep it back');
    expect(await yard.tick(lot, w.tess, 'wiped')).toBe(303);
    for (const tag of ['48213', '5CD1235XYZ']) {
      const left = await yard.out(lot, tag, w.ivy);
      expect([left.status, left.text.includes('has left')]).toEqual([200, true]);
    }
    expect([await yard.state(w.one), await yard.state(w.spare)]).toEqual(['disposed', 'retired']);
    expect(await app.rows('SELECT 1 FROM custody WHERE device = ? AND to_at IS NULL', w.one)).toEqual([]);
    const page = await app.get(`/disposal/lots/${lot}/close`, w.mara);
    expect(page.text).toContain('these stay');
    const done = await close(lot, { proceeds: '1,234.57', certificate: pdf }, w.mara);
    expect(done.location).toContain('done=disposed');
    expect(
      await app.rows(
        'SELECT proceeds_cents AS cents, ended_why AS why FROM lot_devices ORDER BY why, cents DESC',
      ),
    ).toEqual([
      { cents: 61729, why: 'left' },
      { cents: 61728, why: 'left' },
      { cents: 0, why: 'stayed' },
    ]);
    const gone = await app.get(`/disposal/lots/${lot}`, w.mara);
    for (const exact of ['1,234.57', '617.29', '617.28']) expect(gone.text).toContain(exact);
    const file = await app.get(`/disposal/lots/${lot}/certificate`, w.audrey);
    expect([file.status, file.headers.get('Content-Type'), file.text]).toEqual([
      200,
      'application/pdf',
      await pdf.text(),
    ]);
    // What stayed is free for the next lot.
    const next = await yard.lot(w.sid);
    expect((await yard.scan(next, '50001', w.sid)).status).toBe(200);
    expect(await brokenRules(new Database(yard.engine))).toMatchObject([
      { rule: 'every device has its history' },
    ]);
  });

  test('what is scanned wrongly is told so', async () => {
    const { app, w } = yard;
    await yard.retire(w.one);
    const lot = await yard.lot(w.ivy);
    const said = async (tag: string, to = lot) => (await yard.scan(to, tag, w.ivy)).text;
    expect(await said('48214')).toContain('48214 is in service: retire it first');
    expect(await said('60002')).toContain('60002 is reported lost');
    expect(await said('99999')).toContain('No device has this tag or serial');
    expect(await said('48213')).toContain('48213 is in the lot');
    expect(await said('48213')).toContain('is in this lot already');
    const other = await yard.lot(w.ivy);
    expect(await said('48213', other)).toContain('48213 is in lot 1: take it out there first');
    expect((await yard.out(other, '48213', w.ivy)).text).toContain('not approved');
    expect((await app.post(`/disposal/lots/${lot}/devices/${w.one}/remove`, {}, w.ivy)).status).toBe(303);
    expect(await said('48213', other)).toContain('is in the lot');
  });

  test('two stations scan one device at once: it is in one lot', async () => {
    const { app, w } = yard;
    await yard.retire(w.one);
    const [a, b] = [await yard.lot(w.ivy), await yard.lot(w.sid)];
    const answers = await Promise.all([yard.scan(a, '48213', w.ivy), yard.scan(b, '48213', w.sid)]);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    expect(await app.rows('SELECT 1 FROM lot_devices WHERE ended_at IS NULL')).toHaveLength(1);
  });
});

describe('four eyes', () => {
  test('who gathered it does not approve it, nor who may not dispose', async () => {
    const { w } = yard;
    await yard.retire(w.one, w.two);
    const lot = await yard.lot(w.mara);
    expect(await yard.move(lot, 'propose', w.mara)).toBe(422);
    await yard.scan(lot, '48213', w.mara);
    expect(await yard.move(lot, 'approve', w.mara)).toBe(403);
    expect(await yard.move(lot, 'approve', w.sid)).toBe(403);
    expect(await yard.move(lot, 'propose', w.sid)).toBe(303);
    expect((await yard.scan(lot, '48214', w.mara)).text).toContain('the lot is proposed');
    expect(await yard.move(lot, 'approve', w.ada)).toBe(303);
    const other = await yard.lot(w.sid);
    await yard.scan(other, '48214', w.ada);
    expect(await yard.move(other, 'approve', w.ada)).toBe(403);
    expect(await yard.move(other, 'approve', w.mara)).toBe(303);
  });

  test('what is scanned in after a look is not approved unseen, by whoever scans it', async () => {
    const { app, w } = yard;
    await yard.retire(w.one, w.two);
    const lot = await yard.lot(w.sid);
    await yard.scan(lot, '48213', w.sid);
    const seen = await yard.version(lot);
    await yard.scan(lot, '48214', w.sid);
    const stale = await app.post(`/disposal/lots/${lot}/move`, { version: seen, move: 'approve' }, w.mara);
    expect(stale.status).toBe(409);
    expect(await yard.move(lot, 'approve', w.mara)).toBe(303);
  });

  test('who approves puts nothing in while he does', async () => {
    const { app, w, engine } = yard;
    await yard.retire(w.one, w.two);
    const lot = await yard.lot(w.sid);
    await yard.scan(lot, '48213', w.sid);
    const approve = { version: await yard.version(lot), move: 'approve' };
    const before = beforeNext(engine, 'UPDATE "lots"', () => yard.scan(lot, '48214', w.mara));
    const slow = testApp(before);
    expect((await slow.post(`/disposal/lots/${lot}/move`, approve, w.mara)).status).toBe(409);
    expect(await app.rows('SELECT state FROM lots')).toEqual([{ state: 'draft' }]);
    expect(await app.rows('SELECT 1 FROM lot_devices WHERE ended_at IS NULL')).toHaveLength(2);
  });

  test('a device on a pallet is not restored, lost or joined away from under it', async () => {
    const { app, w } = yard;
    const lot = await approved(w.one);
    const restore = { seen: 'retired', reason: 'Back' };
    expect((await app.post(`/devices/${w.one}/restore`, restore, w.mara)).status).toBe(409);
    expect((await app.post(`/devices/${w.one}/dispose`, { ...restore, reason: 'Sold' }, w.mara)).status).toBe(
      409,
    );
    expect(await yard.state(w.one)).toBe('retired');
    expect(await yard.move(lot, 'withdraw', w.mara)).toBe(303);
    expect((await app.post(`/devices/${w.one}/restore`, restore, w.mara)).status).toBe(303);
  });

  test('it did not leave after all: retired again, where the pallet stands', async () => {
    const { app, w } = yard;
    const lot = await approved(w.one);
    await yard.tick(lot, w.ivy);
    await yard.out(lot, '48213', w.ivy);
    expect((await yard.out(lot, '48213', w.ivy)).text).toContain('scanned out already');
    expect(await yard.move(lot, 'return', w.mara)).toBe(409);
    expect((await app.post(`/disposal/lots/${lot}/devices/${w.one}/back`, {}, w.ivy)).status).toBe(303);
    expect(await app.rows('SELECT state, place FROM devices WHERE id = ?', w.one)).toEqual([
      { state: 'retired', place: w.depot },
    ]);
  });
});

describe('closing', () => {
  test('what cannot be: nothing left, a day to come, no certificate, one that is none', async () => {
    const { w } = yard;
    const lot = await approved(w.one);
    expect((await close(lot, { certificate: pdf }, w.mara)).text).toContain('Nothing has left');
    await yard.tick(lot, w.ivy);
    await yard.out(lot, '48213', w.ivy);
    const refused = async (fields: Record<string, string | File>) => {
      const answer = await close(lot, fields, w.mara);
      expect(answer.status).toBe(422);
      return answer.text;
    };
    expect(await refused({ certificate: pdf, leftOn: '2027-03-03' })).toContain('Not after today');
    expect(await refused({})).toContain('Add the certificate, or say why');
    const page = new File(['<html><script>1</script>'], 'c.pdf', { type: 'application/pdf' });
    expect(await refused({ certificate: page })).toContain('this file is none of them');
    expect(await refused({ certificate: pdf, proceeds: '-1' })).toContain('An amount');
    expect(yard.app.photos.kept.size).toBe(0);
    expect((await close(lot, { noCertificate: 'They send none' }, w.sid)).status).toBe(403);
    expect((await close(lot, { noCertificate: 'They send none' }, w.ada)).status).toBe(303);
    expect((await close(lot, { noCertificate: 'They send none' }, w.ada)).status).toBe(409);
  });

  test('every page shows, also to who only looks', async () => {
    const { app, w } = yard;
    const lot = await approved(w.one);
    for (const path of ['', '?show=closed', '/new', `/${lot}`, `/${lot}/prepare`, `/${lot}/load-out`])
      expect([path, (await app.get(`/disposal/lots${path}`, w.mara)).status]).toEqual([path, 200]);
    expect((await app.get(`/disposal/lots/${lot}`, w.audrey)).status).toBe(200);
    expect((await app.get('/disposal/lots', w.cora)).status).toBe(403);
    const ticked = await app.post(`/disposal/lots/${lot}/prepare`, { q: '48213', what: 'both' }, w.ivy);
    expect([ticked.status, ticked.text.includes('48213 is ticked')]).toEqual([200, true]);
    expect(
      (await app.post(`/disposal/lots/${lot}/prepare`, { q: '48214', what: 'both' }, w.ivy)).status,
    ).toBe(422);
  });
});

test('the check finds proceeds that do not add up, and a device that left without a scan', async () => {
  const { engine, w } = yard;
  const broken = async () =>
    (await brokenRules(new Database(engine))).map(({ rule }) => rule).filter((rule) => /lot/.test(rule));
  const lot = await approved(w.one, w.two);
  await yard.tick(lot, w.ivy);
  await yard.out(lot, '48213', w.ivy);
  expect(await broken()).toEqual([]);
  await engine.batch([{ sql: 'UPDATE lots SET proceeds_cents = 5', parameters: [] }]);
  expect(await broken()).toEqual(['proceeds of a lot are those of its devices']);
  await engine.batch([
    { sql: 'UPDATE lots SET proceeds_cents = 0, approved_by = made_by', parameters: [] },
    {
      sql: "UPDATE device_states SET state = 'disposed' WHERE device = ? AND to_at IS NULL",
      parameters: [w.two],
    },
    { sql: "UPDATE devices SET state = 'disposed' WHERE id = ?", parameters: [w.two] },
  ]);
  expect(await broken()).toEqual([
    'a device in an open lot is retired, or disposed of by the scan with which it left',
    'nobody approved the lot that he made, proposed or gathered',
  ]);
});
