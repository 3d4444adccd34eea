import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { PAGES_ALONE, SAME_AS } from './pages.ts';
import type { Document } from './validator.ts';

const app = testApp(freshDatabase());
const document = (await app.get('/api/openapi.json')).json as Document;
const ids = new Map<string, string>();
for (const [path, methods] of Object.entries(document.paths))
  for (const [method, { operationId }] of Object.entries(methods))
    ids.set(`${method.toUpperCase()} ${path.replace('/api/v1', '').replace(/\{\w+\}/g, ':')}`, operationId);
const known = new Set(ids.values());

const pages = [...new Set(createApp(app.services).routes.map(({ method, path }) => `${method} ${path}`))]
  .filter((route) => /^POST \/(?!api\/)/.test(route))
  .sort();

/** The operations that a page's POST may be, by its name alone. */
function candidates(route: string): string[] {
  const path = route
    .replace('POST ', '')
    .replace(/^\/(purchasing|disposal)\//, '/')
    .replace(/^\/settings\/(webhooks|faults|symptoms|remedies|holidays|coverage-plans|custom-fields)/, '/$1')
    .replace(/^\/labels\//, '/label-')
    .replace(/^\/label-ranges/, '/tag-ranges')
    .replace(/:\w+/g, ':');
  const made = path.replace(/\/new$/, '');
  return [
    ...(made === path ? [] : [`POST ${made}`]),
    ...(path.endsWith('/edit') ? [`PUT ${path.replace(/\/edit$/, '')}`] : []),
    `POST ${path}`,
    `PUT ${path}`,
  ];
}

describe('everything that a page does', () => {
  test.each(pages)('%s can be done by a program as well, or it is written why not', (route) => {
    const byName = candidates(route).find((name) => ids.has(name));
    const same = SAME_AS[route];
    const alone = PAGES_ALONE.find(([pattern]) => pattern.test(route));
    expect([byName, same && known.has(same) ? same : undefined, alone?.[1]].some(Boolean), route).toBe(true);
  });
});

test('the written lists name nothing that is not there', () => {
  expect(Object.keys(SAME_AS).filter((route) => !pages.includes(route))).toEqual([]);
  expect(Object.entries(SAME_AS).filter(([, id]) => !known.has(id))).toEqual([]);
  expect(PAGES_ALONE.filter(([pattern]) => !pages.some((route) => pattern.test(route)))).toEqual([]);
});
