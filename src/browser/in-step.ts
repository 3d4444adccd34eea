import { AuditQueue } from './audit-queue.ts';
import { contact } from './contact.ts';
import { refreshCopy, wipeCopy, wipeOldCopy } from './copy-store.ts';
import { adopt, changed, OUTBOX_EVENT, send, waiting } from './outbox.ts';
import { askToKeep, changePhone, thisPhone } from './phone.ts';

/** Marks a browser that carries a copy or an outbox, for pages to know without opening the database. */
export const FIELD_KEY = 'spudger.field';
const EVERY_MS = 30_000;
const COPY_EVERY_MS = 600_000;
/** Milliseconds until the next try after one that failed. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

export type Step = 'fresh' | 'offline' | 'sign_in';

let copiedAt = 0;
let recovered: Promise<void> | undefined;
let stepping: Promise<Step> | undefined;

/** Sends what waits, brings the copy up to date, tells the server what is left. One at a time. */
export function step(copyToo = false, anew = copyToo): Promise<Step> {
  stepping ??= oneStep(copyToo, anew).finally(() => {
    stepping = undefined;
  });
  return stepping;
}

async function oneStep(copyToo: boolean, anew: boolean): Promise<Step> {
  await wipeOldCopy(Date.now());
  // A page that was left between sending and counting has left an old number in the bar.
  recovered ??= AuditQueue.recover().then(changed);
  await recovered;
  const phone = await thisPhone();
  // Who is signed in is told first: nobody's entries go out under another one's name.
  await contact(phone.person !== '' && !personOnPageDiffers(phone.person));
  const { person } = await thisPhone();
  if (person) await adopt(person);
  const before = (await waiting()).length;
  const sent = before > 0 ? await send(anew) : 'done';
  if (sent !== 'done') return sent;
  sendAuditScans(phone.person);
  const due = copyToo || before > 0 || Date.now() - copiedAt > COPY_EVERY_MS;
  const copied = due ? await refreshCopy() : 'fresh';
  if (due && copied === 'fresh') copiedAt = Date.now();
  if (before > 0) await contact();
  return copied;
}

/** Scans of audits that were counted without a network, whichever page is open now. */
function sendAuditScans(person: string): void {
  for (const key of Object.keys(localStorage)) {
    const [audit, who] = /^spudger\.audit\.([^.]+)\.([^.]+)$/.exec(key)?.slice(1) ?? [];
    if (audit && who === person)
      void new AuditQueue(audit, who).send().then(() => dispatchEvent(new Event(OUTBOX_EVENT)));
  }
}

/** The page knows who is signed in where the server made it. */
function personOnPageDiffers(person: string): boolean {
  const shown = document.querySelector<HTMLElement>('spudger-waiting[data-person]')?.dataset.person;
  return shown !== undefined && shown !== person;
}

/** Keeps in step with the server while a page is open: on load, when the network or the person comes back. */
export function keepInStep(told: (step: Step) => void = () => undefined): void {
  let failures = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  const now = (anew = true): void => {
    clearTimeout(again);
    void step(false, anew)
      .catch((): Step => 'offline')
      .then((ended) => {
        told(ended);
        failures = ended === 'offline' ? failures + 1 : 0;
        // A network that carries some requests and loses others is tried again soon, then less often.
        if (failures > 0)
          again = setTimeout(() => now(false), Math.min(LONGEST_MS, FIRST_MS * 2 ** failures));
      });
  };
  addEventListener('online', () => now());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') now();
  });
  setInterval(() => void waiting().then((all) => (all.length > 0 ? now(false) : undefined)), EVERY_MS);
  now();
}

/** From now on this browser takes part: it carries a copy, and asks to be allowed to keep it. */
export async function takePart(): Promise<boolean | null> {
  localStorage.setItem(FIELD_KEY, '1');
  // It may be registered a while after this: the page comes first.
  void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage({ field: true }));
  return askToKeep();
}

/** Somebody has signed out: the copy goes, what waits stays for them. */
export async function signedOut(): Promise<void> {
  await wipeCopy();
  await changePhone((phone) => ({ phone: { ...phone, reportedAt: 0 } }));
}
