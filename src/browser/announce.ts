/** Says something to screen readers. The region survives swaps (hx-preserve), else it would stay silent. */
export function announce(text: string): void {
  const region = document.getElementById('live');
  if (!region) return;
  region.textContent = '';
  // The same text twice, or a text set with the swap itself, is not read out.
  setTimeout(() => {
    region.textContent = text;
  }, 80);
}

/** Shows a line above the lower edge for `seconds`, and says it. */
export function toast(text: string, seconds = 6): void {
  document.querySelector('.toast')?.remove();
  const box = document.createElement('div');
  box.className = 'toast';
  box.textContent = text;
  (document.getElementById('main') ?? document.body).append(box);
  announce(text);
  setTimeout(() => box.remove(), seconds * 1000);
}
