import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { replaceIdentifier } from '../devices/identifier-changes.ts';
import { normalizeTag } from '../devices/identifier-rules.ts';
import { record } from '../history/record.ts';
import { setAue } from '../models/changes.ts';
import type { DirectoryWork } from './advance.ts';
import { addToRun, dropStaged, insertAues, markGone, mirrorRows, setRun, stillThere } from './changes.ts';
import {
  mirroredOf,
  otherAues,
  type Run,
  type StagedRow,
  stagedAfter,
  stagedUntil,
  takenTags,
} from './queries.ts';
import { directorySettings, type Facts } from './rules.ts';

const CHUNK = 500;
/** New tags of one commit: each takes statements of its own, of which a request has 499. */
const MOST_TAGS = 60;
/** Staged rows that go in one commit. */
const DROPPED = 5_000;

const SOURCES: Readonly<Record<string, string>> = { google: 'Google' };

/** The next chunk of what was read is what the directory says from now on. */
export async function applyOn(work: DirectoryWork, ctx: Ctx, run: Run): Promise<boolean> {
  const some = stagedAfter(run.n, run.doneTo, CHUNK * (work.wide ?? 1));
  const rows = untilTags(ctx, await ctx.db.all(some));
  const last = rows.at(-1);
  if (!last) {
    await commit(ctx, null, stillThere(run), setRun(run.n, { state: 'ending', done_to: '' }));
    return true;
  }
  const before = await ctx.db.all(
    mirroredOf(
      run.source,
      rows.map(({ external }) => external),
    ),
  );
  const lastOf = new Map(before.map((one) => [one.external, one]));
  const aues: { device: string; aueOn: string | null }[] = [];
  const told: Change[] = [];
  for (const { external, device, facts: text, home } of rows) {
    const facts = JSON.parse(text) as Facts;
    const old = lastOf.get(external);
    if (!device) continue;
    // What was said before there was a device, or of another one, this one has not read yet.
    const was = old?.device === device ? old.aueOn : null;
    if (facts.aueOn !== was) aues.push({ device, aueOn: facts.aueOn });
    const data = differences(old, facts);
    if (old?.device === device && Object.keys(data).length > 0)
      told.push(
        record({
          thing: device,
          kind: 'device',
          verb: 'read anew in the directory',
          device,
          site: home,
          data: { source: run.source, ...data },
        }),
      );
  }
  const tags = await newTags(ctx, rows);
  await commit(
    ctx,
    null,
    stillThere(run),
    mirrorRows(run, run.doneTo, last.external, ctx.now),
    insertAues(aues, SOURCES[run.source] ?? run.source, ctx.today, ctx.now),
    tags.changes,
    told,
    tags.n > 0 ? addToRun(run.n, { tags: tags.n }) : null,
    setRun(run.n, { done_to: last.external }),
  );
  return true;
}

/** What a device's history tells; who it is annotated with is no fact of ours. */
function differences(
  old: { status: string; orgUnit: string; aueOn: string | null } | undefined,
  facts: Facts,
) {
  const data: Record<string, unknown> = {};
  if (!old) return data;
  for (const name of ['status', 'orgUnit', 'aueOn'] as const)
    if (old[name] !== facts[name]) data[name] = [old[name], facts[name]];
  return data;
}

/** The tag that a device takes, where the district says so; null: none. */
function tagFor(ctx: Ctx, { device, facts, tag, home, problem }: StagedRow) {
  if (!device || tag !== '' || problem !== '' || directorySettings(ctx.district.settings).tag === 'ours')
    return null;
  const value = normalizeTag((JSON.parse(facts) as Facts).assetId);
  return /^[A-Z0-9][A-Z0-9 ._/-]{0,63}$/.test(value) ? { device, value, home } : null;
}

/** The first rows, with no more new tags than one commit takes: the step goes on behind them. */
function untilTags(ctx: Ctx, rows: readonly StagedRow[]): readonly StagedRow[] {
  let tags = 0;
  const end = rows.findIndex((row) => tagFor(ctx, row) !== null && ++tags > MOST_TAGS);
  return end < 0 ? rows : rows.slice(0, end);
}

/** Where the district says so, a device without a tag takes the asset id, unless another one has or had it. */
async function newTags(ctx: Ctx, rows: readonly StagedRow[]): Promise<{ changes: Change[]; n: number }> {
  const wanted = rows.flatMap((row) => tagFor(ctx, row) ?? []);
  if (wanted.length === 0) return { changes: [], n: 0 };
  const taken = new Set(
    (await ctx.db.all(takenTags(wanted.map(({ value }) => value)))).map((row) => row.value),
  );
  const changes: Change[] = [];
  let n = 0;
  for (const { device, value, home } of wanted) {
    if (taken.has(value)) continue;
    taken.add(value);
    n += 1;
    changes.push(
      replaceIdentifier(
        { device, kind: 'tag', value, seen: '', reason: 'asset id in the directory' },
        ctx.now,
      ),
      record({
        thing: device,
        kind: 'device',
        verb: 'tag replaced',
        device,
        site: home,
        data: { to: value },
      }),
    );
  }
  return { changes, n };
}

/** Models follow where the district says so, what is not named any more is marked, and what was staged goes. */
export async function endOn(_: DirectoryWork, ctx: Ctx, run: Run): Promise<boolean> {
  const last = await ctx.db.first(stagedUntil(run.n, DROPPED));
  if (last) {
    await commit(ctx, null, stillThere(run), dropStaged(run.n, last.external));
    return true;
  }
  const models =
    directorySettings(ctx.district.settings).aue === 'google' ? await ctx.db.all(otherAues(run.source)) : [];
  const source = SOURCES[run.source] ?? run.source;
  await commit(
    ctx,
    null,
    stillThere(run),
    markGone(run, ctx.now),
    models.map(({ model, aueOn, before }) => [
      setAue(model, { aueOn, source, readOn: ctx.today }, null, ctx.now),
      record({ thing: model, kind: 'model', verb: 'AUE read', data: { aueOn: [before, aueOn], source } }),
    ]),
    addToRun(run.n, { models: models.length }),
    setRun(run.n, { state: 'done', failure: '', ended_at: ctx.now }),
    record({
      thing: run.id,
      kind: 'directory run',
      verb: 'done',
      data: {
        named: run.named,
        fresh: run.fresh,
        changed: run.changed,
        gone: run.gone,
        models: models.length,
      },
    }),
  );
  return false;
}
