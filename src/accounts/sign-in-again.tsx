import type { AppContext } from '../web/env.ts';

/** Nobody is signed in: to the sign-in page, and back here afterwards. */
export function signInAgain(c: AppContext): Response {
  const url = new URL(c.req.url);
  return c.redirect(`/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`, 303);
}
