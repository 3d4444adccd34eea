import type { OrderState } from './order-forms.ts';

export interface PricedLine {
  quantity: number;
  cancelled: number;
  unitCents: number;
}

/** What an order comes to: its lines less what was cancelled, with shipping, cents. */
export function totalOf(order: { shippingCents: number }, lines: readonly PricedLine[]): number {
  return order.shippingCents + goodsOf(lines);
}

export function goodsOf(lines: readonly PricedLine[]): number {
  return lines.reduce((sum, line) => sum + (line.quantity - line.cancelled) * line.unitCents, 0);
}

/** Pieces of a line that are still to come; never below zero, whatever came too much. */
export function openOf(line: { quantity: number; received: number; cancelled: number }): number {
  return Math.max(line.quantity - line.received - line.cancelled, 0);
}

export const LIMIT_SETTING = 'orders.limit';
/** Where the district has not set another: up to here a manager approves what he himself drafted or proposed. */
export const DEFAULT_LIMIT_CENTS = 2_500_00;

/** Up to which amount somebody of a role approves alone, cents. */
export interface OrderLimits {
  manager: number;
  /** level III; 0: they propose, and no more */
  specialist: number;
}

export function limitsOf(settings: Readonly<Record<string, string>>): OrderLimits {
  const set = parsed(settings[LIMIT_SETTING]);
  const whole = (value: unknown, usual: number) =>
    Number.isInteger(value) && (value as number) >= 0 ? (value as number) : usual;
  // Before there were limits by role it was one number.
  if (typeof set !== 'object' || set === null)
    return { manager: whole(set, DEFAULT_LIMIT_CENTS), specialist: 0 };
  const { manager, specialist } = set as Record<string, unknown>;
  return { manager: whole(manager, DEFAULT_LIMIT_CENTS), specialist: whole(specialist, 0) };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

export interface Approver {
  /** null: the program itself */
  person: string | null;
  manager: boolean;
}

/** Why this person may not approve it, in words; null where they may. */
export function approvalProblem(
  order: { proposedBy: string | null; createdBy: string | null },
  totalCents: number,
  limits: OrderLimits,
  { person, manager }: Approver,
): string | null {
  if (!manager && totalCents > limits.specialist) return 'Above the limit of level III a manager approves';
  if (!manager || totalCents <= limits.manager || person === null) return null;
  return person === order.proposedBy || person === order.createdBy
    ? 'Above the limit another manager approves than the one who drafted or proposed it'
    : null;
}

/** Why who books a receipt may not do so alone, in words; null where they may. Whatever the amount: four eyes. */
export function receivingProblem(
  order: { approvedBy: string | null },
  receivers: readonly (string | null)[],
): string | null {
  const people = new Set(receivers);
  if (order.approvedBy === null) return null;
  return people.size === 1 && people.has(order.approvedBy)
    ? 'Who approved an order does not receive it alone: let somebody else count or book it'
    : null;
}

/** The Monday of a day's week, YYYY-MM-DD. */
export function mondayOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - sinceMonday * 86_400_000).toISOString().slice(0, 10);
}

/** A day some days later, YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export const OPEN_STATES: readonly OrderState[] = ['draft', 'proposed', 'approved', 'sent'];
