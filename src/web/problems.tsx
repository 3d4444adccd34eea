import type { ErrorHandler, NotFoundHandler } from 'hono';
import { Problem } from '../../views/ui/problem.tsx';
import { Conflict, Forbidden, Invalid, NotFound, SignInNeeded, StorageFull } from '../errors.ts';
import { TooLarge, Unreadable } from './body.ts';
import type { AppContext, AppEnv } from './env.ts';
import { frameOf } from './frame-of.ts';
import { conflictWords } from './submit.tsx';

export type Status = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 422 | 429 | 500 | 503 | 507;

export interface ProblemText {
  status: Status;
  title: string;
  text: string;
}

/** What went wrong, in words for people; undefined where it is nothing that we know. */
export function problemOf(error: unknown): ProblemText | undefined {
  if (error instanceof NotFound)
    return { status: 404, title: 'Not found', text: 'There is nothing here, or it is not yours to see.' };
  if (error instanceof Forbidden)
    return { status: 403, title: 'Not allowed', text: `${error.message}. Nothing was changed.` };
  if (error instanceof SignInNeeded) return { status: 401, title: 'Sign in', text: error.message };
  if (error instanceof Invalid) return { status: 422, title: 'Not saved', text: error.message };
  if (error instanceof Conflict) return { status: 409, title: 'Not saved', text: conflictWords(error) };
  if (error instanceof TooLarge)
    return {
      status: 413,
      title: 'Too large',
      text: 'This is more than can be sent at once: a photo may have 12 MB, a form 1 MB. Nothing was saved.',
    };
  if (error instanceof Unreadable)
    return {
      status: 400,
      title: 'Not understood',
      text: 'What was sent could not be read. Nothing was saved.',
    };
  if (error instanceof StorageFull) return { status: 507, title: 'The disk is full', text: error.message };
  if (
    error instanceof Error &&
    /SQLITE_BUSY|database is locked|D1_ERROR.*overloaded/.test(
      `${error.message} ${'code' in error ? error.code : ''}`,
    )
  ) {
    return {
      status: 503,
      title: 'Busy',
      text: 'The database is busy. Nothing was saved; try again in a moment.',
    };
  }
  return undefined;
}

/** Renders errors as pages, or as problem documents below /api. @param signIn shows the sign-in page */
export function errorPages(
  signIn: (c: AppContext) => Response | Promise<Response>,
  report: (error: unknown) => void,
): ErrorHandler<AppEnv> {
  return (error, c) => {
    const known = problemOf(error);
    if (!known) report(error);
    const problem = known ?? {
      status: 500 as const,
      title: 'That did not work',
      text: 'Something failed on our side. Nothing was saved.',
    };
    if (isApi(c)) return problemJson(c, problem, error instanceof Invalid ? error.fields : undefined);
    if (error instanceof SignInNeeded && c.var.ctx) return signIn(c);
    if (!c.var.ctx) return c.text(`${problem.title}. ${problem.text}`, problem.status);
    return c.html(
      <Problem frame={frameOf(c, '')} title={problem.title} text={problem.text} />,
      problem.status,
    );
  };
}

export const notFoundPage: NotFoundHandler<AppEnv> = () => {
  throw new NotFound();
};

export function isApi(c: AppContext): boolean {
  return c.req.path.startsWith('/api/v1/');
}

/** application/problem+json, RFC 9457. */
export function problemJson(
  c: AppContext,
  problem: ProblemText,
  fields?: Readonly<Record<string, string>>,
  changes: Conflict['changes'] = [],
): Response {
  const body = {
    type: 'about:blank',
    title: problem.title,
    status: problem.status,
    detail: problem.text,
    ...(fields ? { errors: fields } : {}),
    ...(changes.length > 0 ? { changes } : {}),
  };
  return c.body(JSON.stringify(body), problem.status, { 'Content-Type': 'application/problem+json' });
}
