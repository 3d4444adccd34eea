import 'htmx.org';
import { swapOf } from './htmx-events.ts';
import { watchKeys } from './keys.ts';
import { keepLostForms } from './lost-form.ts';
import { watchForNewBuild } from './new-build.ts';
import { keepFocus } from './page-focus.ts';
import { attachPasskeys } from './passkey-start.ts';
import { startPhotoInputs } from './photo-start.ts';
import { startScanner } from './scan-start.ts';
import { watchSending } from './sending.ts';
import { registerServiceWorker } from './service-worker-start.ts';
import { attachSliders, watchSliders } from './sliders.ts';
import { startOutcomeSounds } from './sounds.ts';
import { attachSuggestions } from './suggestions.ts';
import { showCurrentTabs } from './tabs.ts';
import { startTakingPart } from './take-part.ts';
import { attachTicks, watchTicks } from './ticks.ts';
import { attachNear, attachVisitDays } from './visit-days.ts';

/** What belongs to the content: done for the first page and for everything that is swapped in. */
function attach(): void {
  attachSuggestions();
  attachTicks();
  attachSliders();
  attachVisitDays();
  attachPasskeys();
  void attachNear();
  showCurrentTabs();
}

document.documentElement.dataset.js = '';
keepFocus();
watchSending();
watchForNewBuild();
watchKeys();
watchTicks();
watchSliders();
attach();
startScanner();
startPhotoInputs();
startOutcomeSounds();
registerServiceWorker(import.meta.url);
startTakingPart();
keepLostForms();
document.addEventListener('htmx:finally:swap', (event) => {
  if (swapOf(event)) attach();
});
