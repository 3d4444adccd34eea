import { afterAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { OPEN, TABLE } from './table.ts';
import { COLUMNS, personIn, type Side, Walker } from './walk.ts';
import { accessWorld, openWorld } from './world.ts';

const world = await accessWorld();
const walker = new Walker(world);
afterAll(() => walker.close());

const routes = [
  ...new Set(
    createApp(openWorld(world).app.services)
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`),
  ),
].sort();

/** Words that only belong to the other school's things. */
const BIRCH = /Birch|Larkspur|60009|60001/;

test('the table holds every route, and no other', () => {
  expect([...Object.keys(TABLE), ...Object.keys(OPEN)].sort()).toEqual(routes);
  expect(Object.values(TABLE).filter((marks) => !/^[yf-]( [yf-]){8}$/.test(marks))).toEqual([]);
});

test('every kind of thing is there twice', () => {
  expect(Object.entries(world.things).filter(([, { own, other }]) => !own || !other)).toEqual([]);
});

const MAY = [200, 201, 204, 303, 409, 422];
const REFUSED: Readonly<Record<string, number[]>> = { f: [403], '-': [404] };

/** What is wrong with the answers to one person, for one side; nothing where all is as it should be. */
async function faults(
  route: string,
  column: string,
  person: string,
  side: Side,
  mark: string,
): Promise<string[]> {
  const { answer, unchanged } = await walker.ask(route, side, person);
  const expected = REFUSED[mark] ?? MAY;
  const found: string[] = [];
  const who = `${column}, ${side}: ${answer.status}`;
  if (!expected.includes(answer.status)) found.push(`${who}, not ${expected.join(' or ')}`);
  if (!unchanged && (REFUSED[mark] || route.startsWith('GET ')))
    found.push(`${who}, and the database changed`);
  if (REFUSED[mark] && side === 'other' && BIRCH.test(answer.text))
    found.push(`${who}, and it tells of Birch`);
  return found;
}

describe('each route answers each role as the table says', () => {
  test.each(Object.entries(TABLE))('%s  %s', async (route, marks) => {
    const found: string[] = [];
    const columns = marks.split(' ');
    const about = route.includes(':');
    for (const [i, column] of COLUMNS.entries()) {
      const mark = columns[i] ?? '';
      const person = personIn(world.w, column);
      const contact = column === 'contact' || column === 'elsewhere';
      found.push(...(await faults(route, column, person, column === 'elsewhere' ? 'other' : 'own', mark)));
      // Who sees all schools' things sees the other school's as well; what is one person's is not asked for here.
      const everywhere = about && !contact && mark !== '-' && !PERSONAL.test(route);
      if (everywhere) found.push(...(await faults(route, column, person, 'other', mark)));
      // A thing that there is not is not found by those who may, and not even looked for by the others.
      if (!about) continue;
      const none = await walker.ask(route, 'none', person);
      const expected =
        mark === 'f' ? FORBIDDEN_AFTER(route) : NO_LOOK_UP.test(route) ? [404, 409, 422] : [404];
      if (!expected.includes(none.answer.status) || !none.unchanged)
        found.push(`${column}, none: ${none.answer.status}, not ${expected.join(' or ')}`);
    }
    const nobody = await walker.ask(route, 'own', null);
    const away =
      route.includes('/api/v1/') || route.includes('/sync/') || !route.startsWith('GET ') ? 401 : 303;
    if (nobody.answer.status !== away || !nobody.unchanged) found.push(`nobody: ${nobody.answer.status}`);
    if (away === 303 && !nobody.answer.location?.startsWith('/sign-in?next='))
      found.push('nobody: elsewhere');
    expect(found).toEqual([]);
  });

  test.each(Object.entries(OPEN))('%s is open, %s', async (route, [nobody, somebody]) => {
    expect((await walker.ask(route, 'own', null)).answer.status).toBe(nobody);
    expect((await walker.ask(route, 'own', world.w.sid)).answer.status).toBe(somebody);
    const stranger = await walker.ask(route, 'other', null);
    expect(stranger.answer.text).not.toMatch(/Birch|Larkspur/);
    if (route.startsWith('GET ')) expect(stranger.unchanged).toBe(true);
  });
});

/** A photo's author may take it back, who began a count may give it up: known only after it was found. */
const FORBIDDEN_AFTER = (route: string) =>
  /\/photos\/:name\/withdraw|\/counts\/:id\/give-up|\/lots\/:id\/move|\/:bin\/top-up/.test(route)
    ? [403, 404]
    : [403];

/** What belongs to one person: sessions, tokens, scanning modes, views, mentions, undoing. */
const PERSONAL =
  /\/me\/|\/check\/:|\/hand-back\/:|\/vendor-batches\/(receive|:batch\/scan)\/:|\/views\/:|\/mentions\/|\/photos\/:name\/withdraw/;

/** Where the form is read before the thing is looked for, or where the thing itself is the condition. */
const NO_LOOK_UP =
  /^PUT |^POST \/api\/v1|\/me\/(sessions|tokens|passkeys)|\/holidays\/|\/users\/:id\/(sessions|tokens|passkeys|accounts)|\/fits\/:id\/decide|\/groups\/:id\/edit/;
