/** What is going on in the demo on the day it is shown: each scene by the cast's own hands, through the app. */
import { acceptRepair } from '../repairs/accept.ts';
import { escalateRepair } from '../repairs/escalate.ts';
import { holdRepair } from '../repairs/hold.ts';
import { addNote } from '../repairs/note.ts';
import { makeReady } from '../repairs/ready.ts';
import { sendToVendor } from '../repairs/vendor.ts';
import { auditsToday } from './demo-scenes-audits.ts';
import { loans, proposals, strays, swap } from './demo-scenes-custody.ts';
import { partsToday } from './demo-scenes-parts.ts';
import { find, groupFor, photograph, quickly, report } from './demo-scenes-steps.ts';
import { visitsToday } from './demo-scenes-visits.ts';
import type { Today } from './demo-today.ts';

/** Plays them one after the other. What finds no device in a very small district is left out. */
export async function playToday(today: Today): Promise<void> {
  const [school = ''] = today.sitesOf('contact');
  const mine = today.sitesOf('specialist-1');
  const last = mine.at(-1) ?? school;
  await morning(today, school);
  for (const site of mine.slice(0, 2)) await rounds(today, site);
  await bench(today, today.sitesOf('specialist-2')[0] ?? school);
  await interns(today, last);
  await loans(today, school);
  await swap(today, mine[0] ?? school);
  await strays(today, school);
  await proposals(today, last);
  await partsToday(today);
  await auditsToday(today);
  await visitsToday(today);
}

/** The contact tells what came in before the first lesson, and asks. */
async function morning(today: Today, school: string): Promise<void> {
  const told = [
    ['cracked-screen', 'urgent', 'Stepped on in the gym. State test on Thursday.'],
    ['key-missing', 'normal', 'Two keys are gone, the student has one of them.'],
    ['no-charge', 'high', ''],
  ] as const;
  const devices = await today.devices(today.as('contact'), school, 'one_to_one', told.length);
  for (const [i, device] of devices.entries()) {
    const [symptom, priority, note] = told[i] as (typeof told)[number];
    const repair = await report(today.as('contact'), device, symptom, priority, note);
    if (i !== 0) continue;
    await photograph(today, today.as('contact'), { device, repair, site: school }, 'screen', 'reported');
    const text = 'Can somebody come before Thursday? The whole class is tested on these.';
    const tell = [today.person('specialist-1'), today.stage.person(today.technicianOf(school))];
    await addNote(today.as('contact'), repair, { text, tell });
  }
}

/** A specialist on his round: takes what he can, finds what he cannot, repairs on the spot. */
async function rounds(today: Today, site: string): Promise<void> {
  const me = () => today.as('specialist-1');
  const devices = await today.devices(me(), site, 'one_to_one', 8);
  const [stays, taken, parts, answer, hard, ready, ...quick] = devices;
  if (stays) {
    const repair = await report(me(), stays, 'feet-missing', 'low', '');
    await acceptRepair(me(), repair, { how: 'in_use', place: null });
  }
  if (taken) await acceptRepair(me(), await report(me(), taken, 'types-alone', 'normal', ''), TAKE);
  if (parts) {
    const repair = await report(me(), parts, 'hinge-loose', 'normal', '');
    await acceptRepair(me(), repair, TAKE);
    await find(me(), repair, 'hinge');
    const group = await groupFor(me(), parts.model, 'hinge');
    const waits = group === null ? ({ reason: 'approval' } as const) : ({ reason: 'parts', group } as const);
    await hold(today, repair, { ...waits, note: 'None in the van, none at the depot' });
  }
  if (answer) {
    const repair = await report(me(), answer, 'sign-in', 'normal', '');
    await hold(today, repair, { reason: 'answer', note: 'Which account was it enrolled with?' });
  }
  if (hard) {
    const repair = await report(me(), hard, 'types-alone', 'high', 'Lemonade, two days ago');
    await acceptRepair(me(), repair, TAKE);
    await photograph(today, me(), { device: hard, repair, site }, 'liquid', 'inside');
    await escalateRepair(me(), repair, { level: 3, reason: 'Corrosion on the mainboard' });
    const text = 'Worth saving? Dried and cleaned, the board still does not start.';
    await addNote(me(), repair, { text, tell: [today.person('specialist-3'), today.person('manager')] });
  }
  if (ready) {
    const repair = await report(me(), ready, 'trackpad-dead', 'normal', '');
    await find(me(), repair, 'trackpad', true);
    await makeReady(me(), repair, { outcome: 'repaired', note: '' });
  }
  for (const device of quick) await quickly(me(), device, 'keycap');
}

const TAKE = { how: 'take', place: null } as const;

type Waits = { reason: 'parts' | 'approval' | 'answer'; group?: string; note: string };

async function hold(today: Today, repair: string, { reason, group, note }: Waits): Promise<void> {
  const quantity = reason === 'parts' ? 1 : null;
  const form = { reason, group: group ?? null, quantity, vendor: null, expectedOn: null, note };
  await holdRepair(today.as('specialist-1'), repair, form);
}

/** At the bench: one to the maker, two that wait to be handed back. */
async function bench(today: Today, site: string): Promise<void> {
  const me = () => today.as('specialist-2');
  const [vendor, ...ready] = await today.devices(me(), site, 'one_to_one', 5);
  if (vendor) {
    const repair = await report(me(), vendor, 'no-power', 'normal', '');
    const form = { vendor: today.stage.place('X1').id, expectedOn: null, note: 'Under warranty' };
    await sendToVendor(me(), repair, form);
  }
  for (const device of ready) {
    const repair = await report(me(), device, 'palm-cracked', 'normal', '');
    await find(me(), repair, 'palm-rest', true);
    await photograph(today, me(), { device, repair, site }, 'keys', 'done');
    await makeReady(me(), repair, { outcome: 'repaired', note: '' });
  }
}

/** An intern's first repairs of the day: handed back, waiting to be confirmed. */
async function interns(today: Today, site: string): Promise<void> {
  const devices = await today.devices(today.as('intern'), site, 'cart', 4);
  const faults = ['keycap', 'feet', 'os', 'object'] as const;
  for (const [i, device] of devices.entries()) await quickly(today.as('intern'), device, faults[i] ?? 'os');
}
