import type { Child } from 'hono/jsx';
import type { z } from 'zod';
import { Problem } from '../../views/ui/problem.tsx';
import type { Ctx } from '../context.ts';
import { newId } from '../db/id.ts';
import { Conflict, Invalid } from '../errors.ts';
import type { AppContext } from './env.ts';
import type { FormState } from './form-state.ts';
import { frameOf } from './frame-of.ts';

/** One form of the app: what it takes, what it does, what it shows when that cannot be done. */
export interface Face<In, R> {
  schema: z.ZodType<In>;
  run: (ctx: Ctx, input: In) => Promise<R>;
  /** where to go when it is done */
  done: (result: R) => string;
  /** the same page again, with what was typed; without it a short error page with a way back */
  again?: (state: FormState) => Child | Promise<Child>;
  /** the way back of that error page */
  back?: string;
  /** unique constraints ('table.column') and CHECKs by name that are a field's fault, with words for it */
  taken?: Readonly<Record<string, readonly [field: string, message: string]>>;
}

export type Attempt<R> =
  | { kind: 'done'; result: R }
  | { kind: 'invalid'; errors: Record<string, string> }
  | { kind: 'conflict'; conflict: Conflict }
  | { kind: 'already' };

/** Runs a form's action once: an earlier answer for the same submission is given again. */
export async function attempt<In, R>(c: AppContext, face: Face<In, R>, input: unknown): Promise<Attempt<R>> {
  const { replay, ctx } = c.var;
  if (replay) return replay.same ? { kind: 'done', result: replay.result as R } : { kind: 'already' };
  const parsed = face.schema.safeParse(input);
  if (!parsed.success) return { kind: 'invalid', errors: errorsOf(parsed.error) };
  try {
    return { kind: 'done', result: await face.run(ctx, parsed.data) };
  } catch (error) {
    if (error instanceof Invalid) return { kind: 'invalid', errors: { ...error.fields } };
    if (!(error instanceof Conflict)) throw error;
    const kept = await keptMeanwhile<R>(c, error);
    if (kept) return kept;
    const taken = face.taken?.[error.what];
    if (taken) return { kind: 'invalid', errors: { [taken[0]]: taken[1] } };
    return { kind: 'conflict', conflict: error };
  }
}

/** A form was posted: done -> 303, invalid -> 422 with the errors at the fields, conflict -> 409. */
export async function submit<In, R>(c: AppContext, face: Face<In, R>): Promise<Response> {
  const outcome = await attempt(c, face, { ...c.var.body.fields, ...firstFiles(c) });
  if (outcome.kind === 'done') return c.redirect(face.done(outcome.result), 303);
  const state = stateOf(c);
  if (outcome.kind === 'invalid') {
    state.errors = outcome.errors;
    return again(c, face, state, 422);
  }
  if (outcome.kind === 'already') {
    state.message =
      'This was already saved. What you see was sent again with changes: save it once more if you mean it.';
  } else {
    state.message = conflictWords(outcome.conflict);
    state.conflict = [...outcome.conflict.changes];
  }
  // What is saved next is on top of what is there now.
  delete state.version;
  return again(c, face, state, 409);
}

export function conflictWords(conflict: Conflict): string {
  if (conflict.kind === 'version')
    return 'Somebody else changed this meanwhile. Nothing of yours was saved yet.';
  if (conflict.kind === 'must') return `Not saved: it is no longer so that ${conflict.what}.`;
  if (conflict.kind === 'unique') return 'Not saved: somebody else was quicker, or it exists already.';
  return 'Not saved: it does not fit what is there now.';
}

/** A form that was not posted yet. @param values what its fields hold */
export function freshState(values: FormState['values'] = {}, version?: number): FormState {
  const state: FormState = { values, errors: {}, key: newId() };
  return version === undefined ? state : { ...state, version };
}

/** Stored values as the texts that a form's fields hold. */
export function asTyped(values: Readonly<Record<string, string | number | null>>): FormState['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
}

/** What was typed, to show it again with a fresh key. */
export function stateOf(c: AppContext): FormState {
  const { idempotency_key: _, version, ...values } = c.var.body.fields;
  const number = typeof version === 'string' ? Number(version) : Number.NaN;
  return { ...freshState(values), ...(Number.isInteger(number) ? { version: number } : {}) };
}

/** The first message for each field, by its path. */
export function errorsOf(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('.');
    errors[field] ??= issue.message;
  }
  return errors;
}

async function again<In, R>(
  c: AppContext,
  face: Face<In, R>,
  state: FormState,
  status: 409 | 422,
): Promise<Response> {
  if (face.again) {
    const page = await face.again(state);
    return c.html(<>{page}</>, status);
  }
  const words = state.message ?? Object.values(state.errors).join(' ');
  return c.html(
    <Problem frame={frameOf(c, '')} title="Not saved" text={words} back={face.back ?? '/'} />,
    status,
  );
}

/** Two submissions of one key at once: the slower one finds the other's answer. */
async function keptMeanwhile<R>(c: AppContext, conflict: Conflict): Promise<Attempt<R> | null> {
  const { submission, db, actor } = c.var.ctx;
  if (!submission || conflict.what !== 'idempotency_keys.key') return null;
  const kept = await db.first<{ person: string; body_hash: string; result: string }>({
    sql: 'SELECT person, body_hash, result FROM idempotency_keys WHERE key = ?',
    parameters: [submission.key],
  });
  if (kept?.person !== actor.person || kept?.body_hash !== submission.bodyHash) return { kind: 'already' };
  return { kind: 'done', result: JSON.parse(kept.result) as R };
}

function firstFiles(c: AppContext): Record<string, File> {
  const files: Record<string, File> = {};
  for (const [name, [first]] of Object.entries(c.var.body.files)) if (first) files[name] = first;
  return files;
}
