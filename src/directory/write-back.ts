import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { setSetting } from '../settings/changes.ts';
import { dayIn } from '../web/day.ts';
import type { DirectoryWork } from './advance.ts';
import { UNIT_STATES, type WriteForm } from './forms.ts';
import { lastRuns } from './queries.ts';
import { insertWriteBack, leaveRest, setWriteBack, whileIn } from './write-changes.ts';
import { compareOn } from './write-compare.ts';
import { writeOn } from './write-on.ts';
import { findWriteBack, lastWriteBacks, openWriteBack, type WriteBack } from './write-queries.ts';
import { unitProblem, writeSettings } from './write-rules.ts';

/** Begins a comparison. @throws Invalid it is switched off, or one has not ended */
export async function beginWriteBack(ctx: Ctx, source: string): Promise<{ id: string }> {
  if (!writeSettings(ctx.district.settings).on)
    throw new Invalid({ '': 'Writing back is switched off: an admin switches it on in the settings' });
  if (await ctx.db.first(openWriteBack(source)))
    throw new Invalid({ '': 'One has not ended yet: decide it first' });
  return begun(ctx, source, null);
}

function begun(ctx: Ctx, source: string, instead: Change): Promise<{ id: string }> {
  const id = newId();
  return commit(
    ctx,
    { id },
    instead,
    insertWriteBack(id, source, ctx.actor.person, ctx.now),
    record({ thing: id, kind: 'write-back', verb: 'begun', data: { source }, first: true }),
  );
}

/** An admin's yes: the devices of the preview are written. @throws NotFound, Conflict */
export async function approveWriteBack(ctx: Ctx, id: string): Promise<{ id: string }> {
  const run = await findWriteBack(ctx.db, id);
  return commit(
    ctx,
    { id },
    whileIn(run, ['preview']),
    setWriteBack(run.n, { state: 'writing', decided_by: ctx.actor.person, decided_at: ctx.now }),
    record({ thing: id, kind: 'write-back', verb: 'approved', data: { devices: run.named } }),
  );
}

/** Nothing (more) is written. @throws NotFound, Conflict */
export async function refuseWriteBack(ctx: Ctx, id: string): Promise<{ id: string }> {
  const run = await findWriteBack(ctx.db, id);
  return commit(
    ctx,
    { id },
    whileIn(run, ['comparing', 'preview', 'writing', 'stopped']),
    leaveRest(run),
    setWriteBack(run.n, {
      state: 'refused',
      decided_by: ctx.actor.person,
      decided_at: ctx.now,
      ended_at: ctx.now,
    }),
    record({ thing: id, kind: 'write-back', verb: 'refused', data: { written: run.written } }),
  );
}

/** What stopped it is mended: the rest is written. @throws NotFound, Conflict */
export async function resumeWriteBack(ctx: Ctx, id: string): Promise<{ id: string }> {
  const run = await findWriteBack(ctx.db, id);
  return commit(
    ctx,
    { id },
    whileIn(run, ['stopped']),
    setWriteBack(run.n, { state: 'writing', failure: '', tries: 0, not_before: '' }),
    record({ thing: id, kind: 'write-back', verb: 'resumed' }),
  );
}

/** @throws Invalid a path is none, or nothing would be written */
export function saveWriteSettings(ctx: Ctx, form: WriteForm): Promise<{ saved: true }> {
  const { version, units, ...settings } = form;
  const errors: Record<string, string> = {};
  for (const state of UNIT_STATES) {
    const problem = unitProblem(units[state]);
    if (problem) errors[`units.${state}`] = problem;
  }
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  const kept = Object.fromEntries(Object.entries(units).filter(([, path]) => path !== ''));
  const writes = form.assetId || form.user !== 'off' || form.location || Object.keys(kept).length > 0;
  if (form.on && !writes) throw new Invalid({ on: 'Say what is written: a word, or a unit' });
  return commit(
    ctx,
    { saved: true } as const,
    setSetting('directory.write', JSON.stringify({ ...settings, units: kept }), version),
    record({ thing: 'settings', kind: 'settings', verb: 'edited', data: { ...settings, units: kept } }),
  );
}

/** After the night's reading, where that is switched on; a nightly preview that nobody decided is overtaken. */
async function beginAfterReading(ctx: Ctx, source: string): Promise<void> {
  const { on, nightly } = writeSettings(ctx.district.settings);
  if (!on || !nightly) return;
  const [[open], [last], [read]] = await ctx.db.read(openWriteBack(source), lastWriteBacks(1), lastRuns(1));
  const today = (at: string) => dayIn(ctx.district.zone, at) >= ctx.today;
  if (read?.state !== 'done' || !read.endedAt || !today(read.endedAt)) return;
  if (last && (today(last.begunAt) || last.begunAt > read.endedAt)) return;
  if (open && !(open.state === 'preview' && open.askedBy === null)) return;
  await begun(
    ctx,
    source,
    open
      ? [
          whileIn(open, ['preview']),
          leaveRest(open),
          setWriteBack(open.n, { state: 'overtaken', ended_at: ctx.now }),
        ]
      : null,
  );
}

/** A writing step asks the directory a hundred times, and platforms count that. */
const WRITING = 5;

/** Carries the writing on until it waits, asks or ends, or the worker is tired. */
export async function advanceWriteBack(work: DirectoryWork): Promise<void> {
  await beginAfterReading(await work.fresh(), work.source.name);
  for (;;) {
    const ctx = await work.fresh();
    const run = await ctx.db.first(openWriteBack(work.source.name));
    if (!run || run.notBefore > ctx.now || work.tired(run.state === 'writing' ? WRITING : 1)) return;
    if (!(await step(work, ctx, run))) return;
    await work.breathe();
  }
}

async function step(work: DirectoryWork, ctx: Ctx, run: WriteBack): Promise<boolean> {
  if (run.state === 'comparing') return compareOn(ctx, run);
  return run.state === 'writing' && writeOn(work, ctx, run);
}
