import type { Ctx } from '../context.ts';
import { monthOf } from '../months.ts';
import {
  followedShare,
  monthsLookedAt,
  type ProposalSettings,
  proposalSettingsOf,
  proposedRows,
} from './proposal-rules.ts';
import { planModels, serviceIn, storedRows } from './queries.ts';
import {
  type Excess,
  fleetAhead,
  type ModelAhead,
  type PlanModel,
  type PlanRow,
  type StoredRow,
  withStored,
} from './rules.ts';

/** How far the plan is looked at. */
export const AHEAD = 24;

export interface FleetPlan {
  models: PlanModel[];
  rows: PlanRow[];
  ahead: ModelAhead[];
  /** where more leave than there will be */
  excess: Excess[];
  settings: ProposalSettings;
  /** of the devices that should have left in the past, the share that did */
  followed: number;
  /** what was put into the plan, and into the scenario on top of it */
  base: StoredRow[];
  own: StoredRow[];
}

/**
 * The fleet's plan as it stands, with a scenario on top where one is named.
 * @param rest lets others do something between two reads
 */
export async function readPlan(
  ctx: Ctx,
  scenario: string | null,
  months = AHEAD,
  rest?: () => Promise<void>,
): Promise<FleetPlan> {
  const now = monthOf(ctx.today);
  const settings = proposalSettingsOf(ctx.district.settings);
  const models = await planModels(ctx.db, rest);
  const [base, own, service] = await ctx.db.read(
    storedRows(null),
    storedRows(scenario ?? ''),
    serviceIn(monthsLookedAt(now, settings)),
  );
  const followed = followedShare(models, service, now, settings);
  return { ...planOf({ now, settings, followed }, models, base, own, months), base, own };
}

/** What follows from the rules alone. */
interface Rules {
  /** YYYY-MM */
  now: string;
  settings: ProposalSettings;
  followed: number;
}

/** @param own what a scenario puts on top */
export function planOf(
  { now, settings, followed }: Rules,
  models: PlanModel[],
  base: readonly StoredRow[],
  own: readonly StoredRow[],
  months: number,
): Omit<FleetPlan, 'base' | 'own'> {
  const proposed = proposedRows(models, now, settings, followed);
  const rows = withStored(withStored(proposed, base), own);
  const { models: ahead, excess } = fleetAhead(models, rows, now, months);
  return { models, rows, ahead, excess, settings, followed };
}
