import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf, dueFor, isLate } from '../../src/repairs/due-rules.ts';
import { REPAIR_STATES, type RepairState } from '../../src/repairs/forms.ts';
import {
  isOpen,
  MOVES,
  type Move,
  movesFrom,
  parseRepairNumber,
  repairNumber,
  stateAfter,
} from '../../src/repairs/rules.ts';

const states = fc.constantFrom(...REPAIR_STATES);
const moves = fc.constantFrom(...(Object.keys(MOVES) as Move[]));

/** The table written out by hand: what can be done in each state. */
const OFFERED: Record<RepairState, string> = {
  reported: 'accept close escalate hand_over hold ready vendor withdraw work',
  accepted: 'close escalate hand_over hold ready take_over vendor withdraw work',
  in_work: 'close escalate hand_over hold ready take_over vendor withdraw work',
  on_hold: 'escalate hand_over resume take_over vendor withdraw',
  at_vendor: 'hand_over resume take_over',
  ready: 'close hand_over rework take_over',
  closed: 'came_back',
  withdrawn: '',
};

describe('the moves of a repair', () => {
  test.each(REPAIR_STATES)('a repair that is %s offers exactly its moves', (state) => {
    expect([...movesFrom(state)].sort().join(' ')).toBe(OFFERED[state]);
  });

  test('what is offered is legal, what is not offered is not', () => {
    fc.assert(
      fc.property(states, moves, (state, move) => {
        expect(stateAfter(move, state) !== null).toBe(movesFrom(state).includes(move));
      }),
    );
  });

  test('any walk over legal moves closes only by close or withdraw, and reopens only by came back', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 60 }), (walk) => {
        let state: RepairState = 'reported';
        for (const move of walk) {
          const next = stateAfter(move, state);
          if (next === null) continue;
          if (isOpen(state) && !isOpen(next)) expect(['close', 'withdraw']).toContain(move);
          if (!isOpen(state) && isOpen(next)) expect(move).toBe('came_back');
          state = next;
        }
        if (state === 'withdrawn') expect(movesFrom(state)).toEqual([]);
      }),
    );
  });

  test('from every open state a repair can still be closed', () => {
    for (const state of REPAIR_STATES.filter(isOpen)) {
      const reached = new Set<RepairState>([state]);
      for (const at of reached) {
        for (const move of movesFrom(at)) reached.add(stateAfter(move, at) ?? at);
      }
      expect(reached.has('closed')).toBe(true);
    }
  });
});

describe('numbers', () => {
  test('read back as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (n) => {
        expect(parseRepairNumber(repairNumber(n))).toBe(n);
        expect(parseRepairNumber(` r${n} `)).toBe(n);
      }),
    );
    expect(repairNumber(123)).toBe('R-000123');
    expect(parseRepairNumber('R-12a')).toBeNull();
  });
});

const district = { zone: 'America/New_York', settings: {} };

describe('due times', () => {
  // 2027-03-02 is a Tuesday.
  const reported = '2027-03-02T15:00:00.000Z';

  test('count working days by priority, holidays left out', () => {
    expect(dueFor('urgent', reported, district, [])).toBe('2027-03-03T15:00:00.000Z');
    expect(dueFor('urgent', reported, district, ['2027-03-03'])).toBe('2027-03-04T15:00:00.000Z');
    expect(dueFor('normal', reported, district, [])).toBe('2027-03-09T15:00:00.000Z');
  });

  test('take the days that the district has set, and ignore nonsense', () => {
    const set = { ...district, settings: { 'repairs.due': '{"normal":1,"low":-4}', 'work.calendar': '[' } };
    expect(dueFor('normal', reported, set, [])).toBe('2027-03-03T15:00:00.000Z');
    expect(dueFor('low', reported, set, [])).toBe(dueFor('low', reported, district, []));
    const week = { ...district, settings: { 'work.calendar': '{"weekdays":[]}' } };
    expect(calendarOf(week, []).weekdays).toEqual([1, 2, 3, 4, 5]);
  });

  test('stand still for parts, vendor and answer, and run on for approval and board', () => {
    const day = (reason: 'parts' | 'vendor' | 'answer' | 'approval' | 'board') => [
      { reason, from: '2027-03-02T16:00:00.000Z', to: '2027-03-03T16:00:00.000Z' },
    ];
    for (const reason of ['parts', 'vendor', 'answer'] as const)
      expect(dueFor('high', reported, district, [], day(reason))).toBe('2027-03-05T15:00:00.000Z');
    for (const reason of ['approval', 'board'] as const)
      expect(dueFor('high', reported, district, [], day(reason))).toBe('2027-03-04T15:00:00.000Z');
  });

  test('late is judged by when the clock stopped', () => {
    const held = { dueAt: reported, holdReason: 'parts' as const, holdFrom: '2027-03-02T14:00:00.000Z' };
    expect(isLate(held, '2027-04-01T00:00:00.000Z')).toBe(false);
    expect(isLate({ ...held, holdReason: 'board' }, '2027-04-01T00:00:00.000Z')).toBe(true);
    expect(isLate({ ...held, dueAt: null }, '2027-04-01T00:00:00.000Z')).toBe(false);
  });
});
