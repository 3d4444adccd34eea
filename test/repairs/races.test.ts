import { expect, test } from 'vitest';
import { onTheEngineItself } from '../support/opened.ts';
import { custodyOf, keptFaults, move, onHand, repairOf, reported, workshop } from './workshop.ts';

onTheEngineItself();

const quick = { fault: 'screen', remedy: 'replaced', minutes: '15', outcome: 'repaired', place: 'stay' };

test('two phones close the same repair: one wins, the other is told', async () => {
  const shop = await workshop();
  const { w } = shop;
  const repair = await reported(shop, w.one);
  const close = (person: string, place: string) =>
    move(shop, repair, 'close', { outcome: 'repaired', place, location: w.depot }, person);
  const answers = await Promise.all([close(w.sid, 'back'), close(w.tess, 'spare')]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409]);
  const told = answers.find((answer) => answer.status === 409);
  expect(told?.text).toContain('Not saved');
  expect(told?.text).toContain('The repair is closed now');
  expect(await shop.app.rows("SELECT 1 FROM records WHERE verb = 'closed'")).toHaveLength(1);
  expect(await shop.app.rows('SELECT 1 FROM custody WHERE device = ? AND to_at IS NULL', w.one)).toHaveLength(
    1,
  );
  expect(await keptFaults(shop)).toEqual([]);
});

test('two phones finish the same repair with the last part: one part is used', async () => {
  const shop = await workshop();
  const { app, w, s } = shop;
  const repair = await reported(shop, w.one);
  const finish = (person: string) =>
    app.post(
      `/devices/${w.one}/repair`,
      { ...quick, repair: repair.id, parts: `${s.battery}:${s.van}`, fault: 'battery' },
      person,
    );
  const answers = await Promise.all([finish(w.sid), finish(w.tess)]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409]);
  expect(await onHand(shop, s.van, s.battery)).toBe(0);
  expect(await app.rows('SELECT 1 FROM shortfalls')).toEqual([]);
  expect(await app.rows('SELECT 1 FROM repair_parts')).toHaveLength(1);
  expect(await keptFaults(shop)).toEqual([]);
});

test('two repairs take the last part: one movement, one shortfall, both saved', async () => {
  const shop = await workshop();
  const { app, w, s } = shop;
  const use = (device: string) =>
    app.post(
      `/devices/${device}/repair`,
      { ...quick, fault: 'battery', parts: `${s.battery}:${s.van}` },
      w.sid,
    );
  const answers = await Promise.all([use(w.one), use(w.two)]);
  expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
  expect(await app.rows("SELECT quantity FROM movements WHERE why = 'use'")).toEqual([{ quantity: -1 }]);
  expect(await app.rows('SELECT quantity FROM shortfalls')).toEqual([{ quantity: 1 }]);
  expect(await keptFaults(shop)).toEqual([]);
});

test('six phones make the same move: one wins each time', async () => {
  const shop = await workshop();
  const { w } = shop;
  const repair = await reported(shop, w.one);
  for (const [path, fields] of [
    ['accept', { how: 'take', place: w.van }],
    ['ready', { outcome: 'repaired' }],
    ['close', { place: 'back' }],
  ] as const) {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => move(shop, repair, path, fields, i % 2 ? w.sid : w.tess)),
    );
    const won = answers.filter((answer) => answer.status === 303);
    expect(won, path).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(5);
  }
  expect((await repairOf(shop, w.one)).state).toBe('closed');
  expect((await custodyOf(shop, w.one))?.person).toBe(w.student);
});

test('reports from two phones at once make one repair with both lines', async () => {
  const shop = await workshop();
  const { app, w } = shop;
  const report = (symptom: string, person: string) =>
    app.post(`/repairs/new?device=${w.one}`, { symptom, note: '', priority: 'normal' }, person);
  const answers = await Promise.all([report('cracked-screen', w.sid), report('no-sound', w.cora)]);
  expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
  expect(await app.rows('SELECT 1 FROM repairs')).toHaveLength(1);
  expect(await app.rows('SELECT symptom FROM repair_lines ORDER BY symptom')).toEqual([
    { symptom: 'cracked-screen' },
    { symptom: 'no-sound' },
  ]);
});
