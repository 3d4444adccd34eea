import { toast } from './announce.ts';
import { swapOf } from './htmx-events.ts';

const patience = 300;

/** A bar for what takes longer than 300 ms; no word for what does not. */
function busyBar(): void {
  let waiting = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const page = document.documentElement;
  document.addEventListener('htmx:before:request', (event) => {
    if (swapOf(event)?.sourceElement?.closest('[data-silent]')) return;
    waiting += 1;
    timer ??= setTimeout(() => {
      page.dataset.busy = '';
    }, patience);
  });
  document.addEventListener('htmx:finally:request', (event) => {
    if (swapOf(event)?.sourceElement?.closest('[data-silent]')) return;
    waiting = Math.max(0, waiting - 1);
    if (waiting > 0) return;
    clearTimeout(timer);
    timer = undefined;
    delete page.dataset.busy;
  });
}

/** A form that the browser sends itself (no boost) goes out once, whatever is pressed. */
function sendOnce(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-once') || event.defaultPrevented)
      return;
    if (form.dataset.sending !== undefined) event.preventDefault();
    else form.dataset.sending = '';
  });
  // The page comes back from the browser's memory as it was left.
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('[data-sending]'))
      delete form.dataset.sending;
  });
}

/** Empty filters do not belong in the URL. */
function shortQueries(): void {
  document.addEventListener('htmx:config:request', (event) => {
    const request = swapOf(event)?.request;
    if (request?.method !== 'GET' || !request.body) return;
    const empty = [...request.body].filter(([, value]) => value === '').map(([name]) => name);
    for (const name of empty) request.body.delete(name);
    // A value that the action's own query still holds would come back.
    const [path, query] = request.action.split('?');
    if (!query) return;
    const kept = new URLSearchParams(query);
    for (const name of empty) kept.delete(name);
    request.action = kept.size > 0 ? `${path}?${kept}` : (path ?? '');
  });
}

/** Says that there is no connection, unless a script that keeps what was typed has taken the event over. */
function noConnection(): void {
  document.addEventListener('htmx:error', (event) => {
    setTimeout(() => {
      if (event.defaultPrevented) return;
      const sent = swapOf(event)?.request?.method !== 'GET';
      // It may have arrived: the same key makes it safe to send once more.
      toast(
        sent
          ? 'No answer from the server. What you typed is still here: send it again, it is saved only once.'
          : 'No answer from the server. Is there a network?',
      );
    });
  });
}

export function watchSending(): void {
  busyBar();
  sendOnce();
  shortQueries();
  noConnection();
}
