import type { z } from 'zod';
import { type Action, scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { checkIn, checkOut, lend, moveDevice } from '../custody/actions.ts';
import { CheckIn, CheckOut, Loan, Move } from '../custody/forms.ts';
import { swapDevices } from '../custody/swap.ts';
import { Swap } from '../custody/swap-forms.ts';
import { newId } from '../db/id.ts';
import { type Device, findDevice } from '../devices/queries.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { addWork } from '../repairs/add-work.ts';
import { NewReport } from '../repairs/forms.ts';
import { NewNote, Work } from '../repairs/move-forms.ts';
import { addNote } from '../repairs/note.ts';
import { findRepair } from '../repairs/queries.ts';
import { quickRepair } from '../repairs/quick.ts';
import { QuickRepair } from '../repairs/quick-forms.ts';
import { deviceToReport, reportRepair } from '../repairs/report.ts';
import type { EntryKind } from './forms.ts';
import { asTyped, type Kind, kind } from './kind.ts';
import { VISIT_KINDS } from './kinds-visits.ts';
import { type CustodyMerge, mergeCustody, mergePlace, mergeQuick, mergeWork } from './merge-rules.ts';
import { asRepairs, custodySince, repairNow, repairsNow } from './queries.ts';

const ADDED =
  'Somebody else had repaired the same: your minutes and parts are added there, and they are asked.';
const STAYS = 'Saved. The device was moved meanwhile and stays where it is.';

function scopeFor(ctx: Ctx, action: Action) {
  const scope = scopeOf(ctx.actor, action);
  if (scope === null) throw new Forbidden();
  return scope;
}

async function custodyNow(ctx: Ctx, device: Device, seen: string | null): Promise<CustodyMerge> {
  const since = await ctx.db.all(custodySince(device.id, seen));
  const by = ctx.actor.person;
  return mergeCustody({ by, custody: seen }, { open: device.openCustody, since: since.map((row) => row.by) });
}

const quick = kind(QuickRepair, async (ctx, { ref, saw }, form) => {
  const device = await findDevice(ctx.db, ref, scopeFor(ctx, 'repair.work'));
  const { person } = ctx.actor;
  const [repairs, custody] = await Promise.all([
    ctx.db.all(repairsNow(device.id, person)),
    custodyNow(ctx, device, saw.custody),
  ]);
  const seen = { by: person, fault: form.fault, repair: saw.repair, at: saw.at, lines: form.lines };
  const merge = mergeQuick(seen, asRepairs(repairs));
  if (merge.how === 'add')
    return { merged: 'added', words: ADDED, run: (own) => addWork(own, { ...merge, ask: true }, form) };
  const place = mergePlace(form.place, custody);
  const stays = place !== form.place;
  const repair = merge.how === 'new' ? null : merge.repair;
  // A line that there is not: none of the others is done by this.
  const lines = merge.how === 'finish' ? [...merge.lines] : merge.how === 'line' ? [newId()] : [];
  const mine = repair === saw.repair ? '' : merge.how;
  return {
    merged: [mine, stays ? 'stays' : ''].filter(Boolean).join(' '),
    words: stays ? STAYS : '',
    run: (own) => quickRepair(own, device.id, { ...form, place, repair, lines, next: null }),
  };
});

const report = kind(NewReport, async (ctx, { ref }, form) => {
  await deviceToReport(ctx, ref);
  return asTyped((own) => reportRepair(own, ref, form));
});

const work = kind(Work, async (ctx, { ref }, form) => {
  const repair = await findRepair(ctx.db, ref, scopeFor(ctx, 'repair.work'));
  const [now] = asRepairs(await ctx.db.all(repairNow(repair.id, ctx.actor.person)));
  if (!now) throw new NotFound();
  const merge = mergeWork(form, now);
  const merged = merge.ask ? 'added' : '';
  return { merged, words: merge.ask ? ADDED : '', run: (own) => addWork(own, merge, form) };
});

const note = kind(NewNote, async (_, { ref }, form) => asTyped((own) => addNote(own, ref, form)));

type Where = ReturnType<typeof scopeFor>;

/** Hands a device on; where somebody else has moved it meanwhile the action says who has it, and asks. */
function custody<In extends { custody: string | null }>(
  schema: z.ZodType<In>,
  run: (ctx: Ctx, device: string, form: In, scope: Where) => Promise<object>,
) {
  return kind(schema, async (ctx, { ref, saw }, form) => {
    const scope = scopeFor(ctx, 'custody.change');
    const device = await findDevice(ctx.db, ref, scope);
    const merge = await custodyNow(ctx, device, saw.custody);
    return asTyped((own) => run(own, device.id, { ...form, custody: merge.custody }, scope));
  });
}

const swap = custody(Swap, (ctx, device, form, scope) => {
  // Swaps are for those who look after all sites.
  if (scope !== 'all') throw new Forbidden();
  return swapDevices(ctx, device, form);
});

const KINDS = {
  quick,
  report,
  work,
  note,
  check_out: custody(CheckOut, checkOut),
  check_in: custody(CheckIn, checkIn),
  move: custody(Move, moveDevice),
  loan: custody(Loan, lend),
  swap,
  ...VISIT_KINDS,
} as const satisfies Record<EntryKind, unknown>;

/** The kind of an entry; what it takes is checked by its own schema. */
export function kindOf(name: EntryKind): Kind<unknown> {
  const found = KINDS[name];
  if (!found) throw new NotFound();
  return found as unknown as Kind<unknown>;
}
