import { scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { Forbidden } from '../errors.ts';
import { Arrive, Leave, SetOut, VisitNote } from '../visits/forms.ts';
import { arrive, noteVisit, setOut } from '../visits/go.ts';
import { leave } from '../visits/leave.ts';
import { asTyped, kind } from './kind.ts';

/** A visit's steps: when each was done is the phone's time, so what was done there belongs to it. */
function visitStep<In>(
  schema: Parameters<typeof kind<In>>[0],
  run: (ctx: Ctx, visit: string, form: In) => Promise<object>,
) {
  return kind(schema, async (ctx, { ref }, form) => {
    if (scopeOf(ctx.actor, 'visit.work') === null) throw new Forbidden();
    return asTyped((own) => run(own, ref, form));
  });
}

export const VISIT_KINDS = {
  set_out: visitStep(SetOut, setOut),
  arrive: visitStep(Arrive, arrive),
  leave: visitStep(Leave, leave),
  visit_note: visitStep(VisitNote, noteVisit),
} as const;
