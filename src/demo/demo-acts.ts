/** Acts on devices through the app's actions. */
import type { Ctx } from '../context.ts';
import { checkIn, checkOut, endIssue, issueDevice, lend, moveDevice } from '../custody/actions.ts';
import { changeUse } from '../devices/change-use.ts';
import { createDevice } from '../devices/create.ts';
import { foundHere, settleReport } from '../devices/find-again.ts';
import { identifyDevice } from '../devices/identify.ts';
import { loseDevice } from '../devices/lose.ts';
import { deviceProposals } from '../devices/proposals.ts';
import { findDevice } from '../devices/queries.ts';
import { disposeDevice, retireDevice } from '../devices/retire.ts';
import { agree } from '../proposals/actions.ts';
import type { Act } from './acts.ts';
import { isRepairAct, playRepair } from './demo-repairs.ts';
import { collect } from './demo-sessions.ts';
import type { Stage } from './demo-stage.ts';
import type { Holder, PlanDevice } from './plan-types.ts';

export async function playAct(stage: Stage, act: Act): Promise<void> {
  const ctx = stage.ctx(act.by, act.at);
  if (isRepairAct(act)) {
    await playRepair(stage, ctx, act);
    return;
  }
  const id = stage.device(act.device);
  switch (act.do) {
    case 'create':
      await create(stage, ctx, act);
      break;
    case 'check out': {
      const form = { ...target(stage, act.to), slot: act.to.slot, issue: act.issue, custody: null };
      await checkOut(ctx, id, { ...form, ...accessories(act.to) }, 'all');
      break;
    }
    case 'collect':
      await collect(stage, ctx, act);
      break;
    case 'check in':
      await checkIn(ctx, id, { ...at(stage, act.place), end: act.end, missing: [], custody: null }, 'all');
      break;
    case 'lend': {
      const to = { to: '', target: `person:${stage.person(act.person)}` };
      await lend(ctx, id, { ...to, dueOn: act.dueOn, custody: null }, 'all');
      break;
    }
    case 'move': {
      const form = { ...at(stage, act.place), slot: act.slot, keep: false, custody: null };
      await moveDevice(ctx, id, form, 'all');
      break;
    }
    case 'issue': {
      const form = { ...target(stage, act.to), slot: act.to.slot, assignment: null };
      await issueDevice(ctx, id, { ...form, ...accessories(act.to) }, 'all');
      break;
    }
    case 'end issue':
      await endIssue(ctx, id, { assignment: null }, 'all');
      break;
    case 'lose': {
      const { state, policeReport, reason } = act;
      await loseDevice(ctx, id, { seen: 'in_service', state, policeReport, reason }, 'all');
      break;
    }
    case 'find': {
      const { state: seen } = await findDevice(ctx.db, id, 'all');
      await foundHere(ctx, id, { seen, place: stage.place(act.place).id, note: '' }, 'all');
      await settle(ctx, id);
      break;
    }
    case 'retire':
      await retire(ctx, id, act);
      break;
    case 'dispose':
      await disposeDevice(ctx, id, { seen: 'retired', reason: act.reason });
      break;
    case 'use': {
      const { use: seen } = await findDevice(ctx.db, id, 'all');
      await changeUse(ctx, id, { seen, use: act.use });
      break;
    }
    case 'tag': {
      const { tag: seen } = await findDevice(ctx.db, id, 'all');
      await identifyDevice(ctx, id, 'tag', { value: act.value, seen, reason: '' });
    }
  }
}

async function create(
  stage: Stage,
  ctx: Ctx,
  { facts, place, device }: Act & { do: 'create' },
): Promise<void> {
  const form = { ...factsOf(stage, facts), unidentified: false, at: stage.place(place).id };
  stage.devices[device] = (await createDevice(ctx, form)).id;
}

/** What the form of a new device says of it. */
export function factsOf(stage: Stage, facts: PlanDevice) {
  const model = stage.models.get(facts.model);
  return {
    model: model?.id ?? '',
    variant: facts.variant === null ? null : (model?.variants.get(facts.variant) ?? null),
    home: stage.place(facts.home).id,
    condition: facts.condition,
    purchasedOn: facts.purchasedOn,
    cost: facts.costCents,
    orderNumber: facts.orderNumber,
    fundingSource: facts.fundingSource,
    federalShare: facts.federalShare,
    warrantyUntil: facts.warrantyUntil,
    coveragePlan: facts.coverage === null ? null : (stage.coverage.get(facts.coverage) ?? null),
    coverageUntil: facts.coverageUntil,
    note: '',
    custom: {},
    tag: facts.tag ?? '',
    serial: facts.serial ?? '',
    use: facts.use,
  };
}

/** A manager agrees where a technician has proposed it at the end of a repair. */
async function retire(ctx: Ctx, id: string, { why, reason }: Act & { do: 'retire' }): Promise<void> {
  const proposal = await ctx.db.first<{ id: string }>({
    sql: `SELECT id FROM proposals WHERE thing = ? AND kind = 'retire' AND decision IS NULL`,
    parameters: [id],
  });
  if (proposal) await agree(ctx, proposal.id, deviceProposals);
  else {
    const { state: seen } = await findDevice(ctx.db, id, 'all');
    await retireDevice(ctx, id, { seen, why: whyOf(why), reason });
  }
}

/** Who finds it at its own school has read that it was found. */
async function settle(ctx: Ctx, id: string): Promise<void> {
  const report = await ctx.db.first<{ id: string }>({
    sql: 'SELECT id FROM found_reports WHERE device = ? AND settled_at IS NULL',
    parameters: [id],
  });
  if (report) await settleReport(ctx, id, report.id, 'all');
}

function whyOf(why: string): 'updates' | 'worn' | 'damaged' | 'surplus' | 'other' {
  const known = ['updates', 'worn', 'damaged', 'surplus'] as const;
  return known.find((one) => one === why) ?? 'other';
}

function at(stage: Stage, code: string): { to: string; target: string } {
  return { to: '', target: `location:${stage.place(code).id}` };
}

function target(stage: Stage, to: Holder): { to: string; target: string } {
  return to.person === null
    ? at(stage, to.location)
    : { to: '', target: `person:${stage.person(to.person)}` };
}

/** A charger and a case go with a device that a person takes home. */
function accessories(to: Holder): { chargers: number; cases: number; hotspots: number } {
  const one = to.person === null ? 0 : 1;
  return { chargers: one, cases: one, hotspots: 0 };
}
