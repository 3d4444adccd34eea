/** Acts on repairs through the app's actions. */
import type { Ctx } from '../context.ts';
import { acceptRepair } from '../repairs/accept.ts';
import { repairCameBack } from '../repairs/came-back.ts';
import { closeRepair } from '../repairs/close.ts';
import { confirmRepairs } from '../repairs/confirm.ts';
import { escalateRepair } from '../repairs/escalate.ts';
import { handOver, takeOver } from '../repairs/hand-over.ts';
import { holdRepair } from '../repairs/hold.ts';
import { quickRepair } from '../repairs/quick.ts';
import { makeReady } from '../repairs/ready.ts';
import { reportRepair } from '../repairs/report.ts';
import { resumeRepair } from '../repairs/resume.ts';
import { sendToVendor } from '../repairs/vendor.ts';
import { workOnLine } from '../repairs/work.ts';
import type { Act, RepairAct } from './acts.ts';
import { handBack } from './demo-sessions.ts';
import type { Stage } from './demo-stage.ts';
import type { PlanLine } from './plan-types.ts';

export type Repairing = Act & RepairAct;

export function isRepairAct(act: Act): act is Repairing {
  return 'repair' in act;
}

export async function playRepair(stage: Stage, ctx: Ctx, act: Repairing): Promise<void> {
  const { repair } = act;
  const device = stage.device(act.device);
  if (act.do === 'report') {
    const hadDevice = repair.hadDevice === null ? null : stage.person(repair.hadDevice);
    const symptom = repair.lines[0]?.symptom ?? null;
    const form = { symptom, fault: null, note: '', hadDevice, priority: repair.priority };
    const done = await reportRepair(ctx, device, form);
    stage.repairs.set(repair.number, done.repair);
    return;
  }
  if (act.do === 'quick') {
    stage.repairs.set(repair.number, await quick(stage, ctx, act));
    return;
  }
  const id = stage.repairs.get(repair.number) ?? '';
  switch (act.do) {
    case 'accept':
      await acceptRepair(ctx, id, { how: 'take', place: null });
      break;
    case 'escalate':
      await escalateRepair(ctx, id, { level: act.level, reason: 'Needs the bench and another level' });
      break;
    case 'hand over':
      await handOver(ctx, id, { technician: stage.person(act.technician), note: '' });
      break;
    case 'take over':
      await takeOver(ctx, id);
      break;
    case 'start':
      await start(ctx, id, act.fault);
      break;
    case 'work':
      await work(stage, ctx, id, act);
      break;
    case 'hold': {
      const parts = act.reason === 'parts';
      const group = parts && act.group !== null ? (stage.groups.get(act.group) ?? null) : null;
      const vendor = act.vendor === null ? null : stage.place(act.vendor).id;
      const quantity = parts ? act.quantity : null;
      await holdRepair(ctx, id, { reason: act.reason, group, quantity, vendor, expectedOn: null, note: '' });
      break;
    }
    case 'resume':
      await resumeRepair(ctx, id, { place: null, note: '' });
      break;
    case 'send':
      await sendToVendor(ctx, id, { vendor: stage.place(act.vendor).id, expectedOn: null, note: '' });
      break;
    case 'receive':
      await resumeRepair(ctx, id, { place: stage.place(act.place).id, note: '' });
      break;
    case 'ready':
      await makeReady(ctx, id, { outcome: act.outcome, note: '' });
      break;
    case 'close':
      await close(stage, ctx, id, act);
      break;
    case 'came back':
      await repairCameBack(ctx, id, { symptom: null, note: '' });
      break;
    case 'confirm':
      await confirmRepairs(ctx, { repair: [id] });
  }
}

async function quick(stage: Stage, ctx: Ctx, act: Repairing & { do: 'quick' }): Promise<string> {
  const { repair, serial } = act;
  const line = repair.lines[0] as PlanLine;
  const outcome = repair.steps.find((step) => step.do === 'ready')?.outcome ?? 'repaired';
  const done = await quickRepair(ctx, stage.device(act.device), {
    fault: line.fault ?? '',
    remedy: line.remedy ?? '',
    cause: line.cause,
    minutes: line.minutes,
    outcome,
    place: 'stay',
    location: null,
    loaner: null,
    repair: null,
    lines: [],
    doneOn: null,
    note: '',
    serial: serial ?? '',
    covered: repair.covered,
    next: null,
    ...partsOf(stage, line),
  });
  return done.repair;
}

/** The first look: what it is, before anything is done. */
async function start(ctx: Ctx, repair: string, fault: string): Promise<void> {
  const [line = null] = await linesOf(ctx, repair);
  const nothing = { remedy: null, cause: null, minutes: 0, note: '', serial: '', done: false };
  await workOnLine(ctx, repair, { line, fault, ...nothing, ...NO_PARTS });
}

async function work(stage: Stage, ctx: Ctx, repair: string, act: Repairing & { do: 'work' }): Promise<void> {
  const plan = act.repair.lines[act.line] as PlanLine;
  const line = (await linesOf(ctx, repair))[act.line] ?? null;
  const { remedy, cause, minutes } = plan;
  const done = { remedy, cause, minutes, note: '', serial: act.serial ?? '', done: true };
  await workOnLine(ctx, repair, { line, fault: plan.fault ?? '', ...done, ...partsOf(stage, plan) });
}

async function linesOf(ctx: Ctx, repair: string): Promise<string[]> {
  const rows = await ctx.db.all<{ id: string }>({
    sql: 'SELECT id FROM repair_lines WHERE repair = ? ORDER BY position',
    parameters: [repair],
  });
  return rows.map(({ id }) => id);
}

const NO_PARTS = { parts: [], kits: [], partCode: '', partBin: null, quantity: 1 };

function partsOf(stage: Stage, line: PlanLine) {
  const parts = line.parts.map(({ sku, bin }) => {
    const from = bin === null ? '' : (stage.bins.get(bin) ?? '');
    return `${stage.parts.get(sku) ?? ''}:${from}`;
  });
  return { ...NO_PARTS, parts, quantity: line.parts[0]?.quantity ?? 1 };
}

async function close(stage: Stage, ctx: Ctx, id: string, act: Repairing & { do: 'close' }): Promise<void> {
  const { retireTo, handTo } = act;
  if (handTo !== null) {
    await handBack(stage, ctx, act, handTo);
    return;
  }
  const place = retireTo === null ? 'back' : 'retire';
  const location = retireTo === null ? null : stage.place(retireTo).id;
  await closeRepair(ctx, id, { outcome: act.outcome, place, location, loaner: null, note: '' });
}
