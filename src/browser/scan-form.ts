import { swapOf } from './htmx-events.ts';
import { fillBox, scanBox } from './scan-box.ts';

/** A page that answers slower than this may be asked again, in milliseconds. */
const ANSWER_MS = 10_000;
/** htmx drops a submit while another one of the page is under way: time until that is noticed, in milliseconds. */
const DROPPED_MS = 300;

interface Waiting {
  text: string;
  /** The id of the box it is for, where the person chose one. */
  box: string | undefined;
  /** A scan belongs to the page it was made on. */
  path: string;
}

const waiting: Waiting[] = [];
let busy = false;

/** Submits the form as a person would, and calls `done` with false where htmx dropped it, else after its answer. */
function submit(form: HTMLFormElement, done: (sent: boolean) => void): void {
  let request: unknown;
  let takenByScript = false;
  const stop = new AbortController();
  const { signal } = stop;
  const end = (sent: boolean): void => {
    if (signal.aborted) return;
    stop.abort();
    done(sent);
  };
  const before = (event: Event): void => {
    if (event.target === form) request = swapOf(event);
  };
  const after = (event: Event): void => {
    if (request !== undefined && swapOf(event) === request) end(true);
  };
  document.addEventListener('htmx:before:request', before, { signal });
  document.addEventListener('htmx:finally:request', after, { signal });
  const submitted = (event: Event): void => {
    takenByScript = event.defaultPrevented;
  };
  window.addEventListener('submit', submitted, { once: true, signal });
  setTimeout(() => {
    if (takenByScript && request === undefined) end(false);
  }, DROPPED_MS);
  setTimeout(() => end(true), ANSWER_MS);
  form.requestSubmit();
  // A script of the page has taken the scan itself: no request is made.
  if (form.dataset.taken !== undefined) end(true);
}

function boxOf(scan: Waiting): HTMLInputElement | null {
  if (scan.path !== location.pathname) return null;
  const chosen = scan.box ? document.getElementById(scan.box) : null;
  return chosen instanceof HTMLInputElement ? chosen : scanBox();
}

function next(): void {
  if (busy) return;
  const scan = waiting.shift();
  if (!scan) return;
  const box = boxOf(scan);
  const form = box?.form;
  if (!box || !form || !fillBox(box, scan.text) || (!form.noValidate && !form.reportValidity())) {
    next();
    return;
  }
  busy = true;
  submit(form, (sent) => {
    busy = false;
    if (!sent) waiting.unshift(scan);
    // htmx frees its queue right after it has said that it is done.
    setTimeout(next);
  });
}

/**
 * Puts a scan into the page's `[data-scan]` box (or the one with the id `box`) and submits its form where that is
 * all it asks for. Scans that come while the answer to the last one is on its way are submitted after it, in their
 * order; those of a page that is left are forgotten.
 */
export function bringScan(text: string, box?: string): void {
  waiting.push({ text, box, path: location.pathname });
  next();
}
