import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { REPAIR_STATES, type RepairState } from '../../src/repairs/forms.ts';
import { MOVES, type Move } from '../../src/repairs/rules.ts';
import { row } from '../support/world-row.ts';
import { custodyOf, keptFaults, move, repairOf, reported, type Workshop, workshop } from './workshop.ts';

let shop: Workshop;

beforeEach(async () => {
  shop = await workshop();
});

/** The URL of each move, with a form that is right as far as the state goes. */
function formOf(name: Move): [path: string, fields: Record<string, string>] {
  const { w, s } = shop;
  const forms: Record<Move, [string, Record<string, string>]> = {
    accept: ['accept', { how: 'take' }],
    work: ['work', { fault: 'screen', remedy: 'replaced', minutes: '15' }],
    hold: ['hold', { reason: 'parts', group: s.panels, quantity: '2' }],
    resume: ['resume', { place: w.mapleRoom }],
    escalate: ['escalate', { level: '3', reason: 'The board is dead' }],
    vendor: ['vendor', { vendor: w.vendor }],
    take_over: ['take-over', {}],
    hand_over: ['hand-over', { technician: w.tess }],
    ready: ['ready', { outcome: 'repaired' }],
    rework: ['rework', { reason: 'Still dark' }],
    close: ['close', { outcome: 'repaired', place: 'back' }],
    came_back: ['came-back', { note: 'Dark again' }],
    withdraw: ['withdraw', { reason: 'Told twice' }],
  };
  return forms[name];
}

/** Moves that lead from a report to each state. */
const WAY: Record<RepairState, Move[]> = {
  reported: [],
  accepted: ['accept'],
  in_work: ['work'],
  on_hold: ['hold'],
  at_vendor: ['vendor'],
  ready: ['ready'],
  closed: ['close'],
  withdrawn: ['withdraw'],
};

async function inState(state: RepairState) {
  const repair = await reported(shop, shop.w.one);
  for (const step of WAY[state]) {
    const answer = await move(shop, repair, ...formOf(step));
    expect(answer.status, `${step}: ${answer.text}`).toBe(303);
  }
  const now = await repairOf(shop, shop.w.one);
  expect(now.state).toBe(state);
  return now;
}

/** Repairs in a state, one for each name, each on a device of its own. */
async function writtenIn(state: RepairState, names: readonly Move[]) {
  const { engine, w } = shop;
  const made = names.map((name, i) => ({ name, id: newId(), device: newId(), number: 100 + i }));
  const at = '2027-03-02T14:00:00.000Z';
  if (made.length === 0) return [];
  const ended = state === 'closed' || state === 'withdrawn';
  await engine.batch(
    made.flatMap(({ id, device, number }) => [
      row('devices', {
        ...{ id: device, kind: 'chromebook', model: w.dell3100, home: w.maple, tag: `M${number}` },
        ...{ use: 'one_to_one', state: 'in_service', place: w.maple, at_site: w.maple, created_at: at },
      }),
      row('custody', {
        ...{ id: newId(), device, location: w.maple, why: 'created', from_at: at, recorded_at: at },
      }),
      row('repairs', {
        ...{ id, number, device, site: w.maple, state, reported_at: at, recorded_at: at, due_at: at },
        outcome: ended || state === 'ready' ? 'repaired' : null,
        closed_at: ended ? at : null,
        hold_reason: state === 'on_hold' ? 'answer' : state === 'at_vendor' ? 'vendor' : null,
      }),
      row('repair_lines', { id: newId(), repair: id, position: 1, symptom: 'spill' }),
      ...(state === 'on_hold' || state === 'at_vendor'
        ? [
            row('repair_holds', {
              id: newId(),
              repair: id,
              reason: state === 'on_hold' ? 'answer' : 'vendor',
              from_at: at,
            }),
          ]
        : []),
    ]),
  );
  return made;
}

