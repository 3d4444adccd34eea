import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChromium, visit } from '../support/browser.ts';
import { type RunningProvider, startProvider } from '../support/oidc-provider.ts';
import { cookieOf } from '../support/server.ts';
import { freePort, type Started, startProgram } from '../support/server-process.ts';
import { makeSeed, PASSWORD, SERVER_SECRET, type Seed, writeSeed } from '../support/server-seed.ts';

let folder: string;
let url: string;
let provider: RunningProvider;
let server: Started;
let browser: Browser;
let cast: Seed['cast'];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spudger-sign-in-'));
  const seed = await makeSeed();
  cast = seed.cast;
  await writeSeed(join(folder, 'spudger.db'), seed);
  const port = await freePort();
  // Passkeys belong to a name: browsers take none for an address of numbers.
  url = `http://localhost:${port}`;
  provider = await startProvider([`${url}/sign-in/with/oidc/back`]);
  const env = {
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: url,
    DATA_DIR: folder,
    SECRET: SERVER_SECRET,
    SIGN_IN_DOMAINS: 'spudger.test',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
  };
  server = await startProgram(['--enable-source-maps', 'dist/node.js'], env, /Spudger .* at http/, 30_000);
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await provider?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** A phone's own authenticator, that knows its owner. */
async function authenticator(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return cdp;
}

describe('signing in without a password', () => {
  test('a passkey is added, named, signs in, and is removed', async () => {
    const { page, faults, go } = await visit(browser, { url }, { cookie: cookieOf(cast.ada) });
    const cdp = await authenticator(page);
    await go('/me');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    // The session is old: whoever found the phone open adds no key of his own.
    await page.getByText('sign out and in again').waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByLabel('E-mail address').fill('ada@spudger.test');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((at) => at.pathname === '/');
    await go('/me');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('signs you in from now on').waitFor();
    await page.getByText('Rename').click();
    await page.getByLabel('Name', { exact: true }).fill('My phone');
    await page.locator('form[action$="/name"] button').click();
    await page.getByText('My phone').waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL(/\/sign-in/);
    // The made key also answers the address's own offer of keys, at times before the button is pressed.
    const pressed = page.getByRole('button', { name: 'Sign in with a passkey' }).click({ timeout: 3_000 });
    await Promise.all([page.waitForURL((at) => at.pathname === '/'), pressed.catch(() => null)]);
    await go('/me');
    await page.getByRole('button', { name: 'Remove My phone' }).click();
    await page.getByText('Ended').waitFor();
    // The phone still has it; the district does not know it any more.
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL(/\/sign-in/);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('does not sign in here').waitFor();
    await cdp.detach();
    expect(faults.filter((fault) => !/422/.test(fault))).toEqual([]);
    await page.context().close();
  });

  test('an account of a service signs in through the page, and its password path needs no script', async () => {
    provider.next = { sub: 'sid-7', email: 'sid@spudger.test', email_verified: true };
    const { page, faults, go } = await visit(browser, { url });
    await go('/devices');
    await page.getByRole('link', { name: /Continue with/ }).click();
    await page.waitForURL(/\/devices$/);
    expect(faults).toEqual([]);
    await page.context().close();
    const plain = await visit(browser, { url }, { script: false });
    await plain.go('/sign-in');
    expect(await plain.page.getByRole('button', { name: /passkey/ }).count()).toBe(0);
    expect(await plain.page.getByLabel('Password').isVisible()).toBe(true);
    await plain.page.getByRole('link', { name: /Continue with/ }).click();
    await plain.page.waitForURL((at) => at.pathname === '/');
    expect(plain.faults).toEqual([]);
    await plain.page.context().close();
  });
});
