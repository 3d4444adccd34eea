import { z } from 'zod';
import { can, type Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { endCustody, giveCustody } from '../custody/changes.ts';
import { type Change, commit } from '../db/commit.ts';
import { setState } from '../devices/changes.ts';
import { STATES } from '../devices/forms.ts';
import { takeBackIdentifier, withdrawLatest } from '../devices/identifier-changes.ts';
import { Forbidden, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { settleProposal } from '../proposals/changes.ts';
import { undoResolutionRow } from './finding-changes.ts';
import { findAudit } from './queries.ts';
import { devicesNow, type NowRow, resolutionById } from './resolve-queries.ts';

/** What taking it back needs, as `resolve-*.ts` has written it. */
const Undo = z.object({
  custody: z.string().optional(),
  before: z
    .object({
      location: z.string(),
      top: z.string(),
      person: z.string().nullable(),
      slot: z.number().nullable(),
      dueOn: z.string().nullable(),
    })
    .nullish(),
  state: z.enum(STATES).optional(),
  lost: z.boolean().optional(),
  proposal: z.string().optional(),
  device: z.string().optional(),
  tag: z.string().nullish(),
  formerTag: z.string().optional(),
  created: z.string().optional(),
});
type Undo = z.infer<typeof Undo>;

/**
 * What was done about a finding is taken back: the device is where it was before.
 * @throws NotFound, Invalid it cannot be taken back, Conflict something has happened since, or it is signed
 */
export async function undoResolution(
  ctx: Ctx,
  auditId: string,
  id: string,
  scope: Scope,
): Promise<{ id: string }> {
  const audit = await findAudit(ctx.db, auditId, scope);
  if (!can(ctx.actor, 'audit.apply')) throw new Forbidden();
  const row = await ctx.db.first(resolutionById(auditId, id));
  if (!row) throw new NotFound();
  const undo = Undo.parse(JSON.parse(row.undo));
  if (undo.created)
    throw new Invalid({
      '': 'The device is in the books now: retire it, or join it with another, on its page',
    });
  const device = undo.device ?? row.device;
  const [now] = device ? await ctx.db.all(devicesNow([device])) : [];
  return commit(
    ctx,
    { id: auditId },
    undoResolutionRow(auditId, id, ctx.actor.person, ctx.now),
    now ? back(ctx, undo, now) : null,
    undo.proposal ? settleProposal(undo.proposal, 'refused', ctx.actor.person, ctx.now) : null,
    record({
      thing: auditId,
      kind: 'audit',
      verb: 'settling taken back',
      site: audit.site,
      data: { resolution: id, finding: row.finding, what: row.what },
    }),
    now && changed(undo)
      ? record({
          thing: now.device,
          kind: 'device',
          verb: 'taken back',
          site: now.home,
          data: { audit: auditId, finding: row.finding, to: undo.before?.location ?? null },
        })
      : null,
  );
}

function changed(undo: Undo): boolean {
  return undo.custody !== undefined || undo.lost === true || Boolean(undo.tag);
}

function back(ctx: Ctx, undo: Undo, now: NowRow): Change {
  const by = ctx.actor.person;
  const was = undo.state && undo.state !== now.state ? undo.state : null;
  const changes: Change[] = [];
  if (undo.custody !== undefined || undo.lost) {
    const expects = undo.lost ? null : (undo.custody ?? null);
    changes.push(
      undo.before
        ? giveCustody({ device: now.device, ...undo.before, why: 'undo', by, expects }, ctx.now)
        : endCustody(now.device, ctx.now, expects),
    );
    if (was) changes.push(setState({ ...now, id: now.device }, was, { by, reason: 'taken back' }, ctx.now));
  }
  if (undo.tag) {
    changes.push(withdrawLatest(now.device, 'tag', undo.tag, ctx.now));
    if (undo.formerTag) changes.push(takeBackIdentifier(now.device, 'tag', undo.formerTag, ctx.now));
  }
  return changes;
}
