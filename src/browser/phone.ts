import { readOne, update } from './kept-db.ts';

/** What this phone knows of itself; one row. */
export interface Phone {
  name: 'phone';
  /** its own id */
  id: string;
  seq: number;
  /** who was signed in last */
  person: string;
  personName: string;
  /** proves, by person, that this phone was theirs */
  passes: Record<string, string>;
  /** the server's time of the last contact, and by how much this clock is ahead then (milliseconds) */
  contactAt: string | null;
  aheadMs: number;
  /** days without contact after which the copy is wiped */
  days: number;
  persisted: boolean | null;
  /** milliseconds, by this clock */
  reportedAt: number;
  /** what was saved last, for the list */
  sent: { label: string; at: string; words: string }[];
}

function fresh(): Phone {
  return {
    name: 'phone',
    id: newKey(),
    seq: 0,
    person: '',
    personName: '',
    passes: {},
    contactAt: null,
    aheadMs: 0,
    days: 7,
    persisted: null,
    reportedAt: 0,
    sent: [],
  };
}

/** A key that nobody else makes: 128 random bits. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

export async function thisPhone(): Promise<Phone> {
  return (await readOne<Phone>('phone', 'phone')) ?? fresh();
}

/** Changes what the phone knows of itself, together with rows of other stores. */
export async function changePhone(
  change: (phone: Phone) => { phone: Phone; outbox?: readonly object[]; photos?: readonly object[] },
): Promise<void> {
  await update<Phone>('phone', 'phone', ['outbox', 'photos'], (row) => {
    const { phone, outbox = [], photos = [] } = change(row ?? fresh());
    return { phone: [phone], outbox, photos };
  });
}

/** Asks the browser not to throw away what waits here. @returns null where it cannot be asked */
export async function askToKeep(): Promise<boolean | null> {
  const storage = navigator.storage as StorageManager | undefined;
  if (!storage?.persist) return null;
  const persisted = (await storage.persisted()) || (await storage.persist());
  await changePhone((phone) => ({ phone: { ...phone, persisted } }));
  return persisted;
}

/** 'Chrome on Android': what the admin's list calls this phone. */
export function browserName(agent: string = navigator.userAgent): string {
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\/|CriOS\//.test(agent)
        ? 'Chrome'
        : 'Safari';
  const on = /Android/.test(agent)
    ? 'Android'
    : /iPhone|iPad/.test(agent)
      ? 'iPhone or iPad'
      : /CrOS/.test(agent)
        ? 'a Chromebook'
        : /Windows/.test(agent)
          ? 'Windows'
          : /Mac/.test(agent)
            ? 'a Mac'
            : 'Linux';
  return `${browser} on ${on}`;
}
