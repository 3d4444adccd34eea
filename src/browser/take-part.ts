import { assetFor } from './scan-assets.ts';
import { defineWaiting, waitingHere } from './waiting.ts';

interface Outbox {
  keepInStep(): void;
  step(copyToo: boolean, anew: boolean): Promise<unknown>;
  signedOut(): Promise<void>;
  takePart(): Promise<unknown>;
}

/** Marks a browser that carries a copy or an outbox. */
export const FIELD_KEY = 'spudger.field';
/** After the page has come to rest, in milliseconds: something waits; a phone carries its sites for the first time. */
const SOON_MS = 2_500;
const FIRST_TIME_MS = 12_000;
/** After signing out, in milliseconds. */
const WIPED_MS = [0, 1_000, 4_000];

let outbox: Promise<Outbox> | undefined;

export function loadOutbox<T extends object = Outbox>(): Promise<T & Outbox> | undefined {
  const url = assetFor(null, 'outbox');
  if (!url) return undefined;
  outbox ??= import(url).catch((error: unknown) => {
    outbox = undefined;
    throw error;
  });
  return outbox as Promise<T & Outbox>;
}

/** A phone, or an app on the home screen: a desk takes part when somebody opens the field pages there. */
function isPhone(): boolean {
  return matchMedia('(pointer: coarse)').matches || matchMedia('(display-mode: standalone)').matches;
}

/**
 * The bar says what waits on this phone; what waits is sent, and a phone carries its sites, without being asked.
 * Signing out wipes what it carries, says what still waits and keeps that.
 */
export function startTakingPart(): void {
  defineWaiting();
  const bar = document.querySelector<HTMLElement>('spudger-waiting[data-person]');
  const takesPart = localStorage.getItem(FIELD_KEY) !== null;
  const signedOutHere = (): boolean =>
    takesPart && location.pathname === '/sign-in' && location.search.includes('done=out');
  // More than once: code that could not be loaded, or a part that was being written, leaves nothing behind.
  const afterSignOut = (): void => {
    if (!signedOutHere()) return;
    for (const ms of WIPED_MS)
      setTimeout(() => {
        if (signedOutHere())
          loadOutbox()
            ?.then((code) => code.signedOut())
            .catch(() => undefined);
      }, ms);
  };
  afterSignOut();
  document.addEventListener('htmx:finally:swap', afterSignOut);
  let keeping = false;
  const keep = (code: Outbox): void => {
    if (keeping) void code.step(false, true);
    else code.keepInStep();
    keeping = true;
  };
  // Somebody has signed in without a new page: what waits is sent now, not when it is looked at the next time.
  let person = bar?.dataset.person ?? '';
  document.addEventListener('htmx:finally:swap', () => {
    const now = document.querySelector<HTMLElement>('spudger-waiting[data-person]')?.dataset.person ?? '';
    if (now !== '' && now !== person && localStorage.getItem(FIELD_KEY) !== null)
      void loadOutbox()?.then(keep);
    person = now;
  });
  if (!bar) return;
  const { waiting, needs } = waitingHere(undefined);
  if (takesPart || waiting + needs > 0) setTimeout(() => void loadOutbox()?.then(keep), SOON_MS);
  else if (isPhone() && 'indexedDB' in window && 'serviceWorker' in navigator)
    setTimeout(() => {
      void loadOutbox()?.then(async (code) => {
        await code.takePart();
        keep(code);
      });
    }, FIRST_TIME_MS);
  const ask = (event: Event): void => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith('/sign-out')) return;
    const mine = waitingHere(bar.dataset.person);
    const sum = mine.waiting + mine.needs;
    const what =
      sum === 1 ? 'One thing waits on this phone. It stays' : `${sum} things wait on this phone. They stay`;
    const words = `${what} here, for you alone, until you sign in again. Sign out?`;
    if (sum === 0 || confirm(words)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // Before htmx takes the form over.
  addEventListener('submit', ask, { capture: true });
}
