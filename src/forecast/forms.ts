import { z } from 'zod';
import {
  choice,
  code,
  flag,
  id,
  list,
  optionalChoice,
  optionalId,
  optionalMoney,
  optionalText,
  whole,
} from '../fields.ts';

const BY = ['budget', 'goal', 'classes'] as const;

const goal = () => z.preprocess((value) => (value === '' ? null : value), whole(1, 99).nullable().optional());

/** One goal for each class of value. */
const goals = { a: goal(), b: goal(), c: goal() };
const SHOWN = ['order', 'attention', 'all'] as const;

/** How much to order: within an amount of money, or until so many of 100 wants are met from the shelf. */
const asked = {
  by: optionalChoice(BY),
  budget: optionalMoney(1_000_000_00),
  goal: goal(),
  ...goals,
  /** whose money it is */
  fund: optionalId(),
};

export const PlanQuery = z.object({
  ...asked,
  scenario: optionalId(),
  show: optionalChoice(SHOWN),
  from: z.preprocess((value) => value ?? 0, whole(0, 100_000)),
});
export type PlanQuery = z.infer<typeof PlanQuery>;

/** The ticked lines of a plan, to be put into draft orders. */
export const Propose = z.object({
  run: id(),
  by: choice(BY),
  budget: optionalMoney(1_000_000_00),
  goal: goal(),
  ...goals,
  fund: optionalId(),
  ids: list(id(), 1_000),
  /** every line of which something is to be ordered */
  all: flag(),
});
export type Propose = z.infer<typeof Propose>;

/** A run of the plan, or of a scenario of it. */
export const AskRun = z.object({ scenario: optionalId() });
export type AskRun = z.infer<typeof AskRun>;

export const GroupFilter = z.object({ kind: optionalCode(), q: optionalText(60) });
export type GroupFilter = z.infer<typeof GroupFilter>;

export const FailureFilter = z.object({ model: optionalId(), fault: optionalCode() });
export type FailureFilter = z.infer<typeof FailureFilter>;

function optionalCode() {
  return z.preprocess((value) => (value === '' || value === undefined ? null : value), code().nullable());
}
