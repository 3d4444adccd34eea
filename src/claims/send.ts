import type { Ctx } from '../context.ts';
import { NOT_MOVED } from '../custody/changes.ts';
import { giveCustodyOfMany } from '../custody/many-changes.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import type { RepairState } from '../repairs/forms.ts';
import { repairNumber, STATE_WORDS, stateAfter } from '../repairs/rules.ts';
import { NOT_SENDABLE, sendTogether } from '../repairs/vendor-changes.ts';
import { sendLines } from './away-changes.ts';
import { coverOfClaims } from './cover-rules.ts';
import type { Send } from './forms.ts';
import { DEVICE_EXCEEDED, type NewIncident, POOL_EXCEEDED, useIncidents } from './pool-changes.ts';
import { type Batch, type Claim, claimsOf, findBatch } from './queries.ts';
import { batchRecord } from './record.ts';
import { batchNumber } from './rules.ts';

/** What somebody else may have used, closed or moved between our look and our commit. */
const RACES: readonly string[] = [POOL_EXCEEDED, DEVICE_EXCEEDED, NOT_SENDABLE, NOT_MOVED];

/**
 * A packed batch leaves: the vendor has its devices, their repairs wait there with their clocks stopped, and each
 * incident that a plan pays is used. One commit for all of it.
 * @throws NotFound, Invalid something in it cannot go, or nothing covers it and nobody said that it goes all the same;
 *   Conflict
 */
export async function sendBatch(ctx: Ctx, ref: string, form: Send): Promise<{ id: string }> {
  try {
    return await sendOnce(ctx, ref, form);
  } catch (error) {
    // Somebody was quicker in the very moment: once more, so that it is told what is there now.
    if (!(error instanceof Conflict) || !RACES.includes(error.what)) throw error;
    return sendOnce(ctx, ref, form);
  }
}

async function sendOnce(ctx: Ctx, ref: string, form: Send): Promise<{ id: string }> {
  const batch = await findBatch(ctx.db, ref);
  if (batch.state !== 'packed') throw new Conflict('must', 'the batch is packed');
  if (form.expectedOn && form.expectedOn < ctx.today) throw new Invalid({ expectedOn: 'Today or later' });
  const claims = await ctx.db.all(claimsOf(batch.id, ctx.today));
  refuseStuck(claims);
  const { covers, uncovered, incidents } = coverOfClaims(claims);
  if (uncovered.length > 0 && !form.uncovered) throw new Invalid({ uncovered: uncoveredWords(uncovered) });
  const { rma, carrier, tracking, expectedOn } = form;
  const by = ctx.actor.person;
  return commit(
    ctx,
    { id: batch.id },
    sameVersion('claim_batches', batch.id, form.version),
    sendTogether(
      {
        repairs: claims.map((claim) => claim.repair),
        covered: incidents.map((claim) => claim.repair),
        vendor: batch.vendor,
        expectedOn,
        note: `${batchNumber(batch.number)}${rma ? `, RMA ${rma}` : ''}`,
        by,
      },
      ctx.now,
    ),
    giveCustodyOfMany(
      claims.map((claim) => ({
        id: newId(),
        device: claim.device,
        repair: claim.repair,
        expects: claim.custody,
      })),
      { location: batch.vendor, top: batch.vendorTop, why: 'vendor', by },
      ctx.now,
    ),
    useIncidents(incidents.map(incidentOf), ctx.now),
    sendLines(batch.id, covers, { rma, carrier, tracking, expectedOn }, by, ctx.now),
    batchRecord(batch.id, 'sent', {
      vendor: batch.vendor,
      rma,
      carrier,
      tracking,
      expectedOn,
      devices: claims.map((claim) => claim.device),
      uncovered: uncovered.map((claim) => claim.device),
    }),
    claims.map((claim) => sentRecord(claim, batch, covers[claim.id] ?? 'none')),
  );
}

function sentRecord(claim: Claim, batch: Batch, cover: string) {
  return record({
    thing: claim.repair,
    kind: 'repair',
    verb: 'sent to vendor',
    device: claim.device,
    site: claim.site,
    data: { vendor: batch.vendor, batch: batch.id, cover },
  });
}

function incidentOf(claim: Claim): NewIncident {
  return {
    line: claim.id,
    repair: claim.repair,
    device: claim.device,
    plan: claim.plan ?? '',
    poolFrom: claim.poolFrom ?? '',
    deviceFrom: claim.deviceFrom,
    incidents: claim.incidents,
  };
}

/** @throws Invalid a repair has ended or moved on since it was packed */
function refuseStuck(claims: readonly Claim[]): void {
  const stuck = claims.filter(
    (claim) =>
      claim.deviceState !== 'in_service' || stateAfter('vendor', claim.repairState as RepairState) === null,
  );
  if (stuck.length === 0) return;
  const words = stuck.slice(0, 5).map((claim) => {
    const name = claim.tag || claim.serial || repairNumber(claim.number);
    if (claim.deviceState !== 'in_service') return `${name} is not in service`;
    return `the repair of ${name} is ${STATE_WORDS[claim.repairState as RepairState]}`;
  });
  throw new Invalid({ '': `Unpack it and take out what cannot go: ${words.join(', ')}` });
}

function uncoveredWords(uncovered: readonly Claim[]): string {
  const names = uncovered.slice(0, 5).map((claim) => claim.tag || claim.serial || 'no tag');
  const more = uncovered.length > 5 ? ` and ${uncovered.length - 5} more` : '';
  return `Nothing covers ${names.join(', ')}${more}. Tick this if they go all the same`;
}
