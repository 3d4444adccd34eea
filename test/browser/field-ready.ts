import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Waits until this phone carries its sites and its service worker keeps the field pages. */
export async function ready(page: Page): Promise<void> {
  await page.getByText(/The copy is/).waitFor();
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const cache = await caches.open('spudger-assets');
          const kept = await cache.keys();
          return navigator.serviceWorker.controller
            ? kept.filter(({ url }) => /field-|scan-worker-/.test(url)).length
            : 0;
        }),
      { timeout: 20_000 },
    )
    .toBe(2);
  // The copy is whole when its list of parts is kept, which comes last.
  await expect.poll(() => page.evaluate(carries), { timeout: 20_000 }).toBe(true);
}

/** Runs in the page: whether the phone has its copy. */
async function carries(): Promise<boolean> {
  // Opening a database that is not there would make an empty one.
  if (!(await indexedDB.databases()).some(({ name }) => name === 'spudger')) return false;
  return new Promise((resolve) => {
    const opening = indexedDB.open('spudger');
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
      const base = opening.result;
      const asked = base.transaction('copy').objectStore('copy').get('manifest');
      asked.onsuccess = () => {
        base.close();
        resolve(asked.result !== undefined);
      };
      asked.onerror = () => resolve(false);
    };
  });
}
