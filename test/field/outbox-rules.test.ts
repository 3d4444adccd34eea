import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Answer,
  afterAnswer,
  countsOf,
  type Entry,
  mended,
  nextToSend,
  type Told,
  waitAfter,
  withdrawn,
} from '../../src/browser/outbox-rules.ts';
import { type Shelf, sendAll } from '../../src/browser/outbox-send.ts';
import { ENTRY_KINDS } from '../../src/sync/forms.ts';

const DEVICES = ['a', 'b', 'c'];
const THINGS = [...DEVICES, 'visit'];

/** Every kind that there is: one that is added is in the model. A swap is about two devices, a visit's step about it. */
const entry = fc.record({
  device: fc.constantFrom(...DEVICES),
  second: fc.option(fc.constantFrom(...DEVICES)),
  kind: fc.oneof(fc.constantFrom<string>(...ENTRY_KINDS), fc.constant('photo')),
  state: fc.constantFrom('waits' as const, 'needs_you' as const, 'withdrawing' as const),
  later: fc.boolean(),
});

const NOW = 1_000;

const VISIT_STEPS = ['set_out', 'arrive', 'leave', 'visit_note'];

function made(
  x: { device: string; second: string | null; kind: string; state: Entry['state']; later: boolean },
  n: number,
): Entry {
  return {
    key: `key-${n}`,
    seq: n + 1,
    kind: x.kind,
    ref: VISIT_STEPS.includes(x.kind) ? 'visit' : x.device,
    about: VISIT_STEPS.includes(x.kind) ? ['visit'] : x.second ? [x.device, x.second] : [x.device],
    fields: {},
    saw: { at: null, custody: null, repair: null },
    at: '2027-03-02T15:00:00.000Z',
    person: 'sid',
    phone: 'phone',
    label: '',
    state: x.state,
    tries: 0,
    ...(x.later ? { notBefore: NOW + 1 } : {}),
  };
}

const outboxes = fc.array(entry, { maxLength: 12 }).map((list) => list.map(made));

describe('what is sent next', () => {
  test('is ready, the oldest of its devices, and a photo only when nothing else can go', () => {
    fc.assert(
      fc.property(outboxes, (all) => {
        const next = nextToSend(all, NOW);
        const ready = (one: Entry) => one.state !== 'needs_you' && (one.notBefore ?? 0) <= NOW;
        const first = (one: Entry) =>
          one.state === 'withdrawing' ||
          !all.some(
            (other) =>
              other.kind !== 'photo' &&
              other.seq < one.seq &&
              other.about.some((device) => one.about.includes(device)),
          );
        const sendable = all.filter((one) => one.kind !== 'photo' && ready(one) && first(one));
        if (next?.kind === 'photo') expect(sendable).toEqual([]);
        else if (next) {
          expect(ready(next)).toBe(true);
          expect(next.seq).toBe(Math.min(...sendable.map(({ seq }) => seq)));
        } else expect(sendable).toEqual([]);
      }),
    );
  });

  test('a photo waits for the entry that it belongs to', () => {
    const [repair, photo] = [
      made({ device: 'a', second: null, kind: 'quick', state: 'needs_you', later: false }, 0),
      made({ device: 'a', second: null, kind: 'photo', state: 'waits', later: false }, 1),
    ];
    if (!repair || !photo) throw new Error('made nothing');
    expect(nextToSend([repair, { ...photo, entry: repair.key }], NOW)).toBeNull();
    expect(nextToSend([{ ...photo, entry: repair.key }], NOW)?.key).toBe(photo.key);
  });
});

describe('an answer', () => {
  const answers: fc.Arbitrary<Answer> = fc.oneof(
    fc
      .constantFrom<Told['state']>('saved', 'again', 'needs_you', 'needs_manager', 'withdrawn')
      .map((state): Answer => ({ how: 'told', told: { key: 'key-0', state } })),
    fc.constantFrom<Answer>(
      { how: 'none' },
      { how: 'busy' },
      { how: 'sign_in' },
      { how: 'refused', words: 'no' },
    ),
  );

  test('takes an entry off the phone only where the server has said what became of it', () => {
    fc.assert(
      fc.property(
        outboxes.filter((all) => all.length > 0),
        answers,
        (all, answer) => {
          const [one] = all;
          if (!one) return;
          const after = afterAnswer(one, answer, NOW);
          const ended = answer.how === 'told' && answer.told.state !== 'needs_you';
          expect(after.do).toBe(ended ? 'remove' : 'keep');
          if (after.do === 'keep') {
            expect(after.entry).toMatchObject({
              key: one.key,
              seq: one.seq,
              at: one.at,
              fields: one.fields,
              person: one.person,
            });
            const asks = answer.how === 'refused' || answer.how === 'told';
            expect(after.entry.state).toBe(asks ? 'needs_you' : one.state);
          }
        },
      ),
    );
  });

  test('that the server cannot give just now is asked for ever, at most five minutes later', () => {
    fc.assert(fc.property(fc.nat(100_000), (tries) => waitAfter(tries) > 0 && waitAfter(tries) <= 300_000));
    expect(waitAfter(1)).toBeLessThan(waitAfter(5));
  });

  test('mending and withdrawing keep key, order and time', () => {
    fc.assert(
      fc.property(
        outboxes.filter((all) => all.length > 0),
        ([one]) => {
          if (!one) return;
          const again = mended(one, { fields: { note: 'x' }, ref: 'y' });
          expect(again).toMatchObject({
            key: one.key,
            seq: one.seq,
            at: one.at,
            state: 'waits',
            fields: { note: 'x' },
            ref: 'y',
          });
          expect(withdrawn(one, 'why')).toMatchObject({
            key: one.key,
            fields: one.fields,
            state: 'withdrawing',
            reason: 'why',
          });
        },
      ),
    );
  });
});

