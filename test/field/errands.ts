import { newId } from '../../src/db/id.ts';
import { oneOf, type Random } from '../crash/random.ts';
import type { FieldDistrict } from './district.ts';

/** One thing that a person does on a phone: which page of the field app, what is filled in, and what may befall it. */
export interface Errand {
  n: number;
  /** which of the phones */
  phone: number;
  /** as the server names it; 'scan', 'undo' and 'visit' are told apart by the page */
  kind: ErrandKind;
  /** behind the #; of a visit it is put in when its turn comes */
  path: string;
  /** left in a text, and in nothing else */
  mark: string;
  /** what the page's name for the device must be; '' where it shows none */
  shows: string;
  /** fields by name; '*' takes one of those that are offered by `roll`, '' clears */
  fill: Record<string, string>;
  photo: boolean;
  roll: number;
  /** milliseconds after its beginning until the browser is killed */
  dies: number | null;
}

export type ErrandKind = (typeof KINDS)[number];

/** Weights by repetition: an audit is scans and scans, a visit a few taps. */
const WEIGHTS = {
  scan: 26,
  undo: 3,
  quick: 18,
  unknown: 2,
  stranger: 1,
  nobody: 1,
  report: 6,
  work: 6,
  note: 5,
  check_out: 4,
  check_in: 4,
  move: 4,
  loan: 5,
  swap: 5,
  photo: 4,
  visit: 7,
} as const;
const KINDS = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[];
const URN = KINDS.flatMap((kind) => Array<keyof typeof WEIGHTS>(WEIGHTS[kind]).fill(kind));

/** How soon after its beginning the longest of them has shown that it is kept. */
const WITHIN_MS = 500;

/** What everybody does, in order, from a seed: the same seed does the same. Every kind comes up early. */
export function errandsOf(
  random: Random,
  d: FieldDistrict,
  x: { actions: number; phones: number; kills: number; audit: string },
): Errand[] {
  const deaths = new Set<number>();
  // One of each kind is let through first.
  const begun = KINDS.length;
  while (deaths.size < x.kills) deaths.add(begun + Math.floor(random() * (x.actions - begun - 2)));
  return Array.from({ length: x.actions }, (_, n) => {
    const kind = KINDS[n] ?? oneOf(random, URN);
    const made = MADE[kind](random, d, x.audit);
    const mark = newId();
    const fill = Object.fromEntries(
      Object.entries(made.fill ?? {}).map(([name, value]) => [name, value === MARK ? mark : value]),
    );
    return {
      n,
      kind,
      mark,
      shows: made.shows ?? '',
      path: made.path,
      fill,
      photo: made.photo ?? false,
      phone: Math.floor(random() * x.phones),
      roll: random(),
      dies: deaths.has(n) ? random() * WITHIN_MS : null,
    };
  });
}

const MARK = 'the mark';

interface Made {
  path: string;
  shows?: string;
  fill?: Record<string, string>;
  photo?: boolean;
}

type Make = (random: Random, d: FieldDistrict, audit: string) => Made;

const onDevice = (d: FieldDistrict, id: string, page: string): Pick<Made, 'path' | 'shows'> => ({
  path: `/device/${id}/${page}`,
  shows: d.tags.get(id) ?? '',
});

const hand =
  (way: string, to: readonly string[]): Make =>
  (random, d) => ({
    ...onDevice(d, oneOf(random, d.handed), `hand/${way}`),
    fill: { to: oneOf(random, to) },
  });

const MADE: Readonly<Record<keyof typeof WEIGHTS, Make>> = {
  // Tags that everybody scans, and some that nobody knows.
  scan: (random, d, audit) => ({
    path: `/audit/${audit}`,
    fill: { scan: random() < 0.75 ? String(oneOf(random, [...d.tags.values()])) : MARK },
  }),
  undo: (random, d, audit) => ({
    path: `/audit/${audit}`,
    fill: { scan: random() < 0.5 ? String(oneOf(random, [...d.tags.values()])) : MARK },
  }),
  quick: (random, d) => {
    const fault = oneOf(random, ['screen', 'screen', 'battery', 'keyboard']);
    const parts = oneOf<Record<string, string>>(random, [
      {},
      { parts: '', kits: '*' },
      { parts: '*' },
      { parts: '', partCode: 'LCD-116-30B', quantity: '2' },
      { parts: '' },
    ]);
    return {
      ...onDevice(d, oneOf(random, [...d.broken, ...d.begun.slice(20)]), `repair/${fault}`),
      fill: { ...parts, note: MARK },
      photo: random() < 0.25,
    };
  },
  // In no copy as it was scanned, and matched on arrival.
  unknown: (random, d) => {
    const tag = d.tags.get(oneOf(random, d.broken)) ?? '';
    return { path: `/device/%20${tag}/repair/hinge`, fill: { note: MARK } };
  },
  // On no device at all: the person looks again.
  stranger: (random) => ({
    path: `/device/99${Math.floor(random() * 1000)}/repair/hinge`,
    fill: { note: MARK },
  }),
  report: (random, d) => ({
    ...onDevice(d, oneOf(random, [...d.broken, ...d.worn.slice(20)]), 'report'),
    fill: { fault: oneOf(random, ['screen', 'hinge']), note: MARK },
    photo: random() < 0.25,
  }),
  work: (random, d) => ({
    ...onDevice(d, oneOf(random, d.begun.slice(0, 20)), 'part'),
    fill: { ...(random() < 0.6 ? { parts: '*' } : { kits: '*' }), minutes: '3', note: MARK },
  }),
  note: (random, d) => ({
    ...onDevice(d, oneOf(random, d.begun.slice(0, 20)), 'note'),
    fill: { text: MARK },
  }),
  // Nobody has that badge: it comes back, and is withdrawn.
  nobody: hand('check_out', ['799999']),
  check_out: hand('check_out', ['700001', 'MAP-C1', 'MAP-12']),
  check_in: hand('check_in', ['MAP', 'MAP-12', 'DEP1']),
  move: hand('move', ['MAP-C1', 'VAN1', 'DEP1']),
  loan: (random, d) => ({ ...onDevice(d, oneOf(random, d.lent), 'hand/loan'), fill: { to: '700001' } }),
  swap: (random, d) => ({
    ...onDevice(d, oneOf(random, d.worn.slice(0, 20)), 'swap'),
    fill: { spare: d.tags.get(oneOf(random, d.spares)) ?? '', how: oneOf(random, ['loaner', 'for_good']) },
  }),
  photo: (random, d) => ({ ...onDevice(d, oneOf(random, d.broken), 'photo'), photo: true }),
  visit: () => ({ path: '', fill: { text: MARK } }),
};
