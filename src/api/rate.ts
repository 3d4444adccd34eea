import type { MiddlewareHandler } from 'hono';
import type { AppContext, AppEnv, Services } from '../web/env.ts';
import { problemJson } from '../web/problems.tsx';
import { bearerToken, tokenHash } from '../web/session.ts';

const WINDOW_MS = 60_000;
/** More tokens than that at a time: those whose minute is over are forgotten. */
const MOST_KEPT = 5_000;

interface Used {
  since: number;
  requests: number;
}

/*
 * How much each token has used of its minute. It is kept in this process (Node) or isolate (Workers) alone: a limit
 * that wrote to the database would cost more than what it saves. Several isolates have one each.
 */
const kept = new WeakMap<Services, Map<string, Used>>();

/** A token makes so many requests a minute and no more; what is left stands in every answer. */
export const limitRate: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { services } = c.var;
  const limit = services.config.apiRate;
  const token = bearerToken(c);
  if (limit === 0 || token === null || !c.var.ctx.actor.person) return next();
  const now = services.clock();
  const used = usedBy(services, tokenHash(token), now);
  used.requests += 1;
  const seconds = Math.max(1, Math.ceil((used.since + WINDOW_MS - now) / 1_000));
  if (used.requests > limit) {
    const text = `This token has made ${limit} requests in this minute. Go on in ${seconds} seconds.`;
    const answer = problemJson(c, { status: 429, title: 'Too many requests', text });
    tell(answer.headers, limit, 0, seconds);
    answer.headers.set('Retry-After', String(seconds));
    return answer;
  }
  await next();
  tell(c.res.headers, limit, limit - used.requests, seconds);
};

/** What is done besides the request itself counts as well: a part of a bulk. */
export function countMore(c: AppContext, requests: number): void {
  const token = bearerToken(c);
  if (token === null) return;
  usedBy(c.var.services, tokenHash(token), c.var.services.clock()).requests += requests;
}

function usedBy(services: Services, key: string, now: number): Used {
  const all = kept.get(services) ?? new Map<string, Used>();
  kept.set(services, all);
  const known = all.get(key);
  if (known && now - known.since < WINDOW_MS) return known;
  if (all.size >= MOST_KEPT)
    for (const [name, { since }] of all) if (now - since >= WINDOW_MS) all.delete(name);
  const fresh = { since: now, requests: 0 };
  all.set(key, fresh);
  return fresh;
}

function tell(headers: Headers, limit: number, left: number, seconds: number): void {
  headers.set('RateLimit-Policy', `"token";q=${limit};w=${WINDOW_MS / 1_000}`);
  headers.set('RateLimit', `"token";r=${Math.max(0, left)};t=${seconds}`);
}
