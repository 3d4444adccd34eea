import { swapOf } from './htmx-events.ts';

function scriptOf(markup: string): string | undefined {
  return /<script type="module" src="([^"]*\/main-[^"]*)"/.exec(markup)?.[1];
}

/**
 * A page that was made by a newer build is loaded whole: swapped in, it would wear the old style sheet and lack the
 * new scripts. An answer to a form is left alone, what was typed is in it.
 */
export function watchForNewBuild(): void {
  const own = scriptOf(document.head.innerHTML);
  document.addEventListener('htmx:before:swap', (event) => {
    const swap = swapOf(event);
    const answer = swap?.response?.raw;
    if (!own || swap?.target !== document.body || !answer?.ok) return;
    const theirs = scriptOf(swap.text ?? '');
    if (!theirs || theirs === own) return;
    event.preventDefault();
    location.assign(answer.url);
  });
}
