import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import type { Readable } from '../db/query.ts';
import { entriesBeside, type LineRow, type OtherCount } from './line-queries.ts';
import { aboveLimit, type Counter, centsOf, differenceOf, type Fate, fateOf, unitCost } from './rules.ts';
import { countSettingsOf } from './settings-rules.ts';

/** A line with its difference, whatever moved since, and what is to become of it. */
export interface CountedLine extends LineRow {
  /** by how much the books are to change */
  differs: number;
  cents: number;
  above: boolean;
  /** entry of another person's count that says the same */
  second: string | null;
  /** counted by two, and differently */
  disputed: boolean;
  fate: Fate | 'superseded';
}

/** What a person may do to the books of a bin. */
export function counterFor(ctx: Ctx, keeper: string | null): Counter {
  const adjusts = can(ctx.actor, 'stock.adjust');
  const own = keeper !== null && keeper === ctx.actor.person;
  return { adjusts, adjustsWithin: own && can(ctx.actor, 'stock.open') };
}

/** The lines of a query, each with its difference and its fate where this person settles it. */
export async function readLines(ctx: Ctx, query: Readable<LineRow>): Promise<CountedLine[]> {
  const rows = await ctx.db.all(query);
  if (rows.length === 0) return [];
  const beside = await ctx.db.all(entriesBeside(rows.map(({ id }) => id)));
  const settings = countSettingsOf(ctx.district.settings);
  const limit = { units: settings.limitUnits, cents: settings.limitCents };
  const valued = rows.map((row) => {
    const open = row.state === 'counted' || row.state === 'waiting';
    const value = row.valueUnits === null ? null : { onHand: row.valueUnits, cents: row.valueCents ?? 0 };
    const unitCents = unitCost(value, row.priceCents);
    const differs = open ? differenceOf(row) : (row.difference ?? 0);
    const cents = open ? centsOf(differs, unitCents) : (row.postedCents ?? 0);
    return { row, unitCents, differs, cents };
  });
  const totals = new Map<string, number>();
  for (const { row, cents } of valued)
    if (!row.newer) totals.set(row.count, (totals.get(row.count) ?? 0) + Math.abs(cents));
  return valued.map(({ row, unitCents, differs, cents }) => {
    const others = beside.filter((one) => one.line === row.id && one.person !== row.person);
    const agrees = (one: OtherCount) => differenceOf(one) === differs;
    const second = others.find(agrees)?.entry ?? null;
    const disputed = second === null && others.some((one) => one.same === 1);
    const opening = row.kind === 'opening';
    const overTotal = !opening && (totals.get(row.count) ?? 0) > settings.totalCents;
    const line = { difference: differs, unitCents, second: second !== null, disputed, overTotal };
    const fate = row.newer
      ? ('superseded' as const)
      : fateOf(line, counterFor(ctx, row.keeper), limit, opening);
    return {
      ...row,
      differs,
      cents,
      above: overTotal || aboveLimit(differs, unitCents, limit),
      second,
      disputed,
      fate,
    };
  });
}
