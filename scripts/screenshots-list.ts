import type { Page } from 'playwright-core';
import { FILES } from './screenshots-files.ts';

/** One picture: who looks, and how that person comes to the page. */
export interface Shot {
  readonly name: string;
  /** the words of the button of the demo's sign-in page; '' is nobody */
  readonly as: string;
  readonly dark?: boolean;
  /** where one size tells it all */
  readonly only?: 'phone' | 'desk';
  open(page: Page): Promise<void>;
}

const DEVICE = /^\/devices\/[0-9a-f-]{36}$/;
const REPAIR = /^\/repairs\/(R-)?\d+$/;

/** Goes to a page, then on by the first link of its main part whose address fits, in this order. */
function through(path: string, ...links: readonly RegExp[]): (page: Page) => Promise<void> {
  return async (page) => {
    const answer = await page.goto(path);
    if (!answer?.ok()) throw new Error(`${path} answered ${answer?.status()}`);
    for (const wanted of links) await page.goto(await linkOf(page, wanted));
  };
}

async function linkOf(page: Page, wanted: RegExp): Promise<string> {
  const links = await page
    .locator('main a[href]')
    .evaluateAll((list) => list.map((link) => link.getAttribute('href') ?? ''));
  const next = links.find((href) => wanted.test(href));
  if (!next) throw new Error(`${page.url()} has no link like ${wanted}`);
  return next;
}

/** Check-out to people, as it looks after a few scans. */
async function station(page: Page): Promise<void> {
  await page.goto('/devices?use=loaner&state=in_service');
  const names = await page.locator('tbody tr a').allInnerTexts();
  // Each size hands out others, or the second would find them handed out.
  const at = (page.viewportSize()?.width ?? 0) > 1000 ? 3 : 0;
  const tags = names.filter((name) => !name.startsWith('no tag'));
  await page.goto('/people?kind=student');
  const badge = /\bS\d{5,}\b/.exec(await page.locator('main').innerText())?.[0];
  if (!badge) throw new Error('no student with a badge');
  await page.goto('/check?mode=person');
  await page.getByLabel('Several devices for one badge').check();
  await page.getByRole('button', { name: 'Start scanning' }).click();
  await page.waitForURL(/\/check\/[\w-]+$/);
  for (const text of [badge, 'LPS-0000', ...tags.slice(at, at + 3)]) {
    const box = page.locator('main input[data-scan]').first();
    await box.fill(text);
    await Promise.all([
      page.waitForResponse((answer) => answer.request().method() === 'POST'),
      box.press('Enter'),
    ]);
    await page.waitForLoadState('networkidle');
  }
}

async function find(page: Page): Promise<void> {
  await page.goto('/search');
  await page.locator('input[type=search]:visible').first().fill('LCD');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=LCD/);
}

const ID = '[0-9a-f-]{36}';

/** Pictures of the guide of parts. */
const PARTS: readonly Shot[] = [
  {
    name: 'count',
    as: 'Specialist II',
    only: 'phone',
    open: through('/stock/counts', new RegExp(`^/stock/counts/${ID}$`)),
  },
  { name: 'waiting', as: 'Manager', only: 'desk', open: through('/stock/counts/waiting') },
  {
    name: 'vehicle',
    as: 'Specialist II',
    only: 'phone',
    open: through('/stock/vehicles', new RegExp(`^/stock/vehicles/${ID}$`)),
  },
  {
    name: 'order',
    as: 'Manager',
    only: 'desk',
    open: through('/purchasing/orders?state=proposed', /^\/purchasing\/orders\/(PO-\d|[0-9a-f]{8}-)/),
  },
  { name: 'vendor-batch', as: 'Specialist II', only: 'desk', open: through('/vendor-batches/V-00001') },
  {
    name: 'lot',
    as: 'Manager',
    only: 'desk',
    open: through('/disposal/lots', new RegExp(`^/disposal/lots/${ID}$`)),
  },
  { name: 'plan', as: 'Manager', only: 'desk', open: through('/plan') },
  {
    name: 'forecast',
    as: 'Manager',
    only: 'desk',
    open: through('/plan', new RegExp(`^/forecast/groups/${ID}`)),
  },
];

export const SHOTS: readonly Shot[] = [
  ...PARTS,
  ...FILES,
  { name: 'sign-in', as: '', open: through('/sign-in') },
  { name: 'today', as: 'Specialist II', dark: true, open: through('/') },
  { name: 'scan', as: 'Specialist II', open: through('/scan') },
  { name: 'search', as: 'Specialist II', open: find },
  { name: 'devices', as: 'Specialist II', open: through('/devices?use=loaner') },
  { name: 'device', as: 'Specialist II', dark: true, open: through('/repairs', REPAIR, DEVICE) },
  {
    name: 'quick-repair',
    as: 'Specialist II',
    dark: true,
    open: through('/devices?use=one_to_one&state=in_service', DEVICE, /\/repair$/, /fault=screen/),
  },
  { name: 'report', as: 'School contact', open: through('/devices', DEVICE, /^\/repairs\/new/) },
  { name: 'repair', as: 'Specialist II', open: through('/repairs', REPAIR) },
  { name: 'swap', as: 'Specialist II', open: through('/repairs', REPAIR, DEVICE, /\/swap$/) },
  { name: 'check', as: 'School contact', open: through('/check') },
  { name: 'station', as: 'Specialist II', open: station },
  { name: 'queue', as: 'Manager', dark: true, open: through('/repairs') },
  { name: 'board', as: 'Manager', open: through('/repairs/board') },
  { name: 'manager', as: 'Manager', open: through('/') },
  { name: 'stock', as: 'Specialist II', open: through('/stock') },
  { name: 'part', as: 'Manager', open: through('/stock/parts', /^\/stock\/parts\/[0-9a-f-]{36}$/) },
  { name: 'fits', as: 'Manager', open: through('/stock/fits') },
  { name: 'location', as: 'School contact', open: through('/locations', /^\/locations\/[0-9a-f-]{36}$/) },
  { name: 'model', as: 'Manager', open: through('/models', /^\/models\/[0-9a-f-]{36}$/) },
  { name: 'person', as: 'Manager', open: through('/repairs', REPAIR, DEVICE, /^\/people\/[0-9a-f-]{36}$/) },
  { name: 'history', as: 'Auditor', open: through('/history') },
  { name: 'settings', as: 'Admin', open: through('/settings') },
  { name: 'api', as: 'Admin', open: through('/api') },
];
