import type { Ctx } from '../context.ts';
import { countSooner, schedule, setClasses, unschedule } from '../counts/nightly-changes.ts';
import { partClasses, scheduleAfter, stockAfter, usesAfter } from '../counts/nightly-queries.ts';
import { classify } from '../counts/rules.ts';
import { type CountSettings, countSettingsOf } from '../counts/settings-rules.ts';
import { commit } from '../db/commit.ts';
import { breathe, inSlices, ROWS_AT_ONCE, walk } from './slices.ts';

const YEAR_MS = 365 * 86_400_000;
const START = { bin: '', part: '' };

/** A context with a request's worth of statements. */
type Fresh = () => Ctx;

/**
 * Every night: classes by the last twelve months' value of use, and when each part is to be counted. In slices, each
 * of which leaves everything true: a page that comes in between waits for one of them at most.
 */
export async function planCounts(fresh: Fresh): Promise<{ changed: number }> {
  const ctx = fresh();
  const settings = countSettingsOf(ctx.district.settings);
  const uses = await usesOfYear(fresh());
  const classes = classify(uses, { a: settings.shareA, b: settings.shareB });
  const changed = (await ctx.db.all(partClasses())).flatMap(({ id, abc }) => {
    const now = classes.get(id) ?? 'C';
    return now === abc ? [] : [[id, now] as const];
  });
  await breathe();
  for (const slice of inSlices(changed, ROWS_AT_ONCE)) {
    await commit(ctx, null, setClasses(slice));
    await breathe();
  }
  await scheduleNew(fresh(), settings);
  await keepSchedule(fresh(), settings);
  return { changed: changed.length };
}

/** What each part's use was worth in the last twelve months, cents. */
async function usesOfYear(ctx: Ctx): Promise<{ part: string; cents: number }[]> {
  const from = new Date(Date.parse(ctx.now) - YEAR_MS).toISOString();
  const sums = new Map<string, number>();
  await walk(
    (last: { at: string; row: number; part: string; cents: number } | null) =>
      ctx.db.all(usesAfter(last?.at ?? from, last?.row ?? -1, ROWS_AT_ONCE)),
    (rows) => {
      for (const { part, cents } of rows) sums.set(part, (sums.get(part) ?? 0) + cents);
    },
  );
  return [...sums].map(([part, cents]) => ({ part, cents }));
}

async function scheduleNew(ctx: Ctx, settings: CountSettings): Promise<void> {
  await walk(
    (last: { bin: string; part: string; due: string | null } | null) =>
      ctx.db.all(stockAfter(last ?? START, settings, ctx.today, ROWS_AT_ONCE)),
    async (rows) => {
      const added = rows.filter((row) => row.due !== null);
      if (added.length > 0) await commit(ctx, null, schedule(added));
    },
  );
}

async function keepSchedule(ctx: Ctx, settings: CountSettings): Promise<void> {
  await walk(
    (last: { bin: string; part: string; fate: 'gone' | 'sooner' | null } | null) =>
      ctx.db.all(scheduleAfter(last ?? START, settings, ctx.today, ROWS_AT_ONCE)),
    async (rows) => {
      const gone = rows.filter((row) => row.fate === 'gone');
      const sooner = rows.filter((row) => row.fate === 'sooner');
      if (gone.length + sooner.length === 0) return;
      await commit(
        ctx,
        null,
        gone.length > 0 ? unschedule(gone, ctx.today) : null,
        sooner.length > 0 ? countSooner(sooner, settings) : null,
      );
    },
  );
}
