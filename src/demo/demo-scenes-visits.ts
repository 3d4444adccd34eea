/** Visits of the demo: some of the last weeks with what came of them, today's, those ahead, and a rule that makes more. */
import { moveDevice } from '../custody/actions.ts';
import { acceptRepair } from '../repairs/accept.ts';
import { answerChecks } from '../visits/checklists.ts';
import { addFollowUp } from '../visits/follow-up.ts';
import type { Purpose } from '../visits/forms.ts';
import { arrive, noteVisit, setOut } from '../visits/go.ts';
import { addBench, addDrive, askOvertime } from '../visits/hours.ts';
import { leave } from '../visits/leave.ts';
import { callOffVisit, planVisit } from '../visits/plan.ts';
import { createRule } from '../visits/repeat.ts';
import { addDays } from '../visits/rules.ts';
import { quickly, report } from './demo-scenes-steps.ts';
import type { Today } from './demo-today.ts';
import type { CastKey } from './district.ts';

type Past = {
  by: CastKey;
  /** which of the person's sites */
  nth: number;
  purpose: Purpose;
  /** HH:MM */
  arrived: string;
  note: string;
  /** what the odometer said, in tenths of a mile; null: nobody read it */
  odometer: number | null;
  own: boolean;
  followUp: string;
};

/** Items of the lists that every district starts with: '01900000-…-c00N'. */
const CHECKLISTS: Partial<Record<Purpose, string>> = {
  routine: '01900000-0000-7000-8000-00000000c001',
  closet: '01900000-0000-7000-8000-00000000c002',
};

/** The last weeks, the oldest first: so many days before the plan's end, and what came of it. */
const PAST: readonly (Past & { daysAgo: number })[] = [
  {
    ...{
      daysAgo: 23,
      by: 'specialist-1',
      nth: 0,
      purpose: 'routine',
      arrived: '10:15',
      odometer: 412_305,
      own: false,
    },
    note: 'The loaner shelf is in the media center now.',
    followUp: 'Bring six power bricks for the loaner shelf',
  },
  {
    ...{
      daysAgo: 15,
      by: 'specialist-2',
      nth: 0,
      purpose: 'closet',
      arrived: '10:30',
      odometer: null,
      own: true,
    },
    note: 'The closet was 84 degrees: the fan had stopped.',
    followUp: 'Replace the fan in the closet',
  },
  {
    ...{
      daysAgo: 9,
      by: 'specialist-1',
      nth: 1,
      purpose: 'routine',
      arrived: '09:40',
      odometer: 413_122,
      own: false,
    },
    note: 'Two teachers asked for a second charging cart.',
    followUp: '',
  },
  {
    ...{
      daysAgo: 4,
      by: 'specialist-1',
      nth: 0,
      purpose: 'routine',
      arrived: '10:05',
      odometer: null,
      own: true,
    },
    note: '',
    followUp: '',
  },
];

/** Scenes of earlier days, for the list of all of them. */
export function visitsBefore(): { daysAgo: number; play(today: Today): Promise<void> }[] {
  return [
    ...PAST.map((past) => ({ daysAgo: past.daysAgo, play: (today: Today) => visited(today, past) })),
    { daysAgo: 1, play: evening },
  ];
}

function siteOf(today: Today, by: CastKey, nth: number): string | undefined {
  const sites = today.sitesOf(by);
  return sites[nth] ?? sites[0];
}

/** There, a few repairs, the list, a note, and away again with a recap. */
async function visited(today: Today, x: Past): Promise<void> {
  const site = siteOf(today, x.by, x.nth);
  if (!site) return;
  const me = () => today.as(x.by);
  const plan = { site, day: me().today, fromTime: '', toTime: '', purpose: x.purpose, note: '', people: [] };
  const { id } = await planVisit(me(), plan);
  await setOut(me(), id, { at: before(x.arrived) });
  await arrive(me(), id, { at: x.arrived, odometer: x.odometer, private: x.own });
  const [taken, ...quick] = await today.devices(me(), site, 'one_to_one', 3);
  for (const device of quick) await quickly(me(), device, 'keycap');
  if (taken) {
    const repair = await report(me(), taken, 'types-alone', 'normal', '');
    await acceptRepair(me(), repair, { how: 'take', place: null });
  }
  const list = CHECKLISTS[x.purpose];
  if (list) {
    const answer = {
      i1: 'yes',
      i2: x.purpose === 'closet' ? '84 F' : 'yes',
      i3: 'yes',
      i4: x.followUp ? 'no' : 'yes',
    };
    await answerChecks(me(), id, list, { answer, note: {}, device: {} });
  }
  if (x.note) await noteVisit(me(), id, { text: x.note });
  if (x.followUp) await addFollowUp(me(), id, { text: x.followUp });
  await leave(me(), id, { at: '', recap: '', nextOn: null, mail: false });
}

