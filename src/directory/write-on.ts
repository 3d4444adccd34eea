import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { record } from '../history/record.ts';
import type { DirectoryWork } from './advance.ts';
import { Denied } from './google-client.ts';
import { MOST_TRIES, waitAfter } from './rules.ts';
import { type Outcome, settleRows, setWriteBack, stillAt, stopWriteBack } from './write-changes.ts';
import { type Wish, writeDevices } from './write-devices.ts';
import { comparedOf, type WaitingRow, type WriteBack, waitingRows } from './write-queries.ts';
import { type Differences, differencesOf, writeSettings } from './write-rules.ts';

/** Devices of one step, and of one move into a unit. */
const CHUNK = 50;

/** Writes the next devices, and keeps the answer to each. @returns false: nothing more to do for now */
export async function writeOn(work: DirectoryWork, ctx: Ctx, run: WriteBack): Promise<boolean> {
  const set = writeSettings(ctx.district.settings);
  if (!set.on) return stop(ctx, run, 'Writing back is switched off');
  const rows = await ctx.db.all(waitingRows(run.n, CHUNK));
  if (rows.length === 0) {
    await commit(
      ctx,
      null,
      stillAt(run),
      setWriteBack(run.n, { state: 'done', failure: '', ended_at: ctx.now }),
      record({
        thing: run.id,
        kind: 'write-back',
        verb: 'done',
        data: { written: run.written, moved: run.moved, failed: run.failed },
      }),
    );
    return false;
  }
  const known = await ctx.db.all(
    comparedOf(
      run.source,
      rows.map(({ external }) => external),
    ),
  );
  const knownOf = new Map(known.map((one) => [one.external, one]));
  const wishes = rows.map((row): Wish => {
    const one = knownOf.get(row.external);
    const content = JSON.parse(row.content) as Differences;
    // A device that is another one of ours by now was not looked at.
    const now = one?.device === row.device ? { one, content: differencesOf(set, one) } : null;
    return { external: row.external, content, now };
  });
  const tried = await writeDevices(work.source, wishes);
  const forbidden = tried.outcomes.filter(({ answer }) => answer.includes(' 403 '));
  // Where nobody may be written to, it is the admin who may not, and each device would be refused.
  if (rows.length > 1 && forbidden.length === rows.length)
    return stop(ctx, run, `${forbidden[0]?.answer ?? ''}: no device may be written to in this admin’s name`);
  const homes = new Map(known.map(({ external, home }) => [external, home]));
  const settled = [settleRows(run, tried.outcomes, ctx.now), lines(run, rows, tried.outcomes, homes)];
  if (tried.stopped instanceof Denied) return stop(ctx, run, tried.stopped.message, settled);
  if (tried.stopped) {
    const tries = tried.outcomes.length > 0 ? 1 : run.tries + 1;
    if (tries >= MOST_TRIES) return stop(ctx, run, tried.stopped.message, settled);
    const wait = waitAfter(tries, tried.stopped.after, work.chance());
    await commit(
      ctx,
      null,
      stillAt(run, true),
      settled,
      setWriteBack(run.n, {
        tries,
        not_before: new Date(Date.parse(ctx.now) + wait).toISOString(),
        failure: tried.stopped.message.slice(0, 300),
      }),
    );
    return false;
  }
  await commit(
    ctx,
    null,
    stillAt(run, true),
    settled,
    setWriteBack(run.n, { tries: 0, not_before: '', failure: '' }),
  );
  return true;
}

/** It waits for somebody who mends what is wrong; the rest is written when it goes on. */
async function stop(ctx: Ctx, run: WriteBack, words: string, settled: Change[] = []): Promise<false> {
  const failure = words.slice(0, 300);
  await commit(
    ctx,
    null,
    stillAt(run, true),
    settled,
    stopWriteBack(run.n, failure),
    record({ thing: run.id, kind: 'write-back', verb: 'stopped', text: failure }),
  );
  return false;
}

/** A line in the history of each device that was written: which words, and codes; whom it names stands nowhere. */
function lines(
  run: WriteBack,
  rows: readonly WaitingRow[],
  outcomes: readonly Outcome[],
  homes: ReadonlyMap<string, string>,
) {
  const rowOf = new Map(rows.map((row) => [row.external, row]));
  return outcomes.flatMap(({ external, state }) => {
    const row = rowOf.get(external);
    if (!row || state !== 'written') return [];
    const { assetId, unit, user, location } = JSON.parse(row.content) as Differences;
    return [
      record({
        thing: row.device,
        kind: 'device',
        verb: 'changed in the directory',
        device: row.device,
        site: homes.get(external) ?? null,
        data: {
          source: run.source,
          run: run.id,
          ...(assetId ? { assetId } : {}),
          ...(unit ? { orgUnit: unit } : {}),
          ...(user ? { annotatedUser: user[1] === '' ? 'emptied' : 'set' } : {}),
          ...(location ? { annotatedLocation: 'set' } : {}),
        },
      }),
    ];
  });
}
