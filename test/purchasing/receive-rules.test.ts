import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approvalProblem, mondayOf, receivingProblem } from '../../src/purchasing/order-rules.ts';
import { keptFor, placeScan } from '../../src/purchasing/receive-rules.ts';

const panel = { id: 'panel', group: 'panels' };
const twin = { id: 'twin', group: 'panels' };
const battery = { id: 'battery', group: null };
const lines = [
  { id: 'l1', part: 'panel', group: 'panels', open: 2 },
  { id: 'l2', part: 'battery', group: null, open: 1 },
];
const counted = (l1 = 0, l2 = 0) =>
  new Map([
    ['l1', l1],
    ['l2', l2],
  ]);

describe('a scan', () => {
  test.each([
    ['the part that was ordered', [panel], counted(), { kind: 'good', line: 'l1', part: 'panel' }],
    ['one more than is open', [panel], counted(2), { kind: 'over', line: 'l1', part: 'panel' }],
    ['one that does the same', [twin], counted(1), { kind: 'substitute', line: 'l1', part: 'twin' }],
    [
      'one that does the same, where nothing is open',
      [twin],
      counted(2),
      { kind: 'wrong', line: null, part: 'twin' },
    ],
    ['a part of no group', [battery], counted(0, 1), { kind: 'over', line: 'l2', part: 'battery' }],
    [
      'a part that nobody ordered',
      [{ id: 'x', group: null }],
      counted(),
      { kind: 'wrong', line: null, part: 'x' },
    ],
    [
      'a number that two parts share, one ordered',
      [twin, panel],
      counted(),
      { kind: 'good', line: 'l1', part: 'panel' },
    ],
    [
      'a number that two others share',
      [
        { id: 'x', group: null },
        { id: 'y', group: null },
      ],
      counted(),
      { kind: 'several', line: null, part: null },
    ],
    ['nothing that is known', [], counted(), { kind: 'unknown', line: null, part: null }],
  ])('%s', (_, parts, sums, expected) => {
    expect(placeScan(parts, lines, sums)).toEqual(expected);
  });

  test('of a part that is ordered twice, once as itself and once as its twin', () => {
    const both = [...lines, { id: 'l3', part: 'twin', group: 'panels', open: 1 }];
    expect(placeScan([twin], both, counted())).toMatchObject({ kind: 'good', line: 'l3' });
    expect(placeScan([twin], both, new Map([['l3', 1]]))).toMatchObject({ kind: 'over', line: 'l3' });
  });
});

test('what is kept never exceeds what came or what is needed, and nobody who waits longer gets less', () => {
  const arrived = fc.array(
    fc.record({
      id: fc.uuid(),
      part: fc.constantFrom('a', 'b'),
      group: fc.constantFrom('g', 'h', null),
      bin: fc.constant('bin'),
      quantity: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 4 },
  );
  const waiting = fc.array(
    fc.record({ repair: fc.uuid(), group: fc.constantFrom('g', 'h'), needs: fc.integer({ min: 1, max: 4 }) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(arrived, waiting, (came, waits) => {
      const kept = keptFor(came, waits);
      for (const line of came) {
        const sum = kept.filter((one) => one.line === line.id).reduce((n, one) => n + one.quantity, 0);
        expect(sum).toBeLessThanOrEqual(line.quantity);
      }
      for (const group of ['g', 'h']) {
        const all = came.filter((line) => line.group === group).reduce((n, line) => n + line.quantity, 0);
        let left = all;
        for (const wait of waits.filter((one) => one.group === group)) {
          const got = kept
            .filter((one) => one.repair === wait.repair)
            .reduce((n, one) => n + one.quantity, 0);
          expect(got).toBe(Math.min(wait.needs, left));
          left -= got;
        }
      }
    }),
  );
});

test('four eyes above the limit, one below', () => {
  const order = { proposedBy: 'mara', createdBy: 'tess', approvedBy: 'mara' };
  const limits = { manager: 100, specialist: 20 };
  const by = (person: string, cents: number, manager = true) =>
    approvalProblem(order, cents, limits, { person, manager });
  expect([by('mara', 100), by('ada', 101), by('sid', 20, false)]).toEqual([null, null, null]);
  // The one who proposed it and the one who drafted it alike.
  expect(by('mara', 101)).toMatch(/another manager/);
  expect(by('tess', 101)).toMatch(/another manager/);
  expect(by('sid', 21, false)).toMatch(/a manager approves/);
  expect(receivingProblem(order, ['mara', 'mara'])).not.toBeNull();
  expect(receivingProblem(order, ['sid', 'mara'])).toBeNull();
  expect(receivingProblem({ approvedBy: null }, ['mara'])).toBeNull();
});

test('weeks begin on Monday', () => {
  expect(['2027-03-01', '2027-03-07', '2027-03-08'].map(mondayOf)).toEqual([
    '2027-03-01',
    '2027-03-01',
    '2027-03-08',
  ]);
});
