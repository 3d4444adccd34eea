import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { findLocation, type Location } from '../locations/queries.ts';
import { repairsToAdd } from './add.ts';
import { insertBatch, insertChase, insertLines, updateBatch } from './changes.ts';
import type { BatchEdit, Chase, NewBatch } from './forms.ts';
import { findBatch } from './queries.ts';
import { batchRecord } from './record.ts';
import { isOpen } from './rules.ts';

/** @throws Invalid it is no vendor in use */
export async function vendorFor(ctx: Ctx, id: string): Promise<Location> {
  const vendor = await findLocation(ctx.db, id, 'all').catch(() => null);
  if (!vendor || vendor.retiredAt || vendor.topKind !== 'vendor')
    throw new Invalid({ vendor: 'Choose a vendor in use' });
  return vendor;
}

/** A draft, with the repairs that are named. @throws Invalid */
export async function createBatch(ctx: Ctx, form: NewBatch): Promise<{ id: string }> {
  const vendor = await vendorFor(ctx, form.vendor);
  if (form.expectedOn && form.expectedOn < ctx.today) throw new Invalid({ expectedOn: 'Today or later' });
  const lines = await repairsToAdd(ctx, form.repairs);
  const id = newId();
  const { rma, carrier, tracking, expectedOn, note } = form;
  return commit(
    ctx,
    { id },
    insertBatch(
      { id, vendor: vendor.id, rma, carrier, tracking, expectedOn, note, by: ctx.actor.person },
      ctx.now,
    ),
    insertLines(id, lines, ctx.actor.person, ctx.now),
    batchRecord(
      id,
      'created',
      { vendor: vendor.id, rma, carrier, tracking, expectedOn, devices: lines.map((line) => line.device) },
      { text: note, first: true },
    ),
  );
}

/** Its papers, which change until the last device is back. @throws NotFound, Conflict */
export async function editBatch(ctx: Ctx, ref: string, form: BatchEdit): Promise<{ id: string }> {
  const batch = await findBatch(ctx.db, ref);
  refuseStale(form.version, batch, form, {
    rma: 'RMA number',
    carrier: 'Carrier',
    tracking: 'Tracking number',
    expectedOn: 'Expected back on',
    note: 'Note',
  });
  if (!isOpen(batch.state)) throw new Conflict('must', 'the batch is not ended');
  const { rma, carrier, tracking, expectedOn, note } = form;
  return commit(
    ctx,
    { id: batch.id },
    sameVersion('claim_batches', batch.id, form.version),
    updateBatch(batch.id, { rma, carrier, tracking, expected_on: expectedOn, note }),
    batchRecord(
      batch.id,
      'edited',
      {
        rma: [batch.rma, rma],
        carrier: [batch.carrier, carrier],
        tracking: [batch.tracking, tracking],
        expectedOn: [batch.expectedOn, expectedOn],
      },
      { text: note === batch.note ? undefined : note },
    ),
  );
}

/** Somebody asked the vendor where they are, and what they said. @throws NotFound */
export async function chaseBatch(ctx: Ctx, ref: string, form: Chase): Promise<{ id: string }> {
  const batch = await findBatch(ctx.db, ref);
  return commit(
    ctx,
    { id: batch.id },
    insertChase(batch.id, form.text, ctx.actor.person, ctx.now),
    batchRecord(batch.id, 'chased', {}, { text: form.text }),
  );
}
