import { beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { type FullStage, makeStage } from './stage.ts';
import type { Document } from './validator.ts';

/** A page with filters, and the operation that lists the same. */
const LISTS: readonly (readonly [page: string, path: string])[] = [
  ['/audits', '/audits'],
  ['/audits/due', '/audits/due'],
  ['/audits/inventory', '/audits/inventory'],
  ['/audits/verify', '/audits/verify'],
  ['/devices', '/devices'],
  ['/directory/look', '/directory/look'],
  ['/history', '/history'],
  ['/loans', '/loans'],
  ['/locations', '/locations'],
  ['/models', '/models'],
  ['/people', '/people'],
  ['/people/leavers', '/people/leavers'],
  ['/people/leavers/all', '/people/leavers/all'],
  ['/purchasing/back-orders', '/back-orders'],
  ['/purchasing/budgets', '/budgets'],
  ['/purchasing/invoices', '/invoices'],
  ['/purchasing/orders', '/orders'],
  ['/purchasing/returns', '/returns'],
  ['/purchasing/suppliers', '/suppliers'],
  ['/repairs', '/repairs'],
  ['/repairs/board', '/repairs/board'],
  ['/stock/counts/accuracy', '/stock/counts/accuracy'],
  ['/stock/counts/parts', '/stock/counts/parts'],
  ['/stock/counts/past', '/stock/counts'],
  ['/stock/fits', '/stock/fits'],
  ['/stock/movements', '/stock/movements'],
  ['/stock/parts', '/stock/parts'],
  ['/stock/transfers', '/stock/transfers'],
  ['/stock/value', '/stock/value/parts'],
  ['/users', '/users'],
  ['/vendor-batches', '/vendor-batches'],
  ['/vendor-batches/away', '/vendor-batches/away'],
  ['/vendor-batches/covered', '/vendor-batches/covered'],
  ['/visits', '/visits'],
  ['/visits/miles', '/visits/miles'],
];

/** What is another operation, or a matter of looks. */
const OTHERWISE: Readonly<Record<string, string | null>> = {
  // By parts and by bins are two operations.
  '/stock/value by': null,
  '/visits day': 'from',
  '/visits view': null,
  // Which day a site is planned for says the plan, not the suggestion.
  '/visits/suggestion day': null,
};

let stage: FullStage;
let document: Document;

beforeAll(async () => {
  stage = await makeStage();
  document = (await stage.app.get('/api/openapi.json')).json as Document;
});

/** The names of a page's filters, as whoever may see it is shown them. */
async function filtersOf(page: string): Promise<string[]> {
  const { w, app } = stage;
  for (const person of [w.mara, w.ada]) {
    const { status, text } = await app.get(page, person);
    if (status !== 200) continue;
    const form = /<search class="filters"[\s\S]*?<\/search>/.exec(text)?.[0] ?? '';
    return [...form.matchAll(/ name="(\w+)"/g)].flatMap(([, name = '']) => {
      const other = OTHERWISE[`${page} ${name}`];
      return other === undefined ? name : (other ?? []);
    });
  }
  return [];
}

describe('what a page is filtered by', () => {
  test.each(LISTS)('%s: a program can ask for as well', async (page, path) => {
    const names = await filtersOf(page);
    expect(names.length, page).toBeGreaterThan(0);
    const parameters = document.paths[`/api/v1${path}`]?.get?.parameters ?? [];
    const known = parameters.flatMap((one) => ('name' in one ? [one.name] : []));
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('is looked at on every page that has filters', async () => {
    const listed = new Set(LISTS.map(([page]) => page));
    const pages = createApp(stage.app.services)
      .routes.flatMap(({ method, path }) => (method === 'GET' ? [path] : []))
      .filter((path) => !/:|\*|^\/api|\./.test(path));
    const missing: string[] = [];
    for (const page of new Set(pages))
      if (!listed.has(page) && (await filtersOf(page)).length > 0) missing.push(page);
    expect(missing).toEqual([]);
  });
});
