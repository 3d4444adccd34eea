import { SpudgerScanner } from './camera.ts';

// A page that came by a swap after a new version was put in place may load this a second time.
if (!customElements.get('spudger-scanner')) customElements.define('spudger-scanner', SpudgerScanner);
