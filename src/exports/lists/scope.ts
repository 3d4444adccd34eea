import { type Action, type Scope, scopeOf } from '../../accounts/permissions.ts';
import type { Ctx } from '../../context.ts';
import { Forbidden } from '../../errors.ts';

/** Where the actor may do it. @throws Forbidden nowhere */
export function scopeIn(ctx: Ctx, action: Action): Exclude<Scope, null> {
  const scope = scopeOf(ctx.actor, action);
  if (scope === null) throw new Forbidden();
  return scope;
}

/** The word of a code; the code itself where there is none. */
export function wordIn(words: Readonly<Record<string, string>>, code: string | null): string {
  return code === null ? '' : (words[code] ?? code);
}

/** The word of a code in a table of tones and words. */
export function stateIn(words: Readonly<Record<string, readonly [unknown, string]>>, code: string): string {
  return words[code]?.[1] ?? code;
}

/** The month of a date, where the day says nothing: updates end with a month. */
export const monthOf = (date: string | null) => date?.slice(0, 7) ?? null;
