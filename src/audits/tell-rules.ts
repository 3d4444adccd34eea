/** What the phone says of one scan, at once. */
export type Told =
  | 'found'
  | 'room'
  | 'already'
  | 'held'
  | 'extra'
  | 'elsewhere'
  | 'missing'
  | 'unknown'
  | 'scanned'
  | 'no_tag';

export interface ScanFacts {
  /** the text names a device */
  known: boolean;
  listed: 'expected' | 'held' | 'other';
  /** where the books have it */
  place: string | null;
  inside: boolean;
  /** 'in_service', 'lost', ... */
  state: string;
  /** another scan of it stands */
  earlier: boolean;
  /** the room that the phone counts now, null where it counts the whole scope */
  here: string | null;
  /** the rooms of the scope where the phone does not say which */
  blind: boolean;
  untagged: boolean;
}

/** What a scan is told: asked by the server, and by the phone on its own list without a network. */
export function tell(x: ScanFacts): Told {
  if (!x.known) return x.untagged ? 'no_tag' : 'unknown';
  if (x.state === 'lost' || x.state === 'stolen') return 'missing';
  if (x.earlier) return 'already';
  if (x.untagged) return 'no_tag';
  if (x.blind) return 'scanned';
  if (x.listed === 'held') return 'held';
  if (x.listed === 'other') return x.inside ? 'extra' : 'elsewhere';
  return x.here !== null && x.place !== null && x.here !== x.place ? 'room' : 'found';
}

/** How it sounds. */
export const SOUNDS: Readonly<Record<Told, 'good' | 'warn' | 'bad'>> = {
  found: 'good',
  scanned: 'good',
  held: 'good',
  room: 'warn',
  already: 'warn',
  extra: 'warn',
  no_tag: 'warn',
  elsewhere: 'bad',
  missing: 'bad',
  unknown: 'bad',
};
