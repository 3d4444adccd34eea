import { bringToField, startField } from './field-app.ts';
import { takePart } from './in-step.ts';
import { assetFor } from './scan-assets.ts';
import { SCAN_EVENT } from './scan-messages.ts';
import { listenForWedge } from './scan-wedge.ts';
import { registerServiceWorker } from './service-worker-start.ts';
import { defineWaiting } from './waiting.ts';

document.documentElement.dataset.js = '';
defineWaiting();
startField();
void takePart().catch(() => undefined);
listenForWedge(bringToField);
document.addEventListener(SCAN_EVENT, (event) => {
  if (event instanceof CustomEvent) bringToField(String(event.detail.text));
});
const camera = assetFor(null, 'camera');
if (camera) void import(camera).catch(() => undefined);
registerServiceWorker(import.meta.url);
