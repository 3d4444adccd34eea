import { readAll, readOne, write } from './kept-db.ts';
import { postEntry } from './outbox-post.ts';
import {
  type Answer,
  type Counts,
  countsOf,
  type Entry,
  mended,
  type Told,
  withdrawn,
} from './outbox-rules.ts';
import { type Ended, type Shelf, sendAll } from './outbox-send.ts';
import { changePhone, newKey, thisPhone } from './phone.ts';
import { stepSaved } from './visit-steps.ts';

/** The counts of everyone's entries on this phone, for the bar of every page: read without opening the database. */
export const COUNTS_KEY = 'spudger.waiting';
const LOCK = 'spudger.outbox';
const MOST_SENT = 30;

/** Fires on `window` in every tab when something in the outbox changed. */
export const OUTBOX_EVENT = 'spudger:outbox';
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(OUTBOX_EVENT);
channel?.addEventListener('message', () => dispatchEvent(new Event(OUTBOX_EVENT)));

export interface NewEntry {
  /** of the page's form, where it was tried there before */
  key?: string;
  kind: string;
  ref: string;
  about: readonly string[];
  fields: Entry['fields'];
  saw?: Partial<Entry['saw']>;
  label: string;
  /** of a photo: key of the entry that it belongs to */
  entry?: string;
}

interface KeptPhoto {
  key: string;
  photo: Blob;
  thumb: Blob | null;
}

/** Keeps what was done, with photos of it, on the disk of this phone. @returns its key */
export async function put(entry: NewEntry, photos: readonly Omit<KeptPhoto, 'key'>[] = []): Promise<string> {
  const key = entry.key ?? newKey();
  const at = new Date().toISOString();
  await changePhone((phone) => {
    let { seq } = phone;
    const common = {
      ref: entry.ref,
      about: entry.about,
      saw: { at: phone.contactAt, custody: null, repair: null, ...entry.saw },
      at,
      person: phone.person,
      phone: phone.id,
      state: 'waits' as const,
      tries: 0,
    };
    const rows: Entry[] = [];
    const kept: KeptPhoto[] = [];
    if (entry.kind !== 'photo') {
      seq += 1;
      rows.push({ ...common, key, seq, kind: entry.kind, fields: entry.fields, label: entry.label });
    }
    for (const [n, photo] of photos.entries()) {
      seq += 1;
      const own = entry.kind === 'photo' && n === 0 ? key : newKey();
      const after = entry.kind === 'photo' ? entry.entry : key;
      rows.push({
        ...common,
        key: own,
        seq,
        kind: 'photo',
        fields: { step: entry.fields.step ?? '' },
        label: `${entry.label}: photo`,
        ...(after ? { entry: after } : {}),
      });
      kept.push({ key: own, ...photo });
    }
    return { phone: { ...phone, seq }, outbox: rows, photos: kept };
  });
  await changed();
  return key;
}

/** What was done here before anybody was known is of the first person that the server knows on this phone. */
export async function adopt(person: string): Promise<void> {
  const nobodys = await waiting('');
  if (nobodys.length === 0) return;
  await write({ outbox: nobodys.map((entry) => ({ ...entry, person })) });
  await changed();
}

/** Everything that waits here, the oldest first; of the person, or of everyone. */
export async function waiting(person?: string): Promise<Entry[]> {
  const all = await readAll<Entry>('outbox');
  const own = person === undefined ? all : all.filter((entry) => entry.person === person);
  return own.sort((a, b) => a.seq - b.seq);
}

let running: Promise<Ended> | undefined;

/**
 * Sends what can be sent, in this tab alone: another one that is at it does it for all.
 * @param anew what the server could not take lately is tried at once
 */
export function send(anew = false): Promise<Ended> {
  running ??= alone(() => sendOwn(anew))
    .catch((): Ended => 'offline')
    .finally(() => {
      running = undefined;
    });
  return running;
}

async function sendOwn(anew: boolean): Promise<Ended> {
  const phone = await thisPhone();
  const late = (await waiting()).filter(({ notBefore }) => notBefore !== undefined);
  if (anew && late.length > 0) await write({ outbox: late.map(({ notBefore: _, ...entry }) => entry) });
  const ended = await sendAll(shelfOf(phone.person), posted(phone.passes, true), Date.now);
  if (ended === 'offline') return ended;
  // What others did on this phone waits for them, unless they have left: then it goes to a manager.
  const others = new Set((await waiting()).map(({ person }) => person));
  others.delete(phone.person);
  for (const person of others)
    if (phone.passes[person]) await sendAll(shelfOf(person), posted(phone.passes, false), Date.now);
  if (ended === 'sign_in' && phone.passes[phone.person])
    await sendAll(shelfOf(phone.person), posted(phone.passes, false), Date.now);
  return ended;
}

function posted(passes: Readonly<Record<string, string>>, own: boolean) {
  return async (entry: Entry): Promise<Answer> => {
    const files = entry.kind === 'photo' ? await readOne<KeptPhoto>('photos', entry.key) : undefined;
    return postEntry(entry, { pass: passes[entry.person] ?? '', own, files });
  };
}

function shelfOf(person: string): Shelf {
  return {
    all: () => waiting(person),
    keep: async (entry) => {
      await write({ outbox: [entry] });
      await changed();
    },
    remove: async (entry, told) => {
      await write({}, { outbox: [entry.key], photos: [entry.key] });
      if (told.state === 'saved' || told.state === 'again') await stepSaved(entry.kind, entry.ref);
      await noteSent(entry, told);
      await changed();
    },
  };
}

async function noteSent(entry: Entry, told: Told): Promise<void> {
  const line = {
    label: entry.label,
    at: entry.at,
    words: SENT_WORDS[told.state] + (told.words ? ` ${told.words}` : ''),
  };
  await changePhone((phone) => ({ phone: { ...phone, sent: [line, ...phone.sent].slice(0, MOST_SENT) } }));
}

const SENT_WORDS: Readonly<Record<Told['state'], string>> = {
  saved: 'Saved.',
  again: 'Saved.',
  needs_you: '',
  needs_manager: 'A manager decides on it.',
  withdrawn: 'Withdrawn.',
};

/** Types an entry anew that needed the person. */
export function mend(key: string, typed: Parameters<typeof mended>[1]): Promise<void> {
  return rewrite(key, (entry) => mended(entry, typed));
}

/** Takes an entry back; the server is told. */
export function withdraw(key: string, reason: string): Promise<void> {
  return rewrite(key, (entry) => withdrawn(entry, reason));
}

/** Not while it is on its way: what is typed must not change under it. */
async function rewrite(key: string, change: (entry: Entry) => Entry): Promise<void> {
  await alone(async () => {
    const entry = await readOne<Entry>('outbox', key);
    if (entry) await write({ outbox: [change(entry)] });
  });
  await changed();
}

/** One tab at a time, where the browser can say so; the server takes each key once in any case. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | undefined;
  return locks ? await locks.request(LOCK, work) : await work();
}

/** Writes the counts for the bar and tells the other tabs. */
export async function changed(): Promise<void> {
  const counts: Record<string, Counts> = {};
  for (const entry of await waiting()) counts[entry.person] ??= { waiting: 0, needs: 0 };
  for (const person of Object.keys(counts)) counts[person] = countsOf(await waiting(person));
  try {
    localStorage.setItem(COUNTS_KEY, JSON.stringify(counts));
  } catch {
    // The bar reads them again from the outbox on the next page.
  }
  channel?.postMessage(null);
  dispatchEvent(new Event(OUTBOX_EVENT));
}
