import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { onceMore } from '../db/once-more.ts';
import { sameVersion } from '../db/version.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import { type RecordEntry, record } from '../history/record.ts';
import { endReached } from '../repairs/parts-reached-changes.ts';
import { reachedWhere } from '../repairs/parts-reached-queries.ts';
import { post } from '../stock/posting.ts';
import { reserveAll } from '../stock/reservations.ts';
import { type ArrivalPlan, planArrival } from './arrival-plan.ts';
import { closeWhereDone, mustBeIn } from './draft-changes.ts';
import { ordered } from './draft-order.ts';
import { findOrder } from './order-queries.ts';
import { receivingProblem } from './order-rules.ts';
import { bookReceipt, receivePieces, stillWaiting } from './receipt-changes.ts';
import { BINS_TO_FILL, countersOf, findReceipt, type ReceiptLine } from './receipt-queries.ts';
import type { BookReceipt } from './receive-forms.ts';
import { insertReturns } from './return-changes.ts';

/**
 * What was counted goes into stock, at the price as ordered: first kept for repairs that wait for such parts, the
 * rest into the bins. Damaged and wrong pieces become returns. One commit, once, whoever else receives.
 * @throws Forbidden who approved it is the only one who counted and books
 * @throws NotFound, Invalid nothing counted, no such bin, more than ordered without the tick, Conflict
 */
export function bookArrival(ctx: Ctx, id: string, form: BookReceipt): Promise<Booked> {
  return onceMore(() => bookNow(ctx, id, form));
}

interface Booked {
  order: string;
  reserved: number;
}

async function bookNow(ctx: Ctx, id: string, form: BookReceipt): Promise<Booked> {
  const receipt = await findReceipt(ctx.db, id);
  if (receipt.state !== 'open') throw new Conflict('must', 'the arrival is still being counted');
  if (receipt.version !== form.version)
    throw new Conflict('version', 'somebody counted on meanwhile: look through it once more');
  const plan = await planArrival(ctx, receipt, form);
  await refuseAlone(ctx, receipt.order, id);
  const problems = problemsOf(ctx, plan, form, receipt.sentOn);
  await checkBins(ctx, plan, problems);
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  const { by, arrivedOn } = { by: ctx.actor.person, arrivedOn: form.arrivedOn ?? ctx.today };
  const data = {
    order: receipt.order,
    arrivedOn,
    lines: plan.lines.map(factsOf),
    over: plan.over.length > 0,
  };
  const groups = new Map(plan.stocked.map((line) => [line.id, line.group]));
  const waited = plan.kept.map((one) => ({ ...one, group: groups.get(one.line) ?? null }));
  const returns = plan.returns.map((one) => ({ ...one, id: newId() }));
  return commit(
    ctx,
    { order: receipt.order, reserved: plan.kept.reduce((sum, one) => sum + one.quantity, 0) },
    sameVersion('receipts', id, form.version),
    mustBeIn(receipt.order, ['sent']),
    stillWaiting(waited),
    endReached(
      await reachedWhere(ctx.db, waited),
      { district: ctx.district, data: { receipt: id } },
      ctx.now,
    ),
    bookReceipt(
      {
        receipt: id,
        bin: form.into,
        arrivedOn,
        slip: form.slip,
        by,
        lines: plan.lines.map((line) => ({
          id: line.id,
          bin: plan.binOf(line),
          replaced: plan.isReplaced(line),
        })),
      },
      ctx.now,
    ),
    receivePieces(receipt.order, plan.pieces),
    post(
      plan.stocked.map((line) => ({
        part: line.part ?? '',
        bin: plan.binOf(line) ?? form.into,
        quantity: line.quantity,
        why: 'receive',
        source: line.id,
        by,
        costCents: line.unitCents,
      })),
      ctx.now,
    ),
    reserveAll(
      plan.kept.map((one) => ({ ...one, source: one.line, by })),
      ctx.now,
    ),
    insertReturns(returns, ctx.now),
    closeWhereDone(receipt.order, by, ctx.now),
    record({ thing: id, kind: 'receipt', verb: 'booked', data, text: form.slip }),
    ordered({ id: receipt.order }, 'received', {
      receipt: id,
      pieces: plan.pieces.map(({ id: line, quantity }) => ({ line, quantity })),
    }),
    returns.map(({ id: thing, part, quantity, reason, expectedCents }) =>
      record({
        thing,
        kind: 'supplier return',
        verb: 'set aside',
        data: { supplier: receipt.supplier, part, quantity, reason, expectedCents, receipt: id },
        first: true,
      }),
    ),
    binRecords(plan, id),
    plan.holds.flatMap((hold): RecordEntry[] => {
      const parts = plan.kept.filter((one) => one.repair === hold.repair);
      return parts.map(({ part, bin, quantity }) =>
        record({
          thing: hold.repair,
          kind: 'repair',
          verb: 'parts came',
          device: hold.device,
          site: hold.site,
          data: { part, bin, quantity, receipt: id },
        }),
      );
    }),
  );
}

const factsOf = (line: ReceiptLine) => ({
  part: line.part,
  quantity: line.quantity,
  condition: line.condition,
});

function problemsOf(ctx: Ctx, plan: ArrivalPlan, form: BookReceipt, sentOn: string): Record<string, string> {
  const problems: Record<string, string> = {};
  if (plan.lines.length === 0) problems[''] = 'Nothing is counted yet';
  const on = form.arrivedOn ?? ctx.today;
  if (on > ctx.today) problems.arrivedOn = 'Not after today';
  if (on < sentOn) problems.arrivedOn = `Not before it was sent, ${sentOn}`;
  if (plan.over.length > 0 && !form.over)
    problems.over = `More came than is open: ${plan.over.join('; ')}. Tick that it is kept, or count again`;
  return problems;
}

/** Every bin that parts go to is in use. */
async function checkBins(ctx: Ctx, plan: ArrivalPlan, problems: Record<string, string>): Promise<void> {
  const known = new Set((await ctx.db.all(BINS_TO_FILL)).map((bin) => bin.value));
  if (!known.has(plan.into)) problems.into = 'Choose a bin that is in use';
  for (const line of plan.stocked) {
    const bin = plan.binOf(line);
    if (bin !== null && !known.has(bin)) problems[`bin.${line.id}`] = 'Choose a bin that is in use';
  }
}

/** @throws Forbidden by who approved the order alone */
async function refuseAlone(ctx: Ctx, orderId: string, receipt: string): Promise<void> {
  const order = await findOrder(ctx.db, orderId);
  const counters = await ctx.db.all(countersOf(receipt));
  const problem = receivingProblem(order, [...counters.map((one) => one.person), ctx.actor.person]);
  if (problem) throw new Forbidden(problem);
}

/** Each bin's history says what it got. */
function binRecords(plan: ArrivalPlan, receipt: string): RecordEntry[] {
  const moves = new Map<string, { part: string | null; quantity: number }[]>();
  for (const line of plan.stocked) {
    const bin = plan.binOf(line) ?? plan.into;
    const list = moves.get(bin) ?? [];
    list.push({ part: line.part, quantity: line.quantity });
    moves.set(bin, list);
  }
  return [...moves].map(([bin, list]) =>
    record({ thing: bin, kind: 'bin', verb: 'got parts', data: { receipt, moves: list } }),
  );
}
