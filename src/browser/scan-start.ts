import { assetFor } from './scan-assets.ts';
import { listenForScanButtons, showScanButtons } from './scan-button.ts';
import { bringScan } from './scan-form.ts';
import { SCAN_EVENT } from './scan-messages.ts';
import { listenForWedge } from './scan-wedge.ts';

let loaded = false;

/** The camera's code is fetched when the first scanner is on a page; later ones come to life by themselves. */
function loadCamera(): void {
  const scanner = document.querySelector('spudger-scanner');
  const url = scanner ? assetFor(scanner, 'camera') : undefined;
  if (loaded || !url) return;
  loaded = true;
  import(url).catch(() => {
    loaded = false;
  });
}

function take(event: Event): void {
  if (!(event instanceof CustomEvent) || event.defaultPrevented) return;
  const scanner = event.target instanceof HTMLElement ? event.target : undefined;
  const box = scanner?.dataset.for;
  if (box) scanner?.remove();
  bringScan(String(event.detail.text), box);
}

/** Makes scanning work on every page: the camera where there is one, and keyboard-wedge scanners. */
export function startScanner(): void {
  const attach = (): void => {
    showScanButtons();
    loadCamera();
  };
  document.addEventListener(SCAN_EVENT, take);
  listenForWedge(bringScan);
  listenForScanButtons(loadCamera);
  document.addEventListener('htmx:finally:swap', attach);
  attach();
}
