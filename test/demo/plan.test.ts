import { describe, expect, test } from 'vitest';
import { Plan } from '../../src/demo/plan.ts';
import { demoSize, fullSize, sizeFor } from '../../src/demo/plan-size.ts';
import type { PlanRepair } from '../../src/demo/plan-types.ts';
import { planFaults } from '../support/plan-faults.ts';

describe.each([30, 77, 400, 2500, 20_000])('a district of %i devices', (devices) => {
  test('breaks none of the rules', () => {
    expect(planFaults(new Plan(sizeFor(devices, 7)))).toEqual([]);
  });
});

describe('the demo', () => {
  const plan = new Plan(demoSize);
  const lives = [...plan.lives()];
  const repairs = lives.flatMap((life) => life.repairs);
  const moves = lives
    .flatMap((life) => life.events)
    .flatMap((event) => (event.what === 'move' ? [event] : []));
  const share = (count: number, of: number) => count / of;

  test('breaks none of the rules', () => {
    expect(planFaults(new Plan(demoSize))).toEqual([]);
  });

  test('has the size that was asked for', () => {
    const locations = [...plan.locations()];
    const kinds = (kind: string) => locations.filter((location) => location.kind === kind).length;
    expect([kinds('site'), kinds('depot'), kinds('vehicle'), lives.length]).toEqual([24, 3, 6, 9000]);
    expect(kinds('room')).toBeGreaterThan(500);
    expect(kinds('cart')).toBeGreaterThan(50);
    expect(Math.abs(repairs.length - demoSize.repairs)).toBeLessThan(150);
    const roles = new Set([...plan.logins()].map(({ role, level }) => `${role} ${level ?? ''}`.trim()));
    expect([...roles].sort()).toEqual([
      'admin',
      'auditor',
      'contact',
      'intern',
      'manager',
      'specialist 1',
      'specialist 2',
      'specialist 3',
    ]);
  });

  test('is the same every time, and another one with another seed', () => {
    const again = [...new Plan(demoSize).lives()];
    expect(again).toEqual(lives);
    const other = [...new Plan({ ...demoSize, seed: 2 }).lives()];
    expect(other[4711]).not.toEqual(lives[4711]);
  });

  test('looks like a district: uses, seasons, courses, holds, losses', () => {
    const uses = (use: string) => lives.filter((life) => life.device.use === use).length;
    expect(share(uses('one_to_one'), 9000)).toBeGreaterThan(0.5);
    for (const use of ['cart', 'staff', 'loaner', 'spare', 'testing']) expect(uses(use)).toBeGreaterThan(150);
    const inMonth = (month: string) =>
      repairs.filter((repair) => repair.reportedAt.slice(5, 7) === month).length;
    expect(inMonth('06')).toBeGreaterThan(2.2 * inMonth('12') * 2);
    const quick = repairs.filter((repair) => repair.quick).length;
    expect(share(quick, repairs.length)).toBeGreaterThan(0.35);
    const open = repairs.filter((repair) => repair.steps.at(-1)?.do !== 'close');
    expect(open.length).toBeGreaterThan(25);
    expect(new Set(open.map((repair) => repair.steps.at(-1)?.do ?? 'reported')).size).toBeGreaterThan(4);
    const reasons = repairs.flatMap((repair) =>
      repair.steps.flatMap((step) => (step.do === 'hold' ? [step.reason] : [])),
    );
    expect([...new Set(reasons)].sort()).toEqual(['answer', 'approval', 'board', 'parts', 'vendor']);
    for (const why of ['loan', 'day loan', 'swapped', 'found', 'to vendor', 'collected', 'handed out'])
      expect([why, moves.some((move) => move.why === why)]).toEqual([why, true]);
    const former = lives.filter((life) => life.events.some((event) => event.what === 'identify')).length;
    expect(former).toBeGreaterThan(100);
    const waits = (repair: PlanRepair) => repair.toConfirm && repair.steps.at(-1)?.do === 'close';
    expect(repairs.some(waits)).toBe(true);
    expect(
      repairs.some((repair) => repair.lines.some((line) => line.parts.some((part) => part.shortfall))),
    ).toBe(true);
  });

  test('faults come in the mix of their source: keyboards and screens before batteries', () => {
    const faults = repairs.flatMap((repair) => repair.lines.map((line) => line.fault));
    const of = (...codes: string[]) =>
      faults.filter((fault) => fault !== null && codes.includes(fault)).length;
    expect(of('keyboard', 'palm-rest')).toBeGreaterThan(of('battery'));
    expect(of('screen', 'touch')).toBeGreaterThan(of('battery'));
    expect(of('battery')).toBeGreaterThan(of('lcd-cable'));
    expect(of('keycap')).toBeGreaterThan(of('keyboard'));
  });

  test('the timeline tells everything, each thing after what it rests on', () => {
    const seen = new Set<string>();
    const counts = { device: 0, event: 0, repair: 0, step: 0, stock: 0 };
    let last = '';
    for (const item of plan.timeline()) {
      expect(item.at >= last).toBe(true);
      last = item.at;
      counts[item.what]++;
      if (item.what === 'device') seen.add(`device ${item.device.index}`);
      if (item.what === 'event') expect(seen.has(`device ${item.event.device}`)).toBe(true);
      if (item.what === 'event' && item.event.what === 'move' && item.event.repair !== null)
        expect(seen.has(`repair ${item.event.repair}`)).toBe(true);
      if (item.what === 'repair') seen.add(`repair ${item.repair.number}`);
      if (item.what === 'step') expect(seen.has(`repair ${item.repair.number}`)).toBe(true);
    }
    expect(counts.device).toBe(9000);
    expect(counts.repair).toBe(repairs.length);
    expect(counts.event).toBe(lives.reduce((sum, life) => sum + life.events.length, 0));
    expect(counts.stock).toBeGreaterThan(1000);
  });

  test('stock is known only after the lives', () => {
    expect(() => new Plan(demoSize).stock()).toThrow(/all lives/);
  });
});

test('sizes between follow from the number of devices, and the ends are the demo and the full district', () => {
  expect(sizeFor(9000, 1)).toEqual(demoSize);
  expect(sizeFor(200_000, 1)).toEqual(fullSize);
  for (const wrong of [0, 29, 200_001, 40.5]) expect(() => sizeFor(wrong)).toThrow(RangeError);
  const middle = sizeFor(50_000);
  expect(middle.sites).toBeGreaterThan(60);
  expect(middle.sites).toBeLessThan(120);
});
