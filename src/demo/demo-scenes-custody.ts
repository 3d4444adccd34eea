/** Scenes of who has what: loans, a swap, what is lost and what turned up, what somebody asks a manager for. */
import { checkIn, lend } from '../custody/actions.ts';
import { swapDevices } from '../custody/swap.ts';
import { createDevice } from '../devices/create.ts';
import { haveItHere } from '../devices/find-again.ts';
import { loseDevice } from '../devices/lose.ts';
import { retireDevice } from '../devices/retire.ts';
import { createModel } from '../models/actions.ts';
import { storePhotos } from '../photos/actions.ts';
import { report, shots } from './demo-scenes-steps.ts';
import type { Today } from './demo-today.ts';

/** Students who left theirs at home have a loaner until the evening; one charger did not come back. */
export async function loans(today: Today, school: string): Promise<void> {
  const me = () => today.as('contact');
  const students = await me().db.all<{ id: string }>({
    sql: `SELECT id FROM people WHERE site = ? AND kind = 'student' AND active = 1 ORDER BY sort_name LIMIT 3`,
    parameters: [today.stage.place(school).id],
  });
  const loaners = await today.devices(me(), school, 'loaner', students.length);
  for (const [i, { id }] of loaners.entries()) {
    const ctx = me();
    const target = `person:${students[i]?.id ?? ''}`;
    await lend(ctx, id, { to: '', target, dueOn: ctx.today, custody: null }, 'all');
  }
  const [back] = await today.devices(me(), school, 'one_to_one', 1);
  if (!back?.holder) return;
  const desk = { to: '', target: `location:${today.stage.place(school).id}` };
  await checkIn(me(), back.id, { ...desk, end: true, missing: ['charger'], custody: null }, 'all');
}

/** A broken one against a spare, until it is repaired. */
export async function swap(today: Today, site: string): Promise<void> {
  const me = () => today.as('specialist-1');
  const [broken] = await today.devices(me(), site, 'one_to_one', 1);
  const [spare] = await today.devices(me(), site, 'spare', 1);
  if (!broken || !spare) return;
  await swapDevices(me(), broken.id, {
    spare: spare.tag,
    how: 'loaner',
    to: '',
    target: `location:${today.stage.place(site).id}`,
    symptom: 'cracked-screen',
    note: 'Dropped on the stairs',
    dueOn: null,
    custody: null,
  });
}

/** One is missed, one is at another school, one has neither tag nor serial. */
export async function strays(today: Today, school: string): Promise<void> {
  const [lost, elsewhere] = await today.devices(today.as('contact'), school, 'one_to_one', 2);
  if (lost) {
    const reason = 'Left on the bus this morning';
    const form = { seen: 'in_service', state: 'lost', policeReport: '', reason } as const;
    await loseDevice(today.as('contact'), lost.id, form, 'all');
  }
  const [other] = today.sitesOf('specialist-2');
  if (elsewhere && other && other !== school) {
    const note = 'Was in our lost and found box';
    await haveItHere(today.contactOf(other), elsewhere.id, { note }, today.stage.place(other).id);
  }
  const me = () => today.as('specialist-1');
  const [like] = await today.devices(me(), school, 'cart', 1);
  if (!like) return;
  const { id } = await createDevice(
    me(),
    {
      model: like.model,
      variant: null,
      home: today.stage.place(school).id,
      condition: 'poor',
      purchasedOn: null,
      cost: null,
      orderNumber: '',
      fundingSource: '',
      federalShare: null,
      warrantyUntil: null,
      coveragePlan: null,
      coverageUntil: null,
      note: 'In a box behind the stage. Both labels are gone.',
      custom: {},
      tag: '',
      serial: '',
      unidentified: true,
      use: 'spare',
      at: today.stage.place(school).id,
    },
    await storePhotos(today.photos, shots('hinge', 1)),
  );
  const unknown = { id, tag: '', serial: '', model: like.model, holder: null };
  await report(me(), unknown, 'hinge-loose', 'low', '');
}

/** What a specialist may not do alone. */
export async function proposals(today: Today, site: string): Promise<void> {
  const me = () => today.as('specialist-1');
  const [old] = await today.devices(me(), site, 'loaner', 1);
  const reason = 'The third mainboard';
  if (old) await retireDevice(me(), old.id, { seen: 'in_service', why: 'damaged', reason });
  await createModel(me(), {
    maker: 'Acer',
    name: 'Chromebook Plus 514',
    number: 'CB514-5H',
    kind: 'chromebook',
    warrantyMonths: 12,
    price: 39_900,
    aueOn: null,
    aueSource: '',
    aueReadOn: null,
  });
}
