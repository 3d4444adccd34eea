import { announce } from './announce.ts';

function boxesOf(bar: HTMLFormElement): HTMLInputElement[] {
  // `bar.id` is a tick box where the boxes are named "id".
  const id = CSS.escape(bar.getAttribute('id') ?? '');
  return [...document.querySelectorAll<HTMLInputElement>(`td.ticks input[form="${id}"]`)];
}

function refresh(bar: HTMLFormElement, speak: boolean): void {
  const boxes = boxesOf(bar);
  const ticked = boxes.filter((box) => box.checked).length;
  bar.toggleAttribute('data-idle', ticked === 0);
  const count = bar.querySelector('[data-tick-count]');
  if (count) count.textContent = ticked === 1 ? '1 ticked' : `${ticked} ticked`;
  const all = boxes[0]?.closest('table')?.querySelector<HTMLInputElement>('[data-tick-all]');
  if (all) {
    all.hidden = false;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  if (speak) announce(`${ticked} of ${boxes.length} ticked`);
}

/** Shows a list's bar of actions while rows are ticked. Called again for every page that was swapped in. */
export function attachTicks(): void {
  for (const bar of document.querySelectorAll<HTMLFormElement>('form[data-tick-bar]')) refresh(bar, false);
}

/** Follows the ticks of every list of the page. */
export function watchTicks(): void {
  document.addEventListener('change', (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== 'checkbox') return;
    if (box.dataset.tickAll !== undefined) {
      const first = box.closest('table')?.querySelector<HTMLInputElement>('td.ticks input');
      if (!first?.form) return;
      for (const other of boxesOf(first.form)) other.checked = box.checked;
      refresh(first.form, true);
    } else if (box.form?.dataset.tickBar !== undefined && box.closest('td.ticks')) refresh(box.form, true);
  });
}
