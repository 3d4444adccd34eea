import type { District } from '../context.ts';
import { dayIn } from '../web/day.ts';
import { calendarOf, dueAfterHold } from './due-rules.ts';
import type { Repair } from './queries.ts';

/**
 * The columns of a repair whose hold ends now: its due time, and its expected date with it where that was the due
 * day. @param holidays YYYY-MM-DD
 */
export function dueColumns(
  repair: Pick<Repair, 'dueAt' | 'holdReason' | 'holdFrom' | 'expectedOn'>,
  now: string,
  district: Pick<District, 'zone' | 'settings'>,
  holidays: readonly string[],
): { due_at?: string; expected_on?: string } {
  const { dueAt, holdReason, holdFrom, expectedOn } = repair;
  if (!dueAt || !holdReason || !holdFrom) return {};
  const hold = { reason: holdReason, from: holdFrom };
  const due = dueAfterHold(dueAt, hold, now, calendarOf(district, holidays));
  const follows = expectedOn === null || expectedOn <= dayIn(district.zone, dueAt);
  return { due_at: due, ...(follows ? { expected_on: dayIn(district.zone, due) } : {}) };
}
