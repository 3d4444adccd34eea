import type { MiddlewareHandler } from 'hono';
import { type Action, can, type Scope, scopeOf } from '../accounts/permissions.ts';
import { Forbidden, SignInNeeded } from '../errors.ts';
import type { AppContext, AppEnv } from './env.ts';

/** Mounted on every route but the open ones: no person, no page; no right, no page. */
export function allow(...actions: readonly Action[]): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { actor } = c.var.ctx;
    if (!actor.person) throw new SignInNeeded();
    if (!actions.some((action) => can(actor, action))) throw new Forbidden();
    await next();
  };
}

/** Where the person may do it; `allow` on the route has made sure that it is somewhere. */
export function scopeFor(c: AppContext, action: Action): Exclude<Scope, null> {
  const scope = scopeOf(c.var.ctx.actor, action);
  if (scope === null) throw new Forbidden();
  return scope;
}
