/*
 * The outbox as a state machine without a clock, a disk or a network: which entry is sent next, and what its
 * answer makes of it. An entry leaves the phone only when the server has said what became of it.
 */

export interface Told {
  key: string;
  state: 'saved' | 'again' | 'needs_you' | 'needs_manager' | 'withdrawn';
  words?: string;
  errors?: Readonly<Record<string, string>>;
  changes?: readonly { label: string; yours: string; theirs: string }[];
  unknown?: boolean;
}

export interface Entry {
  key: string;
  /** counts what this phone has made */
  seq: number;
  /** of the server's kinds, or 'photo' */
  kind: string;
  /** the device (a repair for a note), by id, tag or serial */
  ref: string;
  /** every device that it is about, by what the phone calls it: those go in order */
  about: readonly string[];
  fields: Readonly<Record<string, string | string[]>>;
  saw: { at: string | null; custody: string | null; repair: string | null };
  /** by the phone's clock (ISO) */
  at: string;
  person: string;
  phone: string;
  /** for the list: '48213: Screen, Replaced part' */
  label: string;
  /** waits: is sent by itself. needs_you: the person mends it. withdrawing: its withdrawal is sent */
  state: 'waits' | 'needs_you' | 'withdrawing';
  told?: Omit<Told, 'key' | 'state'>;
  reason?: string;
  /** of a photo: key of the entry that it was taken for */
  entry?: string;
  /** not before this moment (milliseconds) */
  notBefore?: number;
  tries: number;
}

/** What came of sending one. */
export type Answer =
  | { how: 'told'; told: Told }
  /** nobody is signed in, or somebody else is */
  | { how: 'sign_in' }
  /** no answer: it may have arrived or not */
  | { how: 'none' }
  /** the server cannot just now */
  | { how: 'busy' }
  /** the server does not take it as it is */
  | { how: 'refused'; words: string };

export type After = { do: 'remove'; told: Told } | { do: 'keep'; entry: Entry };

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * The next entry to send: the oldest one whose devices have nothing older that still waits for the person or for
 * its time. Photos go when nothing else can, and never before the entry they belong to.
 */
export function nextToSend(entries: readonly Entry[], now: number): Entry | null {
  const held = new Set<string>();
  const here = new Set(entries.map(({ key }) => key));
  let photo: Entry | null = null;
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
    const ready = entry.state !== 'needs_you' && (entry.notBefore ?? 0) <= now;
    if (entry.kind === 'photo') {
      if (ready && !(entry.entry && here.has(entry.entry))) photo ??= entry;
      continue;
    }
    const behind = entry.about.some((device) => held.has(device));
    // A withdrawal changes no device: it waits for nobody.
    if (ready && (!behind || entry.state === 'withdrawing')) return entry;
    for (const device of entry.about) held.add(device);
  }
  return photo;
}

/** What an answer makes of an entry. @param now milliseconds */
export function afterAnswer(entry: Entry, answer: Answer, now: number): After {
  const tries = entry.tries + 1;
  if (answer.how === 'told') {
    const { key, state, ...told } = answer.told;
    if (state !== 'needs_you') return { do: 'remove', told: answer.told };
    return { do: 'keep', entry: { ...entry, state: 'needs_you', told, tries } };
  }
  if (answer.how === 'refused')
    return { do: 'keep', entry: { ...entry, state: 'needs_you', told: { words: answer.words }, tries } };
  if (answer.how === 'busy')
    return { do: 'keep', entry: { ...entry, tries, notBefore: now + waitAfter(tries) } };
  return { do: 'keep', entry: { ...entry, tries } };
}

/** Milliseconds until the next try: longer each time, five minutes at most, for ever. */
export function waitAfter(tries: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 10));
}

/** Typed anew after it needed the person: sent as the same entry. */
export function mended(
  entry: Entry,
  typed: Pick<Entry, 'fields' | 'ref'> & Partial<Pick<Entry, 'saw'>>,
): Entry {
  const { told: _, notBefore: __, ...rest } = entry;
  return { ...rest, ...typed, state: 'waits' };
}

/** Taken back: the server is told, so that what may be on its way is never saved. */
export function withdrawn(entry: Entry, reason: string): Entry {
  const { told: _, notBefore: __, ...rest } = entry;
  return { ...rest, state: 'withdrawing', reason };
}

export interface Counts {
  waiting: number;
  needs: number;
}

export function countsOf(entries: readonly Entry[]): Counts {
  const needs = entries.filter(({ state }) => state === 'needs_you').length;
  return { needs, waiting: entries.length - needs };
}
