import { askFor, make, type PasskeyJson } from './passkey-browser.ts';

const TO_SIGN_IN = '/sign-in/passkey';
const TO_ADD = '/me/passkeys';

interface Place {
  root: HTMLElement;
  button: HTMLButtonElement;
  says: HTMLElement;
}

/** Shows the button, and on the sign-in page offers passkeys among what the browser fills in. */
export function start(root: HTMLElement): void {
  const button = root.querySelector('button');
  const says = root.querySelector<HTMLElement>('[role=status]');
  if (!button || !says) return;
  const place = { root, button, says };
  root.hidden = false;
  if (root.dataset.passkey === 'add') {
    button.addEventListener('click', () => void once(place, add));
    return;
  }
  const offered = offer(place);
  button.addEventListener('click', () => {
    offered.stop.abort();
    void once(place, async () => {
      // Each question takes the place of the one before: two on their way at once would mix up.
      await offered.asked;
      await signIn(place);
    });
  });
}

/** Among the browser's suggestions in the field of the address, where it can do that. */
function offer(place: Place): { stop: AbortController; asked: Promise<unknown> } {
  const stop = new AbortController();
  // A page that is gone must not go on asking.
  document.addEventListener('htmx:before:swap', () => stop.abort(), { once: true });
  const asking = (async () => {
    const can = await PublicKeyCredential.isConditionalMediationAvailable?.();
    return can && !stop.signal.aborted ? post(`${TO_SIGN_IN}/options`, {}) : null;
  })();
  void (async () => {
    const options = await asking;
    const answer = options && (await askFor(options, stop.signal));
    if (answer) await bring(place, answer);
  })().catch((error: unknown) => {
    if (!isWithdrawn(error) && !stop.signal.aborted) say(place, wordsOf(error));
  });
  return { stop, asked: asking.catch(() => null) };
}

async function signIn(place: Place): Promise<void> {
  const answer = await askFor(await post(`${TO_SIGN_IN}/options`, {}));
  if (answer) await bring(place, answer);
}

async function bring(place: Place, response: PasskeyJson): Promise<void> {
  const { next } = await post(TO_SIGN_IN, { response, next: place.root.dataset.next });
  // What was typed before the session ended is saved by a button of the next page.
  const kept = document.querySelector<HTMLFormElement>('form[action="/sign-in/kept"]');
  if (kept) kept.submit();
  else location.assign(String(next));
}

async function add(): Promise<void> {
  const response = await make(await post(`${TO_ADD}/options`, {}));
  const { next } = await post(TO_ADD, { response });
  location.assign(String(next));
}

async function once(place: Place, work: (place: Place) => Promise<void>): Promise<void> {
  place.button.disabled = true;
  say(place, '');
  try {
    await work(place);
  } catch (error) {
    say(place, isWithdrawn(error) ? 'Not finished: nothing was changed.' : wordsOf(error));
  }
  place.button.disabled = false;
}

/** @throws Error the server's words */
async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const told = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  if (answer.ok) return told;
  throw new Error(typeof told.message === 'string' ? told.message : 'The server did not take it. Try again.');
}

/** The person closed the browser's window, or the page took the question back. */
function isWithdrawn(error: unknown): boolean {
  return error instanceof DOMException && ['AbortError', 'NotAllowedError'].includes(error.name);
}

function wordsOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'InvalidStateError')
    return 'There is a passkey of yours on this device already.';
  return error instanceof Error ? error.message : 'That did not work.';
}

function say({ says }: Place, words: string): void {
  says.textContent = words;
}
