const SCRIPT = '/sw.js';
/** After the page has what it needs itself, in milliseconds. */
const AFTER_LOAD_MS = 2000;

/**
 * Registers the service worker when the page has come to rest. `app` is the address of the script that runs on the
 * page: a waiting new version takes over at once if it is the one this page belongs to and no other page is open.
 */
export function registerServiceWorker(app: string): void {
  if (!('serviceWorker' in navigator)) return;
  const register = async (): Promise<void> => {
    const registration = await navigator.serviceWorker.register(SCRIPT, {
      scope: '/',
      updateViaCache: 'none',
    });
    registration.waiting?.postMessage({ takeOver: new URL(app).pathname });
  };
  const later = (): void => {
    // Without a service worker the app works as well; a browser in private mode may refuse it.
    setTimeout(() => void register().catch(() => undefined), AFTER_LOAD_MS);
  };
  if (document.readyState === 'complete') later();
  else addEventListener('load', later, { once: true });
}
