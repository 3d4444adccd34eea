import type { CopyPart } from './copy-store.ts';
import { readOne } from './kept-db.ts';
import { adopt, waiting } from './outbox.ts';
import { countsOf } from './outbox-rules.ts';
import { browserName, changePhone, thisPhone } from './phone.ts';

/** A phone that has nothing new to say says so again after this time, in milliseconds. */
const AGAIN_MS = 600_000;

interface Answer {
  person: string;
  name: string;
  now: string;
  aheadMs: number;
  pass: string;
}

/**
 * Tells the server that this phone is there and what it holds, and learns who is signed in.
 * @returns null where nobody answered or nobody is signed in
 */
export async function contact(whenDue = false): Promise<Answer | null> {
  // Its id must be on the disk before the server hears of it; nobody else's change of the row is lost by that.
  await changePhone((now) => ({ phone: now }));
  const phone = await thisPhone();
  if (whenDue && Date.now() - phone.reportedAt < AGAIN_MS) return null;
  const entries = await waiting();
  const holds = [...new Set(entries.map(({ person }) => person))].map((person) => ({
    person,
    ...countsOf(entries.filter((entry) => entry.person === person)),
  }));
  const manifest = await readOne<CopyPart>('copy', 'manifest');
  const report = {
    phone: phone.id,
    name: browserName(),
    clock: new Date().toISOString(),
    holds: holds.filter(({ person }) => person),
    oldestAt: entries[0]?.at ?? null,
    persisted: phone.persisted,
    copyAt: manifest?.at ?? null,
  };
  try {
    const answer = await fetch('/sync/phone', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(report),
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    });
    const told = answer.ok ? ((await answer.json()) as Answer) : null;
    if (!told?.person) return null;
    await changePhone((now) => ({
      phone: {
        ...now,
        person: told.person,
        personName: told.name,
        contactAt: told.now,
        aheadMs: told.aheadMs,
        reportedAt: Date.now(),
        passes: { ...now.passes, [told.person]: told.pass },
      },
    }));
    await adopt(told.person);
    return told;
  } catch {
    return null;
  }
}
