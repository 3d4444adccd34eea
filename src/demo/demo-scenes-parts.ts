/** Stock, vendors and disposal of the demo: some weeks ago, and on the day it is shown. */
import { planCounts } from '../upkeep/plan-counts.ts';
import { planVehicles } from '../upkeep/plan-vehicles.ts';
import { signedAudit } from './demo-scenes-audits.ts';
import { begin, count, firstCount } from './demo-scenes-counts.ts';
import { donate, pallet, soldPallet, strip } from './demo-scenes-disposal.ts';
import { askAfter, openAccounts, type Purchasing, propose, receive, sendOff } from './demo-scenes-orders.ts';
import { keep, kits, send } from './demo-scenes-stock.ts';
import { draftBox, partlyBack, sendBox } from './demo-scenes-vendors.ts';
import type { Today } from './demo-today.ts';

/** A scene of an earlier day: so many days before the last one of the plan. */
export type Earlier = { daysAgo: number; play(today: Today): Promise<void> };

/**
 * What was sent, counted and sold before, told anew for each district. Counts of then find what the books say or
 * more: what the plan takes out of the bins later must still be there.
 */
export function earlier(): Earlier[] {
  let box = '';
  let shop: Purchasing = { suppliers: [], budget: '' };
  const orders: string[] = [];
  const ordered = (daysAgo: number, nth: number, lines: number, quantity: number): Earlier => ({
    daysAgo,
    async play(today) {
      const order = await propose(today, shop, { nth, lines, quantity, reason: 'For the next months' });
      await sendOff(today, order);
      orders.push(order);
    },
  });
  const came = (daysAgo: number, nth: number, bin: string, missing = 0): Earlier => ({
    daysAgo,
    play: (today) => receive(today, orders[nth] ?? '', bin, missing),
  });
  const counted = (daysAgo: number, bin: string, differs: readonly number[]): Earlier => ({
    daysAgo,
    play: (today) => count(today, { by: 'specialist-2', bin, differs, reason: 'found' }),
  });
  return [
    {
      daysAgo: 112,
      async play(today) {
        shop = await openAccounts(today);
      },
    },
    ordered(110, 0, 6, 4),
    came(104, 0, 'D1-A'),
    ordered(82, 1, 5, 4),
    came(71, 1, 'D1-B'),
    ordered(66, 0, 5, 3),
    came(59, 2, 'D1-A'),
    ordered(47, 2, 4, 3),
    came(45, 3, 'D1-C'),
    ordered(34, 0, 5, 4),
    came(27, 4, 'D1-A'),
    ordered(20, 1, 5, 6),
    came(8, 5, 'D1-B', 3),
    {
      daysAgo: 2,
      play: (today) => askAfter(today, orders[5] ?? '', 'The rest was promised for the end of the week'),
    },
    counted(88, 'D1-A', [0, 1, 0, 0, 2, 0]),
    counted(61, 'D1-B', [0, 0, 1, 0, 0, 0, 0]),
    counted(54, 'D2-A', [1, 0, 0, 0, 0]),
    {
      daysAgo: 41,
      play: (today) => soldPallet(today, 'Pallet 1, retired over the summer', 9),
    },
    counted(32, 'D1-A', [0, 0, 0, 1, 0, 0, 0, 0]),
    {
      daysAgo: 24,
      async play(today) {
        const symptoms = ['no-power', 'no-charge', 'no-power', 'no-picture', 'shuts-off', 'no-power'];
        const note = 'For the boards that start to fail in their second year';
        const papers = { rma: 'RMA-10417', carrier: 'Snail and Daughters Freight', tracking: 'SD-000-417' };
        const until = today.as('specialist-2');
        const expectedOn = later(until.today, 18);
        box = await sendBox(
          today,
          { sites: sitesFor(today), symptoms, vendor: 'X1', note },
          papers,
          expectedOn,
        );
      },
    },
    { daysAgo: 17, play: signedAudit },
    { daysAgo: 13, play: (today) => strip(today, 2, 'D1-A') },
    { daysAgo: 5, play: (today) => partlyBack(today, box) },
    {
      daysAgo: 3,
      async play(today) {
        const symptoms = ['no-power', 'types-alone', 'no-charge'];
        const papers = { rma: 'RMA-10455', carrier: 'Snail and Daughters Freight', tracking: 'SD-000-455' };
        const until = today.as('specialist-2');
        const note = 'Accident plan';
        const fresh = { sites: sitesFor(today).toReversed(), symptoms, vendor: 'X1', note };
        await sendBox(today, fresh, papers, later(until.today, 16));
      },
    },
  ];
}

/** What is under way in the stock on the day it is shown. */
export async function partsToday(today: Today): Promise<void> {
  await kits(today, 2);
  await ordersToday(today);
  await draftBox(today, {
    sites: sitesFor(today),
    symptoms: ['no-power', 'no-charge', 'no-picture'],
    vendor: 'X1',
    note: 'Goes on Friday',
  });
  await pallet(today, 'Pallet 2, updates have ended', 11);
  await donate(today, 'D1-A');
  await keep(today, 3);
  await send(today, {
    from: 'D1-B',
    to: 'specialist-1',
    parts: 3,
    note: 'In the grey crate on the bench',
    received: 'short',
  });
  await send(today, {
    from: 'D1-A',
    to: 'specialist-1',
    parts: 4,
    note: 'With the noon courier',
    received: 'not yet',
  });
  await count(today, {
    by: 'specialist-2',
    bin: 'D1-B',
    differs: [0, -1, 0, 0, 1, 0, 0, 0],
    reason: 'miscount',
  });
  await count(today, { by: 'intern', bin: 'D1-C', differs: [0, 0, -2, 0, 1], reason: 'used_without_record' });
  await count(today, { by: 'specialist-2', bin: 'D2-B', differs: [-9, 0, 0], reason: 'other' });
  await firstCount(today, 'specialist-1');
  await begin(today, { by: 'specialist-2', bin: 'D1-A', differs: [0, 0, -1] });
  // As every night, so that classes, schedules and minimums are there without waiting for one.
  await planCounts(() => today.program());
  await planVehicles(today.program());
}

/** One order is under way since this morning, another one waits for a manager. */
async function ordersToday(today: Today): Promise<void> {
  const shop = await knownShop(today);
  await sendOff(
    today,
    await propose(today, shop, { nth: 2, lines: 4, quantity: 5, reason: 'Below a month' }),
  );
  await propose(today, shop, { nth: 0, lines: 9, quantity: 14, reason: 'Collection in June breaks screens' });
}

async function knownShop(today: Today): Promise<Purchasing> {
  const { db } = today.as('manager');
  const suppliers = await db.all<{ id: string }>({
    sql: 'SELECT id FROM suppliers ORDER BY n',
    parameters: [],
  });
  const budget = await db.first<{ id: string }>({ sql: 'SELECT id FROM budgets LIMIT 1', parameters: [] });
  return { suppliers: suppliers.map(({ id }) => id), budget: budget?.id ?? '' };
}

/** Schools whose devices the bench sends away. */
function sitesFor(today: Today): string[] {
  const keys = ['specialist-2', 'contact', 'specialist-1'] as const;
  return [...new Set(keys.flatMap((key) => today.sitesOf(key)))];
}

function later(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