describe.each(REPAIR_STATES)('from %s', (state) => {
  const legal = (Object.keys(MOVES) as Move[]).filter((name) => MOVES[name].from.includes(state));

  test('every illegal move is refused, told, and changes nothing', async () => {
    const repair = await inState(state);
    let path = '';
    for (const name of (Object.keys(MOVES) as Move[]).filter((one) => !legal.includes(one))) {
      const answer = await move(shop, repair, ...formOf(name));
      expect(answer.status, name).toBe(409);
      expect(answer.text, name).toContain('Not saved');
      expect(await repairOf(shop, shop.w.one), name).toEqual(repair);
      path = formOf(name)[0];
    }
    const page = await shop.app.get(`/repairs/${repair.number}/${path}`, shop.w.sid);
    expect(page.text).toContain('cannot be done to it any more');
  });

  test('every legal move works, with its record', async () => {
    for (const { name, ...repair } of await writtenIn(state, legal)) {
      const answer = await move(shop, repair, ...formOf(name));
      expect(answer.status, `${name}: ${answer.text}`).toBe(303);
      const after = await repairOf(shop, repair.device);
      const start = name === 'hand_over' && state === 'reported' ? 'accepted' : state;
      expect(after.state, name).toBe(MOVES[name].to ?? start);
      expect(after.version, name).toBe(2);
      expect(await shop.app.rows('SELECT 1 FROM records WHERE thing = ?', repair.id), name).toHaveLength(1);
    }
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('the page offers exactly the legal moves', async () => {
    const repair = await inState(state);
    const { text } = await shop.app.get(`/repairs/${repair.number}`, shop.w.ian);
    for (const name of Object.keys(MOVES) as Move[]) {
      const offered = text.includes(`/repairs/${repair.number}/${formOf(name)[0]}`);
      expect(offered, name).toBe(MOVES[name].from.includes(state));
    }
  });
});

describe('what a move does besides', () => {
  test('"I take it" takes the device along; "it stays in use" does not', async () => {
    const { w } = shop;
    const repair = await reported(shop, w.one);
    await move(shop, repair, 'accept', { how: 'take', place: w.van });
    expect(await custodyOf(shop, w.one)).toMatchObject({ location: w.van, person: null, why: 'repair' });
    expect((await repairOf(shop, w.one)).technician).toBe(w.sid);
    const other = await reported(shop, w.two);
    const before = await custodyOf(shop, w.two);
    await move(shop, other, 'accept', { how: 'in_use', place: w.van });
    expect(await custodyOf(shop, w.two)).toEqual(before);
  });

  test('a hold for parts stops the due clock, one for a board does not', async () => {
    const { app, w, s } = shop;
    const repair = await reported(shop, w.one);
    await move(shop, repair, 'hold', { reason: 'parts', group: s.panels, quantity: '2' });
    expect((await repairOf(shop, w.one)).hold_reason).toBe('parts');
    app.later(24 * 3_600_000);
    await move(shop, repair, 'resume');
    const resumed = await repairOf(shop, w.one);
    expect(resumed.due_at).toBe('2027-03-10T15:00:00.000Z');
    expect(resumed.expected_on).toBe('2027-03-10');
    await move(shop, repair, 'hold', { reason: 'board' });
    app.later(24 * 3_600_000);
    await move(shop, repair, 'resume');
    expect((await repairOf(shop, w.one)).due_at).toBe('2027-03-10T15:00:00.000Z');
    expect(await app.rows('SELECT reason, to_at IS NULL AS open FROM repair_holds ORDER BY from_at')).toEqual(
      [
        { reason: 'parts', open: 0 },
        { reason: 'board', open: 0 },
      ],
    );
  });

  test('the vendor has what is sent there; back from it needs a place', async () => {
    const { w } = shop;
    const repair = await reported(shop, w.one);
    await move(shop, repair, 'vendor', { vendor: w.vendor });
    expect(await custodyOf(shop, w.one)).toMatchObject({ location: w.vendor, why: 'vendor' });
    expect((await repairOf(shop, w.one)).hold_reason).toBe('vendor');
    const nowhere = await move(shop, repair, 'resume');
    expect(nowhere.status).toBe(422);
    expect(nowhere.text).toContain('Say where the device is now');
    await move(shop, repair, 'resume', { place: w.van });
    expect(await custodyOf(shop, w.one)).toMatchObject({ location: w.van, why: 'repair' });
    expect((await move(shop, repair, 'vendor', { vendor: w.depot })).status).toBe(422);
  });

  test('handed back goes to whom it is issued; spare and retirement need a place and end the issue', async () => {
    const { app, w } = shop;
    const repair = await reported(shop, w.one);
    await move(shop, repair, 'accept', { how: 'take', place: w.van });
    await move(shop, repair, 'close', { outcome: 'repaired', place: 'back' });
    expect(await custodyOf(shop, w.one)).toMatchObject({
      location: w.maple,
      person: w.student,
      why: 'hand_back',
    });
    const two = await reported(shop, w.birchDevice);
    expect((await move(shop, two, 'close', { outcome: 'not_worth', place: 'retire' })).status).toBe(422);
    await move(shop, two, 'close', { outcome: 'not_worth', place: 'retire', location: w.depot });
    expect(await custodyOf(shop, w.birchDevice)).toMatchObject({ location: w.depot, person: null });
    expect(await app.rows('SELECT assigned_person FROM devices WHERE id = ?', w.birchDevice)).toEqual([
      { assigned_person: null },
    ]);
    expect(await app.rows('SELECT kind, thing FROM proposals')).toEqual([
      { kind: 'retire', thing: w.birchDevice },
    ]);
    const three = await reported(shop, w.two);
    await move(shop, three, 'close', { outcome: 'repaired', place: 'spare', location: w.maple });
    expect(await app.rows('SELECT use FROM devices WHERE id = ?', w.two)).toEqual([{ use: 'spare' }]);
    const [tally] = await app.rows<{ n: number }>(
      "SELECT n FROM device_tallies WHERE home = ? AND use = 'spare' AND state = 'in_service'",
      w.maple,
    );
    expect(tally?.n).toBe(2);
  });

  test('the loaner comes back in the same step', async () => {
    const { app, w } = shop;
    await app.post(
      `/devices/${w.loaner}/loan`,
      { target: `person:${w.student}`, dueOn: '2027-03-20' },
      w.sid,
    );
    expect(await custodyOf(shop, w.loaner)).toMatchObject({ person: w.student, why: 'loan' });
    const repair = await reported(shop, w.one);
    const form = await app.get(`/repairs/${repair.number}/close`, w.sid);
    expect(form.text).toContain('50002');
    await move(shop, repair, 'close', { outcome: 'repaired', place: 'back', loaner: w.loaner });
    expect(await custodyOf(shop, w.loaner)).toMatchObject({ location: w.maple, person: null, why: 'return' });
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('closing needs an outcome, and takes the one that it was made ready with', async () => {
    const { w } = shop;
    const repair = await reported(shop, w.one);
    const answer = await move(shop, repair, 'close', { place: 'back' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Say how it ended');
    await move(shop, repair, 'ready', { outcome: 'no_fault' });
    await move(shop, repair, 'close', { place: 'back' });
    expect(await repairOf(shop, w.one)).toMatchObject({ state: 'closed', outcome: 'no_fault' });
  });

  test('escalated: of the higher level and nobody has it until one takes over', async () => {
    const { w } = shop;
    const repair = await reported(shop, w.one);
    await move(shop, repair, 'accept', { how: 'in_use' });
    await move(shop, repair, 'escalate', { level: '2', reason: 'Hinge' });
    expect(await repairOf(shop, w.one)).toMatchObject({ level: 2, technician: null, state: 'accepted' });
    expect((await move(shop, repair, 'escalate', { level: '2', reason: 'again' })).status).toBe(422);
    expect((await move(shop, repair, 'escalate', { level: '3', reason: '' })).status).toBe(422);
    await move(shop, repair, 'take-over', {}, w.tess);
    expect((await repairOf(shop, w.one)).technician).toBe(w.tess);
    expect((await move(shop, repair, 'hand-over', { technician: w.cora })).status).toBe(422);
  });

  test('came back opens it again with a new due time, but not beside another open one', async () => {
    const { app, w } = shop;
    const repair = await reported(shop, w.one);
    await move(shop, repair, 'close', { outcome: 'repaired', place: 'back' });
    app.later(7 * 24 * 3_600_000);
    await move(shop, repair, 'came-back', { symptom: 'lines', note: '' });
    expect(await repairOf(shop, w.one)).toMatchObject({
      state: 'reported',
      came_back: 1,
      outcome: null,
      closed_at: null,
      due_at: '2027-03-16T14:00:00.000Z',
    });
    await move(shop, repair, 'close', { outcome: 'repaired', place: 'back' });
    await reported(shop, w.one);
    const answer = await move(shop, repair, 'came-back', { note: 'again' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('R-000002 is open');
  });

  test('withdrawing takes the lines out of the tallies', async () => {
    const { app, w } = shop;
    const repair = await reported(shop, w.one, { fault: 'screen' });
    expect(await app.rows('SELECT n FROM fault_tallies')).toEqual([{ n: 1 }]);
    await move(shop, repair, 'withdraw', { reason: 'Told twice' });
    expect(await app.rows('SELECT n FROM fault_tallies')).toEqual([{ n: 0 }]);
    expect(await keptFaults(shop)).toEqual([]);
  });
});
