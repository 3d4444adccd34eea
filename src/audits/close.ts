import { can, type Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { takeLateEvents } from './event-changes.ts';
import { closeAudit, NO_NEW_SCAN, NO_UNSENT, NOTHING_MOVED, reopenAudit } from './finding-changes.ts';
import { computeNow } from './findings.ts';
import { resultsOf } from './findings-rules.ts';
import type { CloseAudit } from './forms.ts';
import { findAudit, type Phone, phonesOf } from './queries.ts';

const TRIES = 8;
const AGAIN: readonly string[] = [NO_NEW_SCAN, NOTHING_MOVED, NO_UNSENT];

/**
 * Ends the counting and writes down what was found. Not while a phone is known to hold scans that it has not sent,
 * unless the form says so and why: then the phones are named for good.
 * @throws NotFound, Invalid at 'override' with the phones, Conflict it is not being counted
 */
export async function closeCounting(
  ctx: Ctx,
  id: string,
  form: CloseAudit,
  scope: Scope,
): Promise<{ id: string }> {
  for (let tries = 1; ; tries++) {
    const audit = await findAudit(ctx.db, id, scope);
    if (audit.state !== 'counting') throw new Conflict('must', 'the audit is being counted');
    const phones = await ctx.db.all(phonesOf(id));
    const holding = phones.filter(({ waiting }) => waiting > 0);
    if (holding.length > 0) refuseUnsent(form, holding);
    const computed = await computeNow(ctx.db, audit);
    const results = resultsOf(computed.findings);
    const waived = holding.map(({ phone, waiting }) => [phone, waiting] as const);
    const round = audit.round + 1;
    try {
      return await commit(
        ctx,
        { id },
        closeAudit(
          {
            audit: id,
            round,
            ...computed,
            results,
            waived,
            reason: waived.length > 0 ? form.reason : '',
            by: ctx.actor.person,
          },
          ctx.now,
        ),
        record({
          thing: id,
          kind: 'audit',
          verb: waived.length > 0 ? 'closed with unsent scans' : 'closed',
          site: audit.site,
          data: { round, expected: audit.expected, ...results, unsent: waived.length > 0 ? waived : null },
          text: waived.length > 0 ? form.reason : undefined,
        }),
      );
    } catch (error) {
      const again = error instanceof Conflict && AGAIN.includes(error.what);
      if (!again || tries >= TRIES) throw error;
    }
  }
}

/** Counted on: what came late counts. @throws NotFound, Conflict something is settled or signed already */
export async function reopen(ctx: Ctx, id: string, scope: Scope): Promise<{ id: string }> {
  const audit = await findAudit(ctx.db, id, scope);
  return commit(
    ctx,
    { id },
    reopenAudit(audit),
    takeLateEvents(id),
    record({
      thing: id,
      kind: 'audit',
      verb: 'opened again',
      site: audit.site,
      data: { round: audit.round },
    }),
  );
}

/** @throws Invalid which phones hold scans, unless that is waived with a reason */
function refuseUnsent(form: CloseAudit, holding: readonly Phone[]): void {
  const named = holding.map(({ name, waiting }) => `${name ?? 'somebody'} (${waiting})`).join(', ');
  if (!form.override)
    throw new Invalid({
      override: `Phones still hold scans that were not sent: ${named}. Bring them into the network first.`,
    });
  if (form.reason === '') throw new Invalid({ reason: 'Say why it is closed without them' });
}

/** Whether somebody may settle findings, may propose it, or neither. */
export function sayOverFindings(ctx: Ctx): 'do' | 'propose' | null {
  if (can(ctx.actor, 'audit.apply')) return 'do';
  return can(ctx.actor, 'audit.propose') ? 'propose' : null;
}
