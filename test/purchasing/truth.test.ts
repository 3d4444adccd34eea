import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { newId } from '../../src/db/id.ts';
import { buyingStage, orderRows } from '../support/purchasing.ts';

const CODES = ['LCD-116-30', 'LCD-116-30B', 'BAT-3100', 'LCD-116-T', 'NOBODY'] as const;

type Step =
  | { do: 'scan'; code: (typeof CODES)[number]; who: 'sid' | 'ian' }
  | { do: 'undo' | 'damaged' | 'pack' | 'book' | 'bookTwice'; who: 'sid' | 'ian' }
  | { do: 'cancel'; quantity: number }
  | { do: 'return'; quantity: number }
  | { do: 'invoice'; quantity: number; price: number }
  | { do: 'withdraw' };

const who = fc.constantFrom('sid' as const, 'ian' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('scan' as const), code: fc.constantFrom(...CODES), who }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('undo', 'damaged', 'pack', 'book', 'bookTwice'), who }),
  },
  fc.record({ do: fc.constant('cancel' as const), quantity: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('return' as const), quantity: fc.integer({ min: 1, max: 6 }) }),
  fc.record({
    do: fc.constant('invoice' as const),
    quantity: fc.integer({ min: 1, max: 6 }),
    price: fc.integer({ min: 1, max: 3000 }),
  }),
  fc.record({ do: fc.constant('withdraw' as const) }),
);

let booked = 0;

test('whatever two receivers scan, book, cancel, return and enter: the books stay true', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const { engine, app, w, s, b } = await buyingStage();
      const [order, panels, batteries] = [newId(), newId(), newId()];
      await engine.batch(
        orderRows({
          id: order,
          number: 'PO-1',
          supplier: b.north,
          budget: b.budget,
          state: 'sent',
          by: w.sid,
          approvedBy: w.mara,
          lines: [
            { id: panels, part: s.panel, quantity: 4, cents: 1840 },
            { id: batteries, part: s.battery, quantity: 5, cents: 3000, pack: 5 },
          ],
        }),
      );
      const begin = async (person: string) =>
        (await app.post(`/purchasing/orders/${order}/receive`, {}, person)).location?.split('/')[3] ?? '';
      const first = async (sql: string) => (await app.rows<{ id: string; version: number }>(sql))[0];
      const book = async (people: readonly string[]) => {
        const open = await first("SELECT id, version FROM receipts WHERE state = 'open'");
        if (!open) return;
        const fields = { version: String(open.version), into: s.shelf, over: 'on' };
        const sent = people.map((person) => app.post(`/purchasing/receipts/${open.id}/book`, fields, person));
        const done = (await Promise.all(sent)).filter(({ status }) => status === 303);
        expect(done.length).toBeLessThanOrEqual(1);
        booked += done.length;
      };
      const fix = async (name: string, person: string) => {
        const scan = await first('SELECT id, receipt AS version FROM receipt_scans ORDER BY n DESC LIMIT 1');
        if (scan) await app.post(`/purchasing/receipts/${scan.version}/scans/${scan.id}/${name}`, {}, person);
      };
      const one = async (x: Step) => {
        if (x.do === 'scan')
          await app.post(`/purchasing/receipts/${await begin(w[x.who])}`, { q: x.code }, w[x.who]);
        else if (x.do === 'book') await book([w[x.who]]);
        else if (x.do === 'bookTwice') await book([w.sid, w.ian]);
        else if (x.do === 'cancel')
          await app.post(
            `/purchasing/orders/${order}/lines/${panels}/cancel`,
            { quantity: String(x.quantity), reason: 'Gone' },
            w.mara,
          );
        else if (x.do === 'return')
          await app.post(
            '/purchasing/returns/new',
            {
              supplier: b.north,
              part: 'LCD-116-30',
              bin: s.shelf,
              quantity: String(x.quantity),
              reason: 'dead',
            },
            w.sid,
          );
        else if (x.do === 'invoice')
          await app.post(
            `/purchasing/orders/${order}/invoices/new`,
            {
              number: newId(),
              invoicedOn: '2027-03-01',
              [`quantity.${panels}`]: String(x.quantity),
              [`price.${panels}`]: (x.price / 100).toFixed(2),
            },
            w.mara,
          );
        else if (x.do === 'withdraw') {
          const invoice = await first('SELECT id, 0 AS version FROM invoices ORDER BY n DESC LIMIT 1');
          if (invoice) await app.post(`/purchasing/invoices/${invoice.id}/withdraw`, {}, w.mara);
        } else await fix(x.do, w[x.who]);
      };
      await one({ do: 'scan', code: 'LCD-116-30', who: 'sid' });
      for (const x of steps) await one(x);
      await one({ do: 'bookTwice', who: 'ian' });
      const broken = (await brokenRules(new Database(engine))).filter(
        ({ rule }) => !rule.endsWith('has its history'),
      );
      expect(broken).toEqual([]);
    }),
    { numRuns: process.env.SPUDGER_TEST_ENGINE === 'd1' ? 2 : 16 },
  );
  expect(booked).toBeGreaterThan(0);
});
