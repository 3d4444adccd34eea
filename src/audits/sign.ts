import { can, type Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { findDevice } from '../devices/queries.ts';
import { Conflict, Forbidden } from '../errors.ts';
import { record } from '../history/record.ts';
import { signRow } from './finding-changes.ts';
import { countersOf } from './finding-queries.ts';
import type { Correct, SignAudit } from './forms.ts';
import { missingTwice } from './missing-queries.ts';
import { type Audit, findAudit } from './queries.ts';

/** Why this person may not sign it, in words; null where he may. */
export function signProblem(ctx: Ctx, audit: Pick<Audit, 'signer'>): string | null {
  const { actor } = ctx;
  if (!can(actor, 'audit.sign')) return 'Your role does not sign audits';
  if (audit.signer === 'any') return null;
  return actor.grants.some(({ role }) => role === audit.signer)
    ? null
    : `This audit is signed by ${audit.signer === 'manager' ? 'a manager' : 'an auditor'}`;
}

/**
 * Signs what was found. Whoever scanned in it is not its only signer: then it waits for another person's name. What
 * is missing for the second time is proposed as lost.
 * @throws NotFound, Forbidden, Conflict it is not closed, or was signed meanwhile
 */
export async function signAudit(
  ctx: Ctx,
  id: string,
  form: SignAudit,
  scope: Scope,
): Promise<{ id: string; signed: boolean }> {
  const audit = await findAudit(ctx.db, id, scope);
  const problem = signProblem(ctx, audit);
  const { person } = ctx.actor;
  if (problem !== null || person === null) throw new Forbidden(problem ?? 'Nobody signs');
  if (audit.state !== 'closed') throw new Conflict('must', 'the audit is closed and not yet signed');
  const counters = await ctx.db.all(countersOf(id));
  const scanned = counters.some((one) => one.person === person);
  const lost = scanned ? null : await proposeLost(ctx, audit);
  return commit(
    ctx,
    { id, signed: !scanned },
    signRow({ audit: id, round: audit.round, version: form.version, person, scanned }, ctx.now),
    lost,
    record({
      thing: id,
      kind: 'audit',
      verb: scanned ? 'signed by a counter' : 'signed',
      site: audit.site,
      data: { round: audit.round, found: audit.found, missing: audit.missing },
    }),
  );
}

async function proposeLost(ctx: Ctx, audit: Audit): Promise<Change> {
  const devices = await ctx.db.all(missingTwice(audit));
  if (devices.length === 0) return null;
  const rows = devices.map(({ device, home, times }) => [
    newId(),
    device,
    home,
    `Missing in ${times} audits, not seen in between`,
  ]);
  return [
    {
      sql: `INSERT INTO proposals (id, kind, thing, content, reason, site, proposed_by, at)
            SELECT j.value ->> 0, 'lose', j.value ->> 1, ?, j.value ->> 3, j.value ->> 2, NULL, ?
            FROM json_each(?) AS j WHERE NOT EXISTS (
              SELECT 1 FROM proposals AS p WHERE p.thing = j.value ->> 1 AND p.kind = 'lose' AND p.decision IS NULL)`,
      parameters: [
        JSON.stringify({ state: 'lost', policeReport: '', audit: audit.id }),
        ctx.now,
        JSON.stringify(rows),
      ],
    },
    devices.map(({ device, home, times }) =>
      record({
        thing: device,
        kind: 'device',
        verb: 'proposed as lost',
        site: home,
        data: { audit: audit.id, audits: times },
      }),
    ),
  ];
}

/** Said of a signed audit: its results stay as they are. @throws NotFound, Conflict it is not signed */
export async function correctAudit(
  ctx: Ctx,
  id: string,
  form: Correct,
  scope: Exclude<Scope, null>,
): Promise<{ id: string }> {
  const audit = await findAudit(ctx.db, id, scope);
  if (audit.state !== 'signed') throw new Conflict('must', 'the audit is signed');
  const device = form.device ? await findDevice(ctx.db, form.device, scope) : null;
  return commit(
    ctx,
    { id },
    {
      sql: 'INSERT INTO audit_corrections (id, audit, device, text, person, at) VALUES (?, ?, ?, ?, ?, ?)',
      parameters: [newId(), id, device?.id ?? null, form.text, ctx.actor.person, ctx.now],
    },
    record({
      thing: id,
      kind: 'audit',
      verb: 'corrected',
      site: audit.site,
      device: device?.id ?? null,
      data: { about: device?.id ?? null },
      text: form.text,
    }),
  );
}