/** The evening before: hours on the bench, a drive to the depot, overtime that is asked for, and devices in the van. */
async function evening(today: Today): Promise<void> {
  const me = () => today.as('specialist-1');
  const { today: day } = me();
  await addBench(me(), { day, minutes: 95, note: 'Boards from the week before' });
  const depot = today.stage.place('D1').id;
  await addDrive(me(), { day, to: depot, miles: 6.4, odometer: null, private: true });
  await askOvertime(me(), { day, minutes: 45, reason: 'Collection at the middle school ran late' });
  const site = siteOf(today, 'specialist-1', 0);
  const van = today.stage.logins.get(today.number('specialist-1'))?.bin;
  const vehicle = van ? await vehicleOf(today) : null;
  if (!site || !vehicle) return;
  for (const device of await today.devices(me(), site, 'one_to_one', 2)) {
    await report(me(), device, 'no-charge', 'normal', 'Goes along to the bench');
    const form = { to: '', target: `location:${vehicle}`, slot: null, keep: false, custody: null };
    await moveDevice(me(), device.id, form, 'all');
  }
}

async function vehicleOf(today: Today): Promise<string | null> {
  const ctx = today.as('specialist-1');
  const row = await ctx.db.first<{ id: string }>({
    sql: 'SELECT location AS id FROM bins WHERE keeper = ? AND retired_at IS NULL',
    parameters: [ctx.actor.person],
  });
  return row?.id ?? null;
}

/** Today's stops, of which one is going on, the days ahead, one that is called off, and a rule. */
export async function visitsToday(today: Today): Promise<void> {
  const me = () => today.as('specialist-1');
  const day = me().today;
  const sites = today.sitesOf('specialist-1');
  const plan = (site: string, on: string, window: readonly [string, string], purpose: Purpose, note = '') =>
    planVisit(me(), { site, day: on, fromTime: window[0], toTime: window[1], purpose, note, people: [] });
  const stops = sites.slice(0, 3);
  const made: string[] = [];
  for (const [i, site] of stops.entries())
    made.push(
      (
        await plan(
          site,
          day,
          ['', ''],
          i === 2 ? 'carts' : 'routine',
          i === 0 ? 'Ask for the lost cart key' : '',
        )
      ).id,
    );
  const [first] = made;
  if (first) await arrive(me(), first, { at: '', odometer: 413_410, private: false });
  const next = [1, 2, 3, 4, 5, 6, 7].map((n) => addDays(day, n)).filter((one) => !weekend(one));
  const [tomorrow = day, after = day, third = day] = next;
  const [one, two, three] = [sites[0], sites[1] ?? sites[0], sites[2] ?? sites[0]];
  if (one) await plan(one, after, ['08:30', '10:00'], 'testing', 'Before the state tests');
  if (two) await plan(two, tomorrow, ['09:00', '11:00'], 'closet', 'Backup test');
  if (three) {
    const { id } = await plan(three, third, ['', ''], 'routine');
    await callOffVisit(me(), id, { reason: 'The school is closed for a water main repair' });
  }
  const [other] = today.sitesOf('specialist-2');
  const colleague = () => today.as('specialist-2');
  if (other) {
    const form = {
      site: other,
      day: tomorrow,
      fromTime: '',
      toTime: '',
      purpose: 'routine',
      note: '',
      people: [],
    } as const;
    await planVisit(colleague(), { ...form, people: [] });
    await createRule(colleague(), {
      ...{ site: other, person: null, weekday: 2, every: 'fortnightly', fromOn: addDays(day, 7), toOn: null },
      ...{ fromTime: '09:00', toTime: '11:30', purpose: 'routine' },
    });
  }
}

function weekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

/** A quarter of an hour before. */
function before(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const at = hours * 60 + minutes - 15;
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}
