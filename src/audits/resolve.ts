import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { sayOverFindings } from './close.ts';
import { insertResolutions, type NewResolution } from './finding-changes.ts';
import { type FindingRow, findingsById } from './finding-queries.ts';
import { OFFERS } from './findings-rules.ts';
import type { ResolveFindings } from './forms.ts';
import { type Audit, findAudit } from './queries.ts';
import { loseMissing, moveFound } from './resolve-moves.ts';
import { nameText } from './resolve-text.ts';

/** What settling findings takes: the changes, and a row for each of what was done. */
export interface Settled {
  changes: Change;
  rows: NewResolution[];
}

/**
 * Settles findings of a closed audit, all in one commit; whoever may only propose asks a manager.
 * @throws NotFound, Invalid it does not fit the finding, Conflict it was settled or signed meanwhile
 */
export async function resolveFindings(
  ctx: Ctx,
  id: string,
  form: ResolveFindings,
  scope: Exclude<Scope, null>,
): Promise<{ id: string; resolved: number; proposed: boolean }> {
  const audit = await findAudit(ctx.db, id, scope);
  const say = sayOverFindings(ctx);
  if (say === null) throw new Forbidden();
  if (audit.state !== 'closed') throw new Conflict('must', 'the audit is closed and not yet signed');
  const findings = await fitting(ctx, audit, form);
  if (say === 'propose') return propose(ctx, audit, form, findings.length);
  const { changes, resolved } = await resolving(ctx, audit, form, findings);
  return commit(ctx, { id, resolved, proposed: false }, changes);
}

/** The changes of it, for a use case that brings its own commit. @throws Invalid, NotFound */
export async function resolving(
  ctx: Ctx,
  audit: Audit,
  form: ResolveFindings,
  findings: readonly FindingRow[],
): Promise<{ changes: Change; resolved: number }> {
  const { changes, rows } = await settledBy(ctx, audit, form, findings);
  return {
    resolved: rows.length,
    changes: [
      insertResolutions(audit.id, rows, ctx.actor.person, ctx.now),
      changes,
      record({
        thing: audit.id,
        kind: 'audit',
        verb: 'findings settled',
        site: audit.site,
        data: { what: form.what, findings: rows.map(({ finding }) => finding) },
        text: form.reason,
      }),
    ],
  };
}

/** The findings that are meant, where all of them allow what is asked. @throws NotFound, Invalid */
export async function fitting(
  ctx: Ctx,
  audit: Pick<Audit, 'id' | 'round'>,
  form: Pick<ResolveFindings, 'findings' | 'what'>,
): Promise<FindingRow[]> {
  const findings = await ctx.db.all(findingsById(audit, [...new Set(form.findings)]));
  if (findings.length < new Set(form.findings).size) throw new NotFound();
  const done = findings.find(({ resolution }) => resolution !== null);
  if (done) throw new Conflict('must', 'none of them was settled before');
  const wrong = findings.find(({ kind }) => !OFFERS[kind].includes(form.what));
  if (wrong) throw new Invalid({ what: 'This does not fit one of the findings' });
  const single = form.what === 'match' || form.what === 'create';
  if (single && findings.length > 1) throw new Invalid({ findings: 'One at a time' });
  if (single && findings[0]?.device) throw new Invalid({ what: 'The device is known already' });
  return findings;
}

function settledBy(
  ctx: Ctx,
  audit: Audit,
  form: ResolveFindings,
  findings: readonly FindingRow[],
): Promise<Settled> {
  switch (form.what) {
    case 'move_here':
    case 'move_home':
    case 'seen':
      return moveFound(ctx, audit, form, findings);
    case 'lost':
      return loseMissing(ctx, audit, form, findings);
    case 'match':
    case 'create':
      return nameText(ctx, audit, form, findings);
    default:
      return Promise.resolve({
        changes: null,
        rows: findings.map(({ id }) => ({
          id: newId(),
          finding: id,
          what: form.what,
          reason: form.reason,
          undo: {},
        })),
      });
  }
}

async function propose(
  ctx: Ctx,
  audit: Audit,
  form: ResolveFindings,
  n: number,
): Promise<{ id: string; resolved: number; proposed: boolean }> {
  const { reason, what, findings } = form;
  // What the chosen step does not use is not asked for.
  const content = {
    findings,
    what,
    ...(what === 'match' ? { device: form.device, tag: form.tag } : {}),
    ...(what === 'create' ? { model: form.model, home: form.home } : {}),
  };
  const proposal = newId();
  return commit(
    ctx,
    { id: audit.id, resolved: n, proposed: true },
    {
      sql: `INSERT INTO proposals (id, kind, thing, content, reason, site, proposed_by, at)
            VALUES (?, 'settle_findings', ?, ?, ?, ?, ?, ?)`,
      parameters: [
        proposal,
        audit.id,
        JSON.stringify(content),
        reason,
        audit.site,
        ctx.actor.person,
        ctx.now,
      ],
    },
    record({
      thing: audit.id,
      kind: 'audit',
      verb: 'settling proposed',
      site: audit.site,
      data: { proposal, what, findings },
      text: reason,
    }),
  );
}
