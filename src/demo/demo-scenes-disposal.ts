/** Retired devices on pallets, and what is taken out of them. */
import type { Ctx } from '../context.ts';
import { findDevice } from '../devices/queries.ts';
import { finishLot } from '../disposal/close.ts';
import { takeFromDonor } from '../disposal/donors.ts';
import type { Ticked } from '../disposal/forms.ts';
import { harvest } from '../disposal/harvest.ts';
import { donorLines, donorsFor, harvestItems } from '../disposal/harvest-queries.ts';
import { loadOut } from '../disposal/load-out.ts';
import { findLot } from '../disposal/lot-queries.ts';
import { addToLot, createLot, moveLot, tickScanned } from '../disposal/lots.ts';
import type { Picked, Today } from './demo-today.ts';

type Pallet = { id: string; devices: Picked[] };

/** A pallet from the first scan to the certificate; one device of it was held back. */
export async function soldPallet(today: Today, name: string, count: number): Promise<void> {
  const me = () => today.as('specialist-2');
  const { id, devices } = await gather(today, name, count);
  if (id === '') return;
  const [, ...goes] = devices;
  for (const device of devices) await tick(me(), id, device, 'both');
  await moveLot(me(), id, { move: 'propose', version: await versionOf(me(), id) });
  await moveLot(today.as('manager'), id, { move: 'approve', version: await versionOf(me(), id) });
  for (const device of goes) await loadOut(me(), id, { q: device.tag });
  const ctx = today.as('manager');
  const form = { recycler: 'Second Term Refurbishing', leftOn: ctx.today, proceeds: goes.length * 23_50 + 7 };
  const version = await versionOf(ctx, id);
  const paper = certificate(name, ctx.today, goes.length);
  await finishLot(ctx, today.photos, id, { version, noCertificate: '', ...form }, paper);
}

/** A pallet that is being wiped at the bench. */
export async function pallet(today: Today, name: string, count: number): Promise<void> {
  const { id, devices } = await gather(today, name, count);
  const ticks = ['both', 'both', 'both', 'both', 'deprovisioned', 'wiped'] as const;
  for (const [i, what] of ticks.entries()) {
    const device = devices[i];
    if (device) await tick(today.as('specialist-2'), id, device, what);
  }
}

/** Devices are stripped of what is wanted most into a shelf. */
export async function strip(today: Today, count: number, bin: string): Promise<void> {
  const devices = await today.retired(today.as('specialist-2'), count);
  for (const { id } of devices) {
    const ctx = today.as('specialist-2');
    const { model, variant } = await findDevice(ctx.db, id, 'all');
    const items = (await ctx.db.all(harvestItems(id, model, variant))).filter((one) => one.taken === 0);
    const quantity = Object.fromEntries(items.slice(0, 3).map((one) => [one.item, 1]));
    if (items.length === 0) continue;
    const form = { bin: today.stage.bins.get(bin) ?? '', quantity, reason: 'Lid and panel are as new' };
    await harvest(ctx, id, form);
  }
}

/** A repair waits for a part that nobody has: it comes out of a retired device. */
export async function donate(today: Today, bin: string): Promise<void> {
  const ctx = today.as('specialist-2');
  const lines = await ctx.db.all(donorLines(null, 100));
  const line = lines.find((one) => one.donors > 0 && one.reserved === 0);
  if (!line) return;
  const [donor] = await ctx.db.all(donorsFor(line.repair));
  const place = today.stage.bins.get(bin) ?? null;
  if (donor) await takeFromDonor(ctx, { repair: line.repair, device: donor.id, bin: place });
}

async function gather(today: Today, name: string, count: number): Promise<Pallet> {
  const me = () => today.as('specialist-2');
  const devices = await today.retired(me(), count);
  if (devices.length < 2) return { id: '', devices: [] };
  const { id } = await createLot(me(), { name, place: today.stage.place('D1').id });
  for (const device of devices) await addToLot(me(), id, { q: device.tag });
  return { id, devices };
}

async function tick(ctx: Ctx, lot: string, device: Picked, what: Exclude<Ticked, 'none'>): Promise<void> {
  await tickScanned(ctx, lot, { q: device.tag, what });
}

async function versionOf(ctx: Ctx, id: string): Promise<number> {
  return (await findLot(ctx.db, id)).version;
}

/** One page that says plainly what it is. */
function certificate(name: string, day: string, devices: number): Uint8Array {
  const lines = [
    'Certificate of destruction (made up for this demo)',
    'Second Term Refurbishing',
    `${name}: ${devices} devices, ${day}`,
  ];
  const text = lines.map((line, i) => `BT /F1 14 Tf 60 ${720 - i * 28} Td (${line}) Tj ET`).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`,
  );
}
