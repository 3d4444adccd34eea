import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { post } from '../stock/posting.ts';
import {
  AS_COMPUTED,
  closeCount,
  endIfDecided,
  holdLines,
  type SettledLine,
  settleLines,
  supersedeLines,
} from './changes.ts';
import { countingOne } from './count.ts';
import type { CountReason, SettleCount } from './forms.ts';
import { linesOf } from './line-queries.ts';
import { type CountedLine, readLines } from './lines.ts';
import { type CountRow, findCount } from './queries.ts';
import type { AbcClass } from './rules.ts';
import { countSettingsOf, daysOf } from './settings-rules.ts';

export interface Settled {
  id: string;
  bin: string;
  /** lines whose count now stands in the books */
  posted: number;
  /** lines that wait for a second count, or for another person's yes */
  waiting: number;
  /** lines that still need a reason */
  open: number;
}

/**
 * Ends the counting. What agrees with the books is posted at once, and in a bin's first count, which
 * expects them to be wrong, whatever this person may post; all else is shown and asks for its reason.
 * @throws Invalid nothing was counted; Conflict it was closed before
 */
export async function finishCount(ctx: Ctx, id: string): Promise<Settled> {
  const count = await countingOne(ctx, id);
  return again(async () => {
    const lines = await readLines(ctx, linesOf(id));
    if (lines.length === 0) throw new Invalid({ '': 'Count at least one part, or give this count up' });
    const opening = count.kind === 'opening';
    const now = lines.filter((line) => opening || line.differs === 0 || line.fate === 'superseded');
    const reasons = new Map(now.map((line) => [line.id, opening ? ('opening' as const) : null]));
    return settle(ctx, count, now, {
      reasons,
      open: lines.length - now.length,
      before: closeCount(id, ctx.actor.person, ctx.now),
    });
  });
}

/**
 * Gives each difference its reason. What is within the limit and this person's rights is posted in one
 * commit, the rest waits for a second count or another person's yes.
 * @throws Invalid a reason is missing
 */
export async function settleCount(ctx: Ctx, id: string, form: SettleCount): Promise<Settled> {
  const count = await findCount(ctx.db, id);
  if (count.state !== 'closed') throw new Conflict('must', 'this count waits for reasons');
  return again(async () => {
    const lines = (await readLines(ctx, linesOf(id))).filter((line) => line.state === 'counted');
    if (lines.length === 0) throw new Conflict('must', 'this count waits for reasons');
    const reasons = new Map<string, CountReason | null>();
    const missing: Record<string, string> = {};
    for (const line of lines) {
      const reason = form.reason[line.id] ?? null;
      reasons.set(line.id, reason);
      if (reason === null && line.differs !== 0 && line.fate !== 'superseded')
        missing[`reason.${line.id}`] = 'Choose why it differs';
    }
    if (Object.keys(missing).length > 0) throw new Invalid(missing);
    return settle(ctx, count, lines, { reasons, open: 0, before: null });
  });
}

async function settle(
  ctx: Ctx,
  count: CountRow,
  lines: readonly CountedLine[],
  x: { reasons: ReadonlyMap<string, CountReason | null>; open: number; before: Change },
): Promise<Settled> {
  const posted = lines.filter((line) => line.fate === 'posted');
  const held = lines.filter((line) => line.fate === 'waiting');
  const old = lines.filter((line) => line.fate === 'superseded');
  const given = (line: CountedLine) => settled(ctx, line, x.reasons.get(line.id) ?? null);
  return commit(
    ctx,
    { id: count.id, bin: count.bin, posted: posted.length, waiting: held.length, open: x.open },
    x.before,
    posting(ctx, posted.map(given)),
    holdLines(held.map(given), ctx.now),
    supersedeLines(
      old.map((line) => line.id),
      ctx.now,
    ),
    endIfDecided(count.id, ctx.now),
    lines.length === 0
      ? null
      : record({
          thing: count.bin,
          kind: 'bin',
          verb: posted.length > 0 ? 'counted' : 'count proposed',
          site: count.site,
          data: {
            count: count.id,
            right: posted.filter((line) => line.differs === 0).length,
            differences: posted.filter((line) => line.differs !== 0).map((line) => factOf(line, x.reasons)),
            waiting: held.map((line) => factOf(line, x.reasons)),
          },
        }),
  );
}

/** The movements of lines that stand, and the lines themselves. @throws Invalid the bin cannot hold that little */
export function posting(ctx: Ctx, lines: readonly SettledLine[]): Change {
  const { person: by } = ctx.actor;
  const postings = lines
    .filter((line) => line.difference !== 0)
    .map((line) => ({
      part: line.part,
      bin: line.bin,
      quantity: line.difference,
      why: line.reason === 'opening' ? ('opening' as const) : ('count' as const),
      source: line.id,
      by,
      // The shelf was so when it was counted: a count that was closed later knows what this one has put right.
      doneAt: line.at,
    }));
  return [
    settleLines(lines, { by, today: ctx.today }, ctx.now),
    postings.length > 0 ? post(postings, ctx.now) : null,
  ];
}

/** @throws Invalid more has left the bin since than the count leaves in it */
export function settled(ctx: Ctx, line: CountedLine, reason: CountReason | null): SettledLine {
  if (line.fate === 'posted' && line.onHand + line.differs < 0)
    throw new Invalid({
      [`reason.${line.id}`]: `More of ${line.sku} was taken since than the count found: count it again`,
      '': `More of ${line.sku} was taken since than the count found: count it again`,
    });
  return {
    id: line.id,
    count: line.count,
    bin: line.bin,
    part: line.part,
    at: line.at,
    entry: line.entry,
    difference: line.differs,
    valueCents: line.cents,
    reason: line.differs === 0 ? null : reason,
    second: line.second,
    days: daysOf(countSettingsOf(ctx.district.settings), line.abc as AbcClass | null),
  };
}

function factOf(line: CountedLine, reasons: ReadonlyMap<string, CountReason | null>) {
  return { part: line.part, counted: line.counted, difference: line.differs, reason: reasons.get(line.id) };
}

const TRIES = 4;

/** While others work: what came to light between reading and posting is computed in, and posted again. */
export async function again<R>(run: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      const moved = error instanceof Conflict && error.what === AS_COMPUTED;
      if (!moved || attempt === TRIES) throw error;
    }
  }
}
