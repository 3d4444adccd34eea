import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { normalizeSerial } from '../devices/identifier-rules.ts';
import { record } from '../history/record.ts';
import type { DirectoryWork } from './advance.ts';
import {
  addToRun,
  dropAllStaged,
  restartRun,
  type Staged,
  setRun,
  stageRows,
  stillThere,
} from './changes.ts';
import type { DevicePage } from './google.ts';
import { Busy, Denied, StalePage } from './google-client.ts';
import { countKnown, mirroredOf, ownBySerial, type Run, recordsOf } from './queries.ts';
import {
  directorySettings,
  essence,
  type Facts,
  factsOf,
  MOST_TRIES,
  mustAsk,
  problemsOf,
  waitAfter,
} from './rules.ts';

/** Reads the next pages, and keeps them with where the one after them begins: killed, a run goes on from there. */
export async function readOn(work: DirectoryWork, ctx: Ctx, run: Run): Promise<boolean> {
  const pages: DevicePage[] = [];
  try {
    for (let token = run.pageToken; pages.length < (work.wide ?? 1); ) {
      const page = await work.source.page(token);
      pages.push(page);
      token = page.next;
      if (token === '') break;
    }
  } catch (error) {
    // What was read is kept first: the page that failed is the next step's.
    if (pages.length === 0) return tryAgain(work, ctx, run, error);
  }
  const read = new Map<string, Facts>();
  for (const one of pages.flatMap(({ devices }) => devices)) {
    const facts = factsOf(one);
    if (facts) read.set(facts.external, { ...facts, serial: normalizeSerial(facts.serial) });
  }
  const page = { next: pages.at(-1)?.next ?? '' };
  const { staged, counts } = await compared(ctx, run, [...read.values()]);
  const next = { pages: run.pages + pages.length };
  await commit(
    ctx,
    null,
    stillThere(run),
    stageRows(run.n, staged),
    addToRun(run.n, counts),
    setRun(run.n, { page_token: page.next, pages: next.pages, tries: 0, not_before: '' }),
    page.next === '' ? await afterReading(ctx, run, counts) : null,
  );
  return true;
}

interface Counts {
  named: number;
  fresh: number;
  known: number;
  changed: number;
  problems: number;
}

/** Each device beside what is here, and what was said of it the last time: three reads for a page. */
async function compared(ctx: Ctx, run: Run, facts: readonly Facts[]) {
  const serials = facts.map(({ serial }) => serial).filter(Boolean);
  const externals = facts.map(({ external }) => external);
  const [own, before] = await ctx.db.read(ownBySerial(serials), mirroredOf(run.source, externals));
  const ownOf = new Map(own.map((one) => [one.serial, one]));
  const records = await ctx.db.all(
    recordsOf(
      run.source,
      run.n,
      own.map(({ id }) => id),
    ),
  );
  const recordsAt = new Map<string, Set<string>>();
  const note = (device: string, external: string) => {
    recordsAt.set(device, (recordsAt.get(device) ?? new Set()).add(external));
  };
  for (const { device, external } of records) note(device, external);
  for (const { serial, external } of facts) {
    const device = ownOf.get(serial);
    if (device) note(device.id, external);
  }
  const beforeOf = new Map(before.map((one) => [one.external, one]));
  const counts: Counts = { named: 0, fresh: 0, known: 0, changed: 0, problems: 0 };
  const staged = facts.map((one): Staged => {
    const here = ownOf.get(one.serial) ?? null;
    const problem = problemsOf(one, here, here !== null && (recordsAt.get(here.id)?.size ?? 0) > 1).join(' ');
    const last = beforeOf.get(one.external);
    counts.named += 1;
    if (problem) counts.problems += 1;
    if (!last || last.goneAt !== null) counts.fresh += 1;
    else {
      counts.known += 1;
      if (essence(last) !== essence(one)) counts.changed += 1;
    }
    return { facts: one, device: here?.id ?? null, problem };
  });
  return { staged, counts };
}

/** Read to the end: it goes in, or asks first where too much would change. */
async function afterReading(ctx: Ctx, run: Run, last: Counts) {
  const known = (await ctx.db.first(countKnown(run.source)))?.n ?? 0;
  const changed = run.changed + last.changed;
  const gone = Math.max(0, known - run.known - last.known);
  const { percent } = directorySettings(ctx.district.settings);
  const state = mustAsk(changed, gone, known, percent) ? 'asking' : 'applying';
  return [
    setRun(run.n, { state, gone }),
    record({ thing: run.id, kind: 'directory run', verb: 'read', data: { changed, gone, known, state } }),
  ];
}

/** @returns false: nothing more to do for now */
async function tryAgain(work: DirectoryWork, ctx: Ctx, run: Run, error: unknown): Promise<boolean> {
  if (error instanceof StalePage) {
    await commit(ctx, null, stillThere(run), restartRun(run), setRun(run.n, { tries: run.tries + 1 }));
    return run.tries + 1 < MOST_TRIES;
  }
  if (!(error instanceof Busy) && !(error instanceof Denied)) throw error;
  const tries = run.tries + 1;
  if (error instanceof Denied || tries >= MOST_TRIES) {
    await commit(
      ctx,
      null,
      stillThere(run),
      dropAllStaged(run),
      setRun(run.n, { state: 'failed', tries, failure: error.message.slice(0, 300), ended_at: ctx.now }),
      record({ thing: run.id, kind: 'directory run', verb: 'failed', text: error.message.slice(0, 300) }),
    );
    return false;
  }
  const wait = waitAfter(tries, error.after, work.chance());
  const not_before = new Date(Date.parse(ctx.now) + wait).toISOString();
  await commit(
    ctx,
    null,
    stillThere(run),
    setRun(run.n, { tries, not_before, failure: error.message.slice(0, 300) }),
  );
  return false;
}
