import { can, scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { Forbidden, SignInNeeded } from '../errors.ts';
import type { Who } from './queries.ts';

/** Whose visits the actor sees: all, the own ones, those at the own schools. */
export function whoSees({ actor }: Pick<Ctx, 'actor'>): Who {
  const scope = scopeOf(actor, 'visit.see');
  const sites = Array.isArray(scope) ? scope : [];
  return {
    all: can(actor, 'visit.all') || actor.person === null,
    person: actor.person ?? '',
    sites: [...sites],
  };
}

/** @throws SignInNeeded a program without a person */
export function personOf({ actor }: Pick<Ctx, 'actor'>): string {
  if (!actor.person) throw new SignInNeeded();
  return actor.person;
}

/** The person that is asked about: another one's only by those who see all. @throws Forbidden */
export function personAsked(ctx: Pick<Ctx, 'actor'>, asked: string | null): string {
  const own = personOf(ctx);
  if (!asked || asked === own) return own;
  if (!can(ctx.actor, 'visit.all')) throw new Forbidden('You see your own days');
  return asked;
}
