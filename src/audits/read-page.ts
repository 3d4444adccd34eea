import { can, type Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { sayOverFindings } from './close.ts';
import { lateEvents } from './event-queries.ts';
import { correctionsOf, findingCounts, signaturesOf } from './finding-queries.ts';
import { findAudit, modelNames, phonesOf, roomsOf } from './queries.ts';
import { marginOf } from './sample-rules.ts';
import { auditSettingsOf } from './settings-rules.ts';
import { signProblem } from './sign.ts';

/** Everything that stands on an audit's page. @throws NotFound */
export async function readAuditPage(ctx: Ctx, id: string, scope: Scope) {
  const audit = await findAudit(ctx.db, id, scope);
  const [rooms, phones, counts, signatures, corrections, models, late] = await ctx.db.read(
    roomsOf(id),
    phonesOf(id),
    findingCounts(audit),
    signaturesOf(audit),
    correctionsOf(id),
    modelNames(audit.models),
    lateEvents(id),
  );
  const done = audit.state === 'closed' || audit.state === 'signed';
  const { population, confidence, found, expected } = audit;
  return {
    audit,
    rooms,
    phones,
    counts,
    signatures,
    corrections,
    models,
    late: late[0]?.n ?? 0,
    silent: auditSettingsOf(ctx.district.settings).silentMinutes,
    off:
      done && population !== null && confidence !== null
        ? marginOf(found, expected, population, confidence)
        : null,
    may: {
      run: can(ctx.actor, 'audit.run'),
      settle: sayOverFindings(ctx) !== null,
      sign: signProblem(ctx, audit),
    },
  };
}
