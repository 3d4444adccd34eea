import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENTRY_KINDS, type EntryKind } from '../../src/sync/forms.ts';
import {
  type LineNow,
  mergeCustody,
  mergePlace,
  mergeQuick,
  mergeWork,
  type RepairNow,
} from '../../src/sync/merge-rules.ts';

/** One device as three people leave it, each by a copy of their own that is as old as it is. */
interface Books {
  repairs: {
    id: string;
    open: boolean;
    records: { at: number; by: string }[];
    lines: (LineNow & { minutes: number })[];
  }[];
  custody: { id: string; by: string; where: string }[];
}

interface Copy {
  at: number;
  repair: string | null;
  custody: string | null;
}

const PEOPLE = ['sid', 'tess', 'ian'];
const time = (at: number) => `2027-03-02T08:${String(at).padStart(4, '0')}`;
/** Work is put together, a hand-over is asked about, the rest is as it was typed: each kind has its place. */
const WORKED: readonly EntryKind[] = ['quick', 'work'];
const HANDED: readonly EntryKind[] = ['check_out', 'check_in', 'move', 'loan', 'swap'];
const AS_TYPED: readonly EntryKind[] = ['report', 'note', 'set_out', 'arrive', 'leave', 'visit_note'];

test('every kind that there is has its place in the model', () => {
  expect([...WORKED, ...HANDED, ...AS_TYPED].sort()).toEqual([...ENTRY_KINDS].sort());
});

const steps = fc.array(
  fc.record({
    who: fc.constantFrom(...PEOPLE),
    what: fc.constantFrom<EntryKind | 'copy'>(...ENTRY_KINDS, 'copy', 'copy'),
    fault: fc.constantFrom('screen', 'battery'),
    minutes: fc.integer({ min: 1, max: 30 }),
    place: fc.constantFrom('stay' as const, 'back' as const),
    insists: fc.boolean(),
  }),
  { maxLength: 40 },
);

const asNow = (books: Books, who: string): RepairNow[] =>
  [...books.repairs].reverse().map(({ id, open, records, lines }) => {
    const others = records.filter(({ by }) => by !== who).map(({ at }) => time(at));
    return { id, open, othersAt: others.sort().at(-1) ?? null, lines };
  });

test('whatever three people do by old copies: every minute is on one line, no device is moved unasked, one repair is open', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const books: Books = { repairs: [], custody: [{ id: 'c0', by: 'nobody', where: 'home' }] };
      const copies = new Map<string, Copy>();
      let spent = 0;
      let asked = 0;
      let insisted = 0;
      let next = 1;
      const open = () => books.repairs.find((one) => one.open);
      const line = (fault: string, who: string | null, at: number, minutes: number) => ({
        id: `l${next++}`,
        fault,
        doneAt: who ? time(at) : null,
        doneBy: who,
        minutes,
      });
      const own = (id: string) => {
        const found = books.repairs.find((one) => one.id === id);
        if (!found) throw new Error(`the rule named ${id}, which is not there`);
        return found;
      };
      for (const [n, { who, what, fault, minutes, place, insists }] of all.entries()) {
        const at = n + 1;
        const copy = copies.get(who) ?? { at: 0, repair: null, custody: null };
        const since = () => {
          const from = books.custody.findIndex(({ id }) => id === copy.custody);
          return books.custody.slice(from + 1).map(({ by }) => by);
        };
        const custody = () =>
          mergeCustody(
            { by: who, custody: copy.custody },
            { open: books.custody.at(-1)?.id ?? null, since: since() },
          );
        if (what === 'copy')
          copies.set(who, { at, repair: open()?.id ?? null, custody: books.custody.at(-1)?.id ?? null });
        if (what === 'report' && !open())
          books.repairs.push({
            id: `r${next++}`,
            open: true,
            records: [{ at, by: who }],
            lines: [line(fault, null, at, 0)],
          });
        if (what === 'quick') {
          spent += minutes;
          const seen = { by: who, fault, repair: copy.repair, at: time(copy.at), lines: [] };
          const merge = mergeQuick(seen, asNow(books, who));
          if (merge.how === 'new') {
            expect(open()).toBeUndefined();
            const records = [{ at, by: who }];
            books.repairs.push({
              id: `r${next++}`,
              open: false,
              records,
              lines: [line(fault, who, at, minutes)],
            });
          } else {
            const repair = own(merge.repair);
            repair.records.push({ at, by: who });
            const named =
              merge.how === 'add'
                ? repair.lines.find(({ id }) => id === merge.line)
                : repair.lines.find(({ id, doneAt }) =>
                    merge.how === 'finish' && merge.lines.length > 0 ? merge.lines.includes(id) : !doneAt,
                  );
            if (merge.how === 'line' || !named) repair.lines.push(line(fault, who, at, minutes));
            else named.minutes += minutes;
            if (merge.how === 'finish') {
              for (const one of repair.lines)
                if (!one.doneAt && (merge.lines.length === 0 || merge.lines.includes(one.id)))
                  Object.assign(one, { doneAt: time(at), doneBy: who });
              repair.open = repair.lines.some(({ doneAt }) => !doneAt);
            }
          }
          const moved = custody();
          const goes = mergePlace(place, moved);
          // By another one's hands since: it stays where they have put it.
          if (moved.how === 'ask') expect(goes).toBe('stay');
          else if (goes === 'back') books.custody.push({ id: `c${next++}`, by: who, where: 'back' });
        }
        const worked = books.repairs.find(({ id }) => id === copy.repair);
        if (what === 'work' && worked) {
          spent += minutes;
          const [now] = asNow({ ...books, repairs: [worked] }, who);
          if (!now) throw new Error('it is not there');
          const merge = mergeWork({ line: null, fault }, now);
          expect(merge.ask).toBe(!worked.open);
          const named = worked.lines.find(({ id }) => id === merge.line);
          if (named) named.minutes += minutes;
          else worked.lines.push(line(fault, who, at, minutes));
          worked.records.push({ at, by: who });
        }
        if (HANDED.includes(what as EntryKind)) {
          const merge = custody();
          const others = copy.custody !== null && since().some((by) => by !== who);
          expect(merge.how).toBe(others ? 'ask' : 'go');
          if (merge.how === 'ask') {
            asked += 1;
            if (!insists) continue;
            // "Do it all the same": what the person has seen now counts.
            const again = mergeCustody(
              { by: who, custody: null },
              { open: books.custody.at(-1)?.id ?? null, since: since() },
            );
            expect(again.how).toBe('go');
            insisted += 1;
          }
          books.custody.push({ id: `c${next++}`, by: who, where: what });
        }
        expect(books.repairs.filter((one) => one.open).length).toBeLessThanOrEqual(1);
      }
      const kept = books.repairs.flatMap(({ lines }) => lines).reduce((sum, one) => sum + one.minutes, 0);
      expect(kept).toBe(spent);
      expect(insisted).toBeLessThanOrEqual(asked);
    }),
  );
});
