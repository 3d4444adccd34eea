/** Sliders write into the box that is sent; without scripts they are not there. Called for every page. */
export function attachSliders(): void {
  for (const slider of document.querySelectorAll<HTMLInputElement>('input[data-moves]'))
    slider.hidden = false;
}

/** Follows what is moved and what is typed. */
export function watchSliders(): void {
  document.addEventListener('input', (event) => {
    const from = event.target;
    if (!(from instanceof HTMLInputElement)) return;
    if (from.dataset.moves !== undefined) {
      const box = document.getElementById(from.dataset.moves);
      if (!(box instanceof HTMLInputElement)) return;
      box.value = from.value;
      // The form listens to its boxes.
      box.dispatchEvent(new Event('input', { bubbles: true }));
      return;
    }
    if (!from.id || !event.isTrusted) return;
    const slider = document.querySelector<HTMLInputElement>(`input[data-moves="${CSS.escape(from.id)}"]`);
    if (slider) slider.value = from.value.replace(/[^\d.]/g, '') || '0';
  });
}
