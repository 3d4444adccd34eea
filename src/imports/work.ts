import type { Actor, Ctx } from '../context.ts';
import type { FileStore } from './file-store.ts';
import type { Import } from './queries.ts';

/** Who carries imports on: a server in between its pages, a scheduled call, a page's own request, the command line. */
export interface Work {
  /** the program itself: the time it is now, and statements that are still to be had */
  ctx(): Promise<Ctx>;
  files: FileStore;
  /** rows of one step: fewer where pages are served meanwhile by the same process */
  rows: number;
  /** lets others do something: between two steps */
  breathe(): Promise<void>;
  /** true when this one has to end: another one goes on from there */
  tired(): boolean;
}

/** What is done for an import is done by the person who asked for it. */
export function asAsker(ctx: Ctx, it: Pick<Import, 'person' | 'askedBy'>): Ctx {
  const actor: Actor = { ...ctx.actor, person: it.person, source: it.askedBy };
  return { ...ctx, actor, submission: null };
}
