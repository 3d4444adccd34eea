import type { Ctx } from '../context.ts';
import { keepSchedule, setClasses } from '../counts/nightly-changes.ts';
import { partClasses, useValues } from '../counts/nightly-queries.ts';
import { classify } from '../counts/rules.ts';
import { countSettingsOf } from '../counts/settings-rules.ts';
import { commit } from '../db/commit.ts';

const YEAR_MS = 365 * 86_400_000;

/** Every night: classes by the last twelve months' value of use, and when each part is to be counted. */
export async function planCounts(ctx: Ctx): Promise<{ changed: number }> {
  const from = new Date(Date.parse(ctx.now) - YEAR_MS).toISOString();
  const settings = countSettingsOf(ctx.district.settings);
  const [uses, parts] = await ctx.db.read(useValues(from), partClasses());
  const classes = classify(uses, { a: settings.shareA, b: settings.shareB });
  const changed = parts.flatMap(({ id, abc }) => {
    const now = classes.get(id) ?? 'C';
    return now === abc ? [] : [[id, now] as const];
  });
  return commit(ctx, { changed: changed.length }, setClasses(changed), keepSchedule(settings, ctx.today));
}
