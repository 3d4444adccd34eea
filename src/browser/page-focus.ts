import { announce } from './announce.ts';
import { swapOf } from './htmx-events.ts';

/** After a page was swapped in: the error summary, else what asked for the focus, else the heading. */
function settleFocus(): void {
  const summary = document.querySelector<HTMLElement>('[data-summary]');
  if (summary) {
    summary.focus();
    return;
  }
  if (document.activeElement?.hasAttribute('autofocus')) return;
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  announce(document.title);
}

/** Moves the focus after boosted navigations, where a browser alone would have started a new page. */
export function keepFocus(): void {
  document.addEventListener('htmx:finally:swap', (event) => {
    const swap = swapOf(event);
    if (swap?.target === document.body) settleFocus();
  });
  // A first visit that is an answer to a form (no boost) has its summary too.
  document.querySelector<HTMLElement>('[data-summary]')?.focus();

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-summary] a[href^="#"]') : null;
    const id = link?.getAttribute('href')?.slice(1);
    const field = id ? document.getElementById(id) : null;
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest('.field') ?? field).scrollIntoView({ block: 'center' });
  });
}