/** A server that takes each key once, on a network that does what it is told to. */
class Ledger {
  readonly saved: string[] = [];
  readonly gone = new Set<string>();
  private readonly plan: readonly string[];
  private at = 0;

  constructor(plan: readonly string[]) {
    this.plan = plan;
  }

  async post(one: Entry): Promise<Answer> {
    const what = this.plan[this.at++ % this.plan.length] ?? 'through';
    if (what === 'request lost') return { how: 'none' };
    if (what === 'busy') return { how: 'busy' };
    if (what === 'session ended') return { how: 'sign_in' };
    const state = this.take(one, what === 'refused');
    if (what === 'answer lost') return { how: 'none' };
    return { how: 'told', told: { key: one.key, state } };
  }

  private take(one: Entry, refused: boolean): Told['state'] {
    if (this.saved.includes(one.key)) return 'again';
    if (one.state === 'withdrawing' || this.gone.has(one.key)) {
      this.gone.add(one.key);
      return 'withdrawn';
    }
    if (refused) return 'needs_you';
    this.saved.push(one.key);
    return 'saved';
  }
}

test('whatever the network does and whenever the app is killed, each entry is saved once, in order, or withdrawn', async () => {
  const network = fc.array(
    fc.constantFrom('through', 'request lost', 'answer lost', 'busy', 'refused', 'session ended'),
    {
      minLength: 1,
      maxLength: 20,
    },
  );
  const kills = fc.array(fc.nat(8), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      outboxes,
      network,
      kills,
      fc.array(fc.boolean(), { maxLength: 10 }),
      async (all, plan, killed, mends) => {
        const entries = all.map((one, n): Entry => {
          // Every other photo was taken with what was done just before it.
          const former = all[n - 1];
          const belongs = one.kind === 'photo' && n % 2 === 1 && former && former.kind !== 'photo';
          return { ...one, state: 'waits', ...(belongs ? { entry: former.key } : {}) };
        });
        const disk = new Map(entries.map((one) => [one.key, one]));
        const ended = new Map<string, string>();
        // In the end the network is good, or nobody could ever say what becomes of anything.
        const server = new Ledger([...plan, ...Array<string>(60).fill('through')]);
        let clock = NOW;
        for (let round = 0; round < 60 && disk.size > 0; round++) {
          let left = killed[round] ?? Number.POSITIVE_INFINITY;
          const alive = () => {
            if (left-- <= 0) throw new Error('killed');
          };
          const shelf: Shelf = {
            all: async () => [...disk.values()],
            keep: async (one) => {
              alive();
              disk.set(one.key, one);
            },
            remove: async (one, told) => {
              alive();
              disk.delete(one.key);
              ended.set(one.key, told.state);
            },
          };
          await sendAll(
            shelf,
            (one) => server.post(one),
            () => clock,
          ).catch(() => undefined);
          clock += 400_000;
          for (const one of disk.values())
            if (one.state === 'needs_you')
              disk.set(one.key, mends[round % 10] ? withdrawn(one, '') : mended(one, one));
        }
        expect(disk.size).toBe(0);
        expect(countsOf([...disk.values()])).toEqual({ waiting: 0, needs: 0 });
        expect(new Set(server.saved).size).toBe(server.saved.length);
        for (const { key } of entries)
          expect(server.saved.includes(key)).toBe(['saved', 'again'].includes(ended.get(key) ?? ''));
        // What was saved about a device was saved in the order in which it was done.
        const seqs = (device: string) =>
          server.saved
            .map((key) => entries.find((one) => one.key === key))
            .filter((one) => one?.kind !== 'photo' && one?.about.includes(device))
            .map((one) => one?.seq ?? 0);
        for (const thing of THINGS) expect(seqs(thing)).toEqual([...seqs(thing)].sort((a, b) => a - b));
        // A photo comes after what it was taken for, and where that was saved or withdrawn.
        for (const photo of entries.filter(({ kind, entry: of }) => kind === 'photo' && of))
          if (server.saved.includes(photo.key) && server.saved.includes(photo.entry ?? ''))
            expect(server.saved.indexOf(photo.key)).toBeGreaterThan(server.saved.indexOf(photo.entry ?? ''));
      },
    ),
  );
});
