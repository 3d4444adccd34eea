/** Batches to a vendor, as the bench sends them and as they come back. */
import { bringBack } from '../claims/back.ts';
import { chaseBatch, createBatch } from '../claims/edit.ts';
import type { Back } from '../claims/forms.ts';
import { deprovisionClaims, packBatch } from '../claims/pack.ts';
import { type Claim, claimsOf, findBatch } from '../claims/queries.ts';
import { sendBatch } from '../claims/send.ts';
import type { Ctx } from '../context.ts';
import { report } from './demo-scenes-steps.ts';
import type { Picked, Today } from './demo-today.ts';

type Papers = { rma: string; carrier: string; tracking: string };
/** Devices come from the first of the sites that have some. */
type Fresh = { sites: readonly string[]; symptoms: readonly string[]; vendor: string; note: string };

/** A box to the maker: reported, taken out of the console, packed, sent. @returns its id, '' for none */
export async function sendBox(
  today: Today,
  fresh: Fresh,
  papers: Papers,
  expectedOn: string | null,
): Promise<string> {
  const me = () => today.as('specialist-2');
  const id = await gather(today, fresh);
  if (id === '') return '';
  const claims = await claimsNow(me(), id);
  await deprovisionClaims(me(), id, { claims: claims.map((claim) => claim.id), how: 'done' });
  await packBatch(me(), id, { version: (await findBatch(me().db, id)).version });
  const { version } = await findBatch(me().db, id);
  await sendBatch(me(), id, { version, ...papers, expectedOn, uncovered: true });
  return id;
}

/** One came back repaired, for another one a new unit came, a third was refused; the rest is still there. */
export async function partlyBack(today: Today, id: string): Promise<void> {
  if (id === '') return;
  const me = () => today.as('specialist-2');
  const place = today.stage.place('D1').id;
  const [repaired, exchanged, refused] = await claimsNow(me(), id);
  const plain = { place, reason: '', giveBack: false, serial: '', model: null, caseNumber: '' };
  const back = async (claim: Claim | undefined, form: Partial<Back> & Pick<Back, 'how'>) => {
    if (claim) await bringBack(me(), id, claim.id, { ...plain, ...form });
  };
  await back(repaired, { how: 'ready' });
  await back(exchanged, { how: 'exchanged', serial: `Z${exchanged?.serial ?? ''}` });
  await back(refused, { how: 'refused', reason: 'Liquid inside: not covered, returned as it was' });
  const text = 'The rest waits for boards, three to four days. Ask again on Friday.';
  await chaseBatch(me(), id, { text });
}

/** A draft that somebody goes on with: one is ticked, the others still are in the console. */
export async function draftBox(today: Today, fresh: Fresh): Promise<void> {
  const id = await gather(today, fresh);
  if (id === '') return;
  const me = () => today.as('specialist-2');
  const [first] = await claimsNow(me(), id);
  if (first) await deprovisionClaims(me(), id, { claims: [first.id], how: 'done' });
}

async function gather(today: Today, { sites, symptoms, vendor, note }: Fresh): Promise<string> {
  const me = () => today.as('specialist-2');
  const devices: Picked[] = [];
  for (const site of sites)
    devices.push(...(await today.devices(me(), site, 'one_to_one', symptoms.length - devices.length, true)));
  if (devices.length === 0) return '';
  const repairs: string[] = [];
  for (const [i, device] of devices.entries())
    repairs.push(await report(me(), device, symptoms[i] ?? 'no-power', 'normal', ''));
  const papers = { rma: '', carrier: '', tracking: '', expectedOn: null };
  const form = { vendor: today.stage.place(vendor).id, ...papers, note, repairs };
  return (await createBatch(me(), form)).id;
}

function claimsNow(ctx: Ctx, batch: string): Promise<Claim[]> {
  return ctx.db.all(claimsOf(batch, ctx.today));
}
