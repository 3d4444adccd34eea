import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import {
  allDeprovisioned,
  dropLines,
  IS_DRAFT,
  isDraft,
  setDeprovision,
  takeLinesOut,
  updateBatch,
} from './changes.ts';
import type { Deprovision, TakeOut, Versioned } from './forms.ts';
import { type Batch, type Claim, claimsOf, findBatch } from './queries.ts';
import { batchRecord } from './record.ts';
import { needsDeprovision } from './rules.ts';

type Done = Promise<{ id: string }>;

/** These are out of the management console before they leave, or never were in it. @throws NotFound, Invalid, Conflict */
export async function deprovisionClaims(ctx: Ctx, ref: string, form: Deprovision): Done {
  const { batch, claims } = await chosen(ctx, ref, form.claims);
  const how = form.how === 'undo' ? null : form.how;
  return commit(
    ctx,
    { id: batch.id },
    setDeprovision(
      batch.id,
      claims.map((claim) => claim.id),
      how,
      ctx.actor.person,
      ctx.now,
    ),
    batchRecord(
      batch.id,
      how === 'done' ? 'deprovisioned' : how ? 'said not to be enrolled' : 'tick undone',
      {
        devices: claims.map((claim) => claim.device),
      },
    ),
  );
}

/** These stay here: free for another batch. @throws NotFound, Invalid, Conflict */
export async function takeOut(ctx: Ctx, ref: string, form: TakeOut): Done {
  const { batch, claims } = await chosen(ctx, ref, form.claims);
  return commit(
    ctx,
    { id: batch.id },
    takeLinesOut(
      batch.id,
      claims.map((claim) => claim.id),
      ctx.actor.person,
      ctx.now,
    ),
    batchRecord(batch.id, 'taken out', { devices: claims.map((claim) => claim.device) }),
  );
}

/** Everything is in the box. @throws NotFound, Invalid a Chromebook is not deprovisioned, Conflict */
export async function packBatch(ctx: Ctx, ref: string, form: Versioned): Done {
  const batch = await draft(ctx, ref, form.version);
  if (batch.devices === 0) throw new Invalid({ '': 'There is nothing in it yet' });
  const claims = await ctx.db.all(claimsOf(batch.id, ctx.today));
  refuseEnrolled(claims);
  return commit(
    ctx,
    { id: batch.id },
    sameVersion('claim_batches', batch.id, form.version),
    isDraft(batch.id),
    allDeprovisioned(batch.id),
    updateBatch(batch.id, { state: 'packed', packed_at: ctx.now, packed_by: ctx.actor.person }),
    batchRecord(batch.id, 'packed', { devices: claims.map((claim) => claim.device) }),
  );
}

/** Open again, to put in or take out. @throws NotFound, Conflict it is not packed */
export async function unpackBatch(ctx: Ctx, ref: string, form: Versioned): Done {
  const batch = await findBatch(ctx.db, ref);
  if (batch.state !== 'packed') throw new Conflict('must', 'the batch is packed');
  return commit(
    ctx,
    { id: batch.id },
    sameVersion('claim_batches', batch.id, form.version),
    updateBatch(batch.id, { state: 'draft', packed_at: null, packed_by: null }),
    batchRecord(batch.id, 'unpacked'),
  );
}

/** It does not go: all that is in it is free for another batch. @throws NotFound, Conflict it has left */
export async function cancelBatch(ctx: Ctx, ref: string, form: Versioned): Done {
  const batch = await findBatch(ctx.db, ref);
  if (batch.state !== 'draft' && batch.state !== 'packed')
    throw new Conflict('must', 'the batch has not left');
  return commit(
    ctx,
    { id: batch.id },
    sameVersion('claim_batches', batch.id, form.version),
    dropLines(batch.id, ctx.actor.person, ctx.now),
    batchRecord(batch.id, 'cancelled', { was: batch.state }),
  );
}

/** @throws Invalid with the tags of the Chromebooks that would lock themselves to the district */
function refuseEnrolled(claims: readonly Claim[]): void {
  const enrolled = claims.filter(needsDeprovision).map((claim) => claim.tag || claim.serial || 'no tag');
  if (enrolled.length === 0) return;
  const more = enrolled.length > 8 ? ` and ${enrolled.length - 8} more` : '';
  throw new Invalid({
    '': `Not deprovisioned: ${enrolled.slice(0, 8).join(', ')}${more}. Take each out of the management console and tick it, say that it is not enrolled, or take it out of the batch`,
  });
}

async function draft(ctx: Ctx, ref: string, version: number): Promise<Batch> {
  const batch = await findBatch(ctx.db, ref);
  if (batch.state !== 'draft') throw new Conflict('must', IS_DRAFT);
  if (batch.version !== version) throw new Conflict('version', 'somebody changed it meanwhile');
  return batch;
}

async function chosen(ctx: Ctx, ref: string, ids: readonly string[]) {
  const batch = await findBatch(ctx.db, ref);
  if (batch.state !== 'draft') throw new Conflict('must', IS_DRAFT);
  if (ids.length === 0) throw new Invalid({ '': 'Tick devices first' });
  const all = await ctx.db.all(claimsOf(batch.id, ctx.today));
  const claims = all.filter((claim) => ids.includes(claim.id));
  if (claims.length !== new Set(ids).size)
    throw new Invalid({ '': 'Some of these devices were taken out meanwhile' });
  return { batch, claims };
}
