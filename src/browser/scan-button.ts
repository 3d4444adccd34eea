import { assetFor } from './scan-assets.ts';

/** Shows the camera buttons of the boxes on the page, where there can be a camera and no scanner stands already. */
export function showScanButtons(): void {
  const possible = assetFor(null, 'camera') !== undefined && navigator.mediaDevices !== undefined;
  for (const button of document.querySelectorAll<HTMLElement>('[data-scan-for]')) {
    const scanner = button.closest('form')?.querySelector('spudger-scanner:not([data-for])');
    button.hidden = !possible || Boolean(scanner);
  }
}

/** A press on `[data-scan-for=ID]` opens a scanner under that box; it goes after one scan or by a second press. */
export function listenForScanButtons(opened: () => void): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-scan-for]') : null;
    const id = button?.dataset.scanFor;
    if (!button || !id) return;
    const former = document.querySelector<HTMLElement>('spudger-scanner[data-for]');
    former?.remove();
    if (former?.dataset.for === id) return;
    const scanner = document.createElement('spudger-scanner');
    Object.assign(scanner.dataset, { for: id, open: 'always' });
    (button.closest('.box') ?? button).after(scanner);
    opened();
  });
}
