/** What the scenes of today are made of. */
import type { Ctx } from '../context.ts';
import { addPhotos } from '../photos/actions.ts';
import type { PhotoStep } from '../photos/forms.ts';
import type { Priority } from '../repairs/forms.ts';
import { quickRepair } from '../repairs/quick.ts';
import { reportRepair } from '../repairs/report.ts';
import { startingFaults } from '../repairs/starting-list.ts';
import { workOnLine } from '../repairs/work.ts';
import { partsForFault } from '../stock/queries.ts';
import { type Damage, picture } from './demo-pictures.ts';
import type { Picked, Today } from './demo-today.ts';

const NO_PARTS = { parts: [], kits: [], partCode: '', partBin: null, quantity: 1 };

/** @returns id of the repair */
export async function report(
  ctx: Ctx,
  { id, holder }: Picked,
  symptom: string,
  priority: Priority,
  note: string,
): Promise<string> {
  const form = { symptom, fault: null, hadDevice: holder, priority, note };
  return (await reportRepair(ctx, id, form)).repair;
}

/** The reported line turns out to be this fault; `done`: and is repaired, with a part where one is at hand. */
export async function find(ctx: Ctx, repair: string, fault: string, done = false): Promise<void> {
  const row = await ctx.db.first<{ line: string; model: string; variant: string | null }>({
    sql: `SELECT l.id AS line, d.model, d.variant FROM repair_lines AS l JOIN repairs AS r ON r.id = l.repair
          JOIN devices AS d ON d.id = r.device WHERE l.repair = ? ORDER BY l.position`,
    parameters: [repair],
  });
  const { remedy, minutes } = usual(fault);
  const parts = done && row ? await partAtHand(ctx, { ...row, fault }) : [];
  await workOnLine(ctx, repair, {
    line: row?.line ?? null,
    fault,
    remedy: done ? remedy : null,
    cause: done ? 'accident' : null,
    minutes: done ? minutes : 0,
    note: '',
    serial: '',
    done,
    ...NO_PARTS,
    parts,
  });
}

/** Reported, done and closed on one screen. */
export async function quickly(ctx: Ctx, { id, model }: Picked, fault: string): Promise<void> {
  const { remedy, minutes } = usual(fault);
  await quickRepair(ctx, id, {
    fault,
    remedy,
    minutes,
    cause: 'wear',
    outcome: 'repaired',
    place: 'stay',
    location: null,
    loaner: null,
    repair: null,
    lines: [],
    doneOn: null,
    note: '',
    serial: '',
    covered: false,
    next: null,
    ...NO_PARTS,
    parts: await partAtHand(ctx, { model, variant: null, fault }),
  });
}

function usual(code: string): { remedy: string; minutes: number } {
  const fault = startingFaults.find((one) => one.code === code);
  return { remedy: fault?.remedy ?? 'repaired', minutes: fault?.minutes ?? 15 };
}

async function partAtHand(
  ctx: Ctx,
  into: { model: string; variant: string | null; fault: string },
): Promise<string[]> {
  const offers = await partsForFault(ctx.db, { ...into, person: ctx.actor.person });
  const offer = offers.find((one) => !one.counted || one.mine > 0 || one.depot > 0);
  if (!offer) return [];
  const bin = offer.counted ? (offer.mine > 0 ? offer.mineBin : offer.depotBin) : null;
  return [`${offer.part}:${bin ?? ''}`];
}

/** The interchange group that fits a model for a fault; null where nobody knows one. */
export async function groupFor(ctx: Ctx, model: string, fault: string): Promise<string | null> {
  const row = await ctx.db.first<{ id: string }>({
    sql: `SELECT interchange_group AS id FROM fits
          WHERE model = ? AND fault = ? AND state = 'confirmed' AND interchange_group IS NOT NULL ORDER BY id`,
    parameters: [model, fault],
  });
  return row?.id ?? null;
}

export type Pictured = { device: Pick<Picked, 'id' | 'tag'>; repair: string | null; site: string };

/** A drawn photo of the damage, as the phone would send it: large and small. */
export async function photograph(
  today: Today,
  ctx: Ctx,
  { device, repair, site }: Pictured,
  damage: Damage,
  step: PhotoStep,
): Promise<void> {
  const target = { device: device.id, repair, site: today.stage.place(site).id };
  await addPhotos(ctx, today.photos, target, shots(damage, Number(device.tag) || 1), { step });
}

export function shots(damage: Damage, nth: number) {
  return { photos: [picture(damage, nth, 1_600)], thumbs: [picture(damage, nth, 320)] };
}
