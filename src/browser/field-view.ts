import type { Book, BookDevice } from './field-book.ts';
import { type Child, el, notice } from './field-dom.ts';
import type { NewEntry } from './outbox.ts';
import type { Entry } from './outbox-rules.ts';
import type { Phone } from './phone.ts';

/** What a page of the field app works with, read just before it is drawn. */
export interface Field {
  book: Book;
  phone: Phone;
  /** what waits here of this person, the oldest first */
  entries: readonly Entry[];
  /** how many things of other people wait here */
  others: number;
  /** how the last try to reach the server ended; null: it is still under way */
  reach: 'fresh' | 'offline' | 'sign_in' | null;
  go(path: string, said?: string): void;
  /** keeps what was done on this phone, then goes there */
  keep(entry: NewEntry, photos: readonly { photo: Blob; thumb: Blob | null }[], next: string): Promise<void>;
  refresh(): void;
}

export interface View {
  title: string;
  heading?: Child;
  lede?: Child;
  back?: { path: string; label: string };
  content: Child;
}

export type Page = (field: Field, ...path: string[]) => View | Promise<View>;

/** '48213', else its serial, else what it was scanned as. */
export function nameOf(device: Pick<BookDevice, 'tag' | 'serial'> | null, ref: string): string {
  return device?.tag || device?.serial || ref;
}

export const pathOf = (device: BookDevice | null, ref: string): string =>
  `/device/${encodeURIComponent(device?.id ?? ref)}`;

/** What an entry about a device names it by, and what it saw. */
export function aboutDevice(
  field: Field,
  ref: string,
): Pick<NewEntry, 'ref' | 'about' | 'saw'> & { device: BookDevice | null } {
  const device = field.book.find(ref);
  if (!device) return { device, ref, about: [ref] };
  const saw = { at: device.asOf, custody: device.custody, repair: device.repair };
  return { device, ref: device.id, about: [device.id], saw };
}

const DAY_MS = 86_400_000;

/** '9:10 AM', 'Mar 2, 9:10 AM': a moment of ours or of this phone. */
export function moment(at: string, now = Date.now()): string {
  const date = new Date(at);
  const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
  const same = new Date(now).toDateString() === date.toDateString();
  return new Intl.DateTimeFormat('en-US', same ? time : { month: 'short', day: 'numeric', ...time }).format(
    date,
  );
}

/** How old the copy is, in words: 'made just now', '5 minutes old'. */
export function ageOf(at: string, now = Date.now()): string {
  const minutes = Math.max(0, Math.round((now - Date.parse(at)) / 60_000));
  if (minutes < 2) return 'made just now';
  if (minutes < 120) return `${minutes} minutes old`;
  const hours = Math.round(minutes / 60);
  return now - Date.parse(at) < 2 * DAY_MS ? `${hours} hours old` : `${Math.round(hours / 24)} days old`;
}

/** What of this person waits about a device. */
export function waitingNote(field: Field, ref: string): Child {
  const mine = field.entries.filter(({ about }) => about.includes(ref));
  if (mine.length === 0) return null;
  return mine.map((entry) =>
    notice(
      entry.state === 'needs_you' ? 'bad' : 'wait',
      el('a', { href: `#/waiting/${entry.key}` }, entry.label),
      entry.state === 'needs_you'
        ? ' needs you: it is not saved.'
        : ' waits on this phone: it is not saved yet.',
    ),
  );
}

export const OUTSIDE =
  'This phone does not carry this device. What you do is kept and matched when it arrives.';
