import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correctedTime } from '../../src/sync/clock-rules.ts';
import {
  mergeCustody,
  mergePlace,
  mergeQuick,
  mergeWork,
  type RepairNow,
} from '../../src/sync/merge-rules.ts';

const people = fc.constantFrom('me', 'tess', 'ian');
const faults = fc.constantFrom('screen', 'battery', 'hinge');
const moments = fc.constantFrom('2027-03-02T08', '2027-03-02T09', '2027-03-02T10');

const line = fc.record({
  id: fc.uuid(),
  fault: fc.option(faults),
  doneAt: fc.option(moments),
  doneBy: fc.option(people),
});
const repair = (open: boolean): fc.Arbitrary<RepairNow> =>
  fc.record({
    id: fc.uuid(),
    open: fc.constant(open),
    othersAt: fc.option(moments),
    lines: fc.array(line, { maxLength: 4 }),
  });
const repairs = fc
  .tuple(fc.option(repair(true)), fc.array(repair(false), { maxLength: 3 }))
  .map(([open, closed]) => (open ? [open, ...closed] : closed));

describe('what becomes of a repair that was done without a network', () => {
  const seenOf = (all: readonly RepairNow[]) =>
    fc.record({
      by: fc.constant('me'),
      fault: faults,
      repair: fc.option(fc.constantFrom(...all.map(({ id }) => id), 'gone')),
      at: fc.option(moments),
      lines: fc.subarray(all.flatMap(({ lines }) => lines.map(({ id }) => id))),
    });

  test('it is always put somewhere that is there, and never onto a line of its own author', () => {
    fc.assert(
      fc.property(
        repairs.chain((all) => fc.tuple(fc.constant(all), seenOf(all))),
        ([all, seen]) => {
          const merge = mergeQuick(seen, all);
          const open = all.find((one) => one.open);
          if (merge.how === 'new') expect(open).toBeUndefined();
          if (merge.how === 'line' || merge.how === 'finish') expect(merge.repair).toBe(open?.id);
          if (merge.how === 'add') {
            const target = all.find(({ id }) => id === merge.repair);
            const on = target?.lines.find(({ id }) => id === merge.line);
            expect(on).toMatchObject({ fault: seen.fault });
            expect(on?.doneBy).not.toBe('me');
            expect((target?.othersAt ?? '') > (seen.at ?? '')).toBe(true);
          }
          // Lines that the phone did not know are left alone, but the one of the same fault.
          if (merge.how === 'finish' && open && open.id !== seen.repair)
            expect(open.lines.find(({ id }) => id === merge.lines[0])?.fault).toBe(seen.fault);
        },
      ),
    );
  });

  test('where nobody did anything, it is as it was typed', () => {
    fc.assert(
      fc.property(repairs, faults, (all, fault) => {
        const quiet = all.map((one) => ({ ...one, othersAt: null }));
        const open = quiet.find((one) => one.open) ?? null;
        const merge = mergeQuick(
          { by: 'me', fault, repair: open?.id ?? null, at: '2027-03-02T09', lines: [] },
          quiet,
        );
        expect(merge).toEqual(open ? { how: 'finish', repair: open.id, lines: [] } : { how: 'new' });
      }),
    );
  });
});

describe('work on a repair that may be closed', () => {
  test('goes onto a line of that repair, or a new one of an open one, and asks exactly where it is closed', () => {
    fc.assert(
      fc.property(fc.boolean().chain(repair), faults, (now, fault) => {
        const merge = mergeWork({ line: now.lines[0]?.id ?? null, fault }, now);
        expect(merge).toMatchObject({ repair: now.id, ask: !now.open });
        if (now.lines.length > 0) expect(merge.line).toBe(now.lines[0]?.id);
        const other = mergeWork({ line: null, fault }, now);
        const same = now.lines.find((one) => one.fault === fault);
        expect(other.line).toBe(same?.id ?? (now.open ? null : (now.lines[0]?.id ?? null)));
      }),
    );
  });
});

describe('custody', () => {
  const since = fc.array(fc.option(people), { maxLength: 4 });

  test('is asked of the person exactly where somebody else has moved the device', () => {
    fc.assert(
      fc.property(
        fc.option(fc.constantFrom('a', 'b')),
        fc.option(fc.constantFrom('a', 'b', 'c')),
        since,
        (seen, open, by) => {
          const merge = mergeCustody({ by: 'me', custody: seen }, { open, since: by });
          const moved = seen !== null && seen !== open;
          const byMe = by.length > 0 && by.every((one) => one === 'me');
          expect(merge.how).toBe(moved && !byMe ? 'ask' : 'go');
          expect(mergePlace('back', merge)).toBe(moved && !byMe ? 'stay' : 'back');
        },
      ),
    );
  });
});

describe('the time at which something was done', () => {
  const NOW = Date.parse('2027-03-02T15:00:00.000Z');
  const iso = (ms: number) => new Date(ms).toISOString();

  test('is right whatever the phone believes, and never later than now nor earlier than what came first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -4e11, max: 4e11 }),
        fc.integer({ min: 0, max: 4e9 }),
        fc.integer({ min: 0, max: 5e9 }),
        (wrong, ago, floor) => {
          const ahead = Math.abs(wrong) < 5_000 ? 0 : wrong;
          const { doneAt, aheadMs } = correctedTime({
            at: iso(NOW + ahead - ago),
            clock: iso(NOW + ahead),
            now: iso(NOW),
            notBefore: [iso(NOW - floor), null],
          });
          expect(aheadMs).toBe(ahead);
          expect(Date.parse(doneAt)).toBe(Math.max(NOW - ago, NOW - floor));
        },
      ),
    );
  });

  test('a clock that was set while it waited: still after what came first, and not in the future', () => {
    const late = correctedTime({ at: iso(NOW + 9e9), clock: iso(NOW), now: iso(NOW), notBefore: [] });
    expect(late.doneAt).toBe(iso(NOW));
    const early = correctedTime({
      at: iso(0),
      clock: iso(NOW),
      now: iso(NOW),
      notBefore: [iso(NOW - 60_000)],
    });
    expect(early.doneAt).toBe(iso(NOW - 60_000));
  });
});
