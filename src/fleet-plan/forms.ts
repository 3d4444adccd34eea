import { z } from 'zod';
import { choice, id, optionalId, optionalText, text, version, whole } from '../fields.ts';

const REASONS = ['aue', 'age', 'refresh', 'purchase', 'loss', 'other'] as const;

/** A month between 2000 and 2099, as YYYY-MM. */
const month = () => text(7).pipe(z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'A month, as 2027-06'));

const DIRECTIONS = ['leave', 'come'] as const;

/** A row of the plan: so many devices of a model leave or come in a month. 0: it does not happen. */
export const Row = z.object({
  scenario: optionalId(),
  model: id(),
  month: month(),
  direction: choice(DIRECTIONS),
  devices: whole(0, 500_000),
  why: choice(REASONS),
  note: optionalText(300),
  /** the proposed row that it stands in place of */
  replaces: optionalText(120),
});
export type Row = z.infer<typeof Row>;

/** All that a model loses is put off. */
export const Keep = z.object({ scenario: id(), model: id(), months: whole(1, 60) });
export type Keep = z.infer<typeof Keep>;

/** Collection is in another month this year. */
export const Collection = z.object({ scenario: id(), month: month() });
export type Collection = z.infer<typeof Collection>;

export const NewScenario = z.object({ name: text(80), note: optionalText(300) });
export type NewScenario = z.infer<typeof NewScenario>;

export const ScenarioEdit = NewScenario.extend({ version: version() });
export type ScenarioEdit = z.infer<typeof ScenarioEdit>;

export const Retire = z.object({ version: version() });
export type Retire = z.infer<typeof Retire>;

export const PlanSettings = z.object({
  version: version(),
  lifeMonths: whole(12, 240),
  collection: whole(1, 12),
});
export type PlanSettings = z.infer<typeof PlanSettings>;

export const Nothing = z.object({});
