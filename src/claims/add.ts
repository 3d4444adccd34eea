import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict, Invalid } from '../errors.ts';
import type { RepairState } from '../repairs/forms.ts';
import { repairNumber, STATE_WORDS, stateAfter } from '../repairs/rules.ts';
import { IS_DRAFT, insertBatch, insertLines, type NewLine } from './changes.ts';
import { type CoveredRow, coverOf, type OpenLine, openLinesOf } from './covered-queries.ts';
import { vendorOfId } from './edit-queries.ts';
import type { AddRepairs, AddTicked } from './forms.ts';
import { batchByRef, findBatch } from './queries.ts';
import { batchRecord } from './record.ts';
import { batchNumber } from './rules.ts';

/** UNIQUE and CHECK that are the ticked rows' fault, with words for them. */
export const TAKEN = {
  'claim_lines.device': ['', 'One of them went into another batch meanwhile'],
  claim_batches_size: ['', 'A batch holds at most 100 devices: start another one'],
} as const;

/** Repairs whose devices go into a draft. @throws NotFound, Invalid, Conflict it was packed meanwhile */
export async function addRepairs(ctx: Ctx, ref: string, form: AddRepairs): Promise<{ id: string }> {
  const batch = await findBatch(ctx.db, ref);
  if (form.repairs.length === 0) throw new Invalid({ '': 'Tick repairs first' });
  if (batch.state !== 'draft') throw new Conflict('must', IS_DRAFT);
  const lines = await repairsToAdd(ctx, form.repairs);
  return commit(
    ctx,
    { id: batch.id },
    insertLines(batch.id, lines, ctx.actor.person, ctx.now),
    batchRecord(batch.id, 'added', { devices: lines.map((line) => line.device) }),
  );
}

/** The ticked repairs go into a draft, or into a new batch for a vendor. @throws Invalid, Conflict */
export async function addTicked(ctx: Ctx, form: AddTicked): Promise<{ id: string }> {
  const [batches, vendors] = await ctx.db.read(batchByRef(form.batch), vendorOfId(form.batch));
  if (batches[0]) return addRepairs(ctx, form.batch, form);
  const [vendor] = vendors;
  if (!vendor) throw new Invalid({ batch: 'Choose a batch, or a vendor for a new one' });
  if (form.repairs.length === 0) throw new Invalid({ '': 'Tick repairs first' });
  const lines = await repairsToAdd(ctx, form.repairs);
  const id = newId();
  const papers = { rma: '', carrier: '', tracking: '', expectedOn: null, note: '' };
  return commit(
    ctx,
    { id },
    insertBatch({ id, vendor: vendor.id, ...papers, by: ctx.actor.person }, ctx.now),
    insertLines(id, lines, ctx.actor.person, ctx.now),
    batchRecord(
      id,
      'created',
      { vendor: vendor.id, devices: lines.map((line) => line.device) },
      { first: true },
    ),
  );
}

/** @throws Invalid one of them cannot go to a vendor, or is in a batch */
export async function repairsToAdd(ctx: Ctx, repairs: readonly string[]): Promise<NewLine[]> {
  if (repairs.length === 0) return [];
  const wanted = [...new Set(repairs)];
  const rows = await ctx.db.all(coverOf(wanted, ctx.today));
  if (rows.length !== wanted.length)
    throw new Invalid({ '': 'Some of these repairs are not there any more' });
  const open = await ctx.db.all(openLinesOf(rows.map((row) => row.device)));
  const problems = rows.map((row) => problemOf(row, open)).filter((problem) => problem !== null);
  if (problems.length > 0) throw new Invalid({ '': problems.slice(0, 5).join('. ') });
  return rows.map((row) => ({ id: newId(), repair: row.repair, device: row.device }));
}

/** Why a repair's device cannot go into a batch, in words; null where it can. */
export function problemOf(row: CoveredRow, open: readonly OpenLine[]): string | null {
  const name = row.tag || row.serial || repairNumber(row.number);
  const there = open.find((line) => line.device === row.device);
  if (there) return `${name} is in ${batchNumber(there.number)} already`;
  if (row.deviceState !== 'in_service') return `${name} is not in service`;
  const state = row.state as RepairState;
  if (stateAfter('vendor', state) === null)
    return `The repair of ${name} is ${STATE_WORDS[state]}: it cannot go to a vendor`;
  return null;
}
