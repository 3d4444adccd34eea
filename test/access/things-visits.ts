import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import type { TestApp } from '../support/app.ts';
import type { Cast } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';

export const VISIT_PHOTOS = { own: `${'v'.repeat(30)}1.jpg`, other: `${'v'.repeat(30)}2.jpg` };

/** A visit of all technicians at each school, with a picture and something to be done. */
export async function visitThings(app: TestApp, engine: Engine, w: Cast) {
  const visit = { own: newId(), other: newId() };
  const followUp = { own: newId(), other: newId() };
  const made = (side: 'own' | 'other', site: string) => [
    row('visits', {
      id: visit[side],
      site,
      day: '2027-03-02',
      purpose: 'routine',
      state: 'planned',
      planned_by: w.mara,
      planned_at: AT,
    }),
    ...[w.ivy, w.ian, w.tess, w.sid].map((person) =>
      row('visit_people', { visit: visit[side], person, day: '2027-03-02' }),
    ),
    row('follow_ups', { id: followUp[side], visit: visit[side], site, text: 'Bring a fan', at: AT }),
    row('visit_photos', {
      id: newId(),
      visit: visit[side],
      name: VISIT_PHOTOS[side],
      thumb: VISIT_PHOTOS[side],
      type: 'image/jpeg',
      at: AT,
    }),
  ];
  await engine.batch([...made('own', w.maple), ...made('other', w.birch)]);
  const [visitRule, leg, overtime, testingWindow] = [newId(), newId(), newId(), newId()];
  await engine.batch([
    row('visit_rules', {
      id: visitRule,
      site: w.maple,
      person: w.sid,
      rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU',
      from_on: '2027-03-09',
      purpose: 'routine',
      made_until: '2027-05-01',
      at: AT,
    }),
    row('legs', {
      id: leg,
      person: w.sid,
      day: '2027-03-01',
      to_site: w.maple,
      tenths: 10,
      how: 'typed',
      at: AT,
    }),
    row('overtime', { id: overtime, person: w.ian, day: '2027-03-01', minutes: 30, reason: 'Late', at: AT }),
    row('testing_windows', { id: testingWindow, name: 'Tests', from_on: '2027-04-01', to_on: '2027-04-02' }),
  ]);
  for (const name of Object.values(VISIT_PHOTOS))
    void app.photos.put(name, { bytes: new Uint8Array(1), type: 'image/jpeg' });
  const same = (id: string) => ({ own: id, other: id });
  return {
    visit,
    followUp,
    visitPhoto: VISIT_PHOTOS,
    visitRule: same(visitRule),
    checklist: same('01900000-0000-7000-8000-00000000c003'),
    leg: same(leg),
    overtime: same(overtime),
    testingWindow: same(testingWindow),
  };
}
