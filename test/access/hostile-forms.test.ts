import { afterAll, describe, expect, test } from 'vitest';
import { payloads } from '../ui/page-html.ts';
import { unsafeIn } from './safe-html.ts';
import { TABLE } from './table.ts';
import { COLUMNS, personIn, Walker } from './walk.ts';
import { accessWorld } from './world.ts';

const world = await accessWorld();
const walker = new Walker(world);
afterAll(() => walker.close());

/** What no field takes, and what looks as if one did. */
const NASTY: readonly (string | string[])[] = [
  '',
  ' ',
  '2027-02-31',
  '0000-00-00',
  '-1',
  '1e21',
  '0.5',
  'NaN',
  "'; DROP TABLE devices; --",
  '" OR 1=1 --',
  '\u0000\u0007',
  '\ud800',
  '\u202e\u2066abc',
  '%00%ff',
  '__proto__',
  'x'.repeat(10_001),
  '01920000-0000-7000-8000-00000000dead',
  ['a', 'b'],
  Array.from({ length: 300 }, () => 'a'),
];

const forms = Object.entries(TABLE).filter(([route]) => /^POST (?!\/api\/)/.test(route));

describe('whatever is posted to a form', () => {
  test.each(forms)(
    '%s: no failure, no markup of the sender, and nothing changed where it is refused',
    async (route, marks) => {
      const columns = marks.split(' ');
      const who = [...COLUMNS].reverse().find((column) => columns[COLUMNS.indexOf(column)] === 'y');
      if (!who) return;
      const person = personIn(world.w, who);
      const names = await fieldsOf(route, person);
      const rounds = [...NASTY, ...payloadsFor(route)];
      for (const [n, value] of rounds.entries()) {
        // All fields at once in turn with one alone: a later field's fault is not hidden by the first one's.
        const some = n % 3 === 0 ? names : names.filter((_, i) => i === n % names.length);
        const more = Object.fromEntries(some.map((name) => [name, value]));
        const { answer, unchanged } = await walker.ask(route, 'own', person, more);
        const at = { route, value: String(value).slice(0, 60), fields: some.join() };
        expect({ ...at, status: answer.status < 500 }).toEqual({ ...at, status: true });
        if (answer.status >= 400) expect({ ...at, unchanged }).toEqual({ ...at, unchanged: true });
        expect({ ...at, unsafe: unsafeIn(answer) }).toEqual({ ...at, unsafe: [] });
      }
    },
  );
});

/** Four of the forty each, so that together the forms take every one of them many times. */
function payloadsFor(route: string): string[] {
  const start = [...route].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return [0, 1, 2, 3].map((n) => payloads[(start + n * 10) % payloads.length] ?? '');
}

/** The names of the form that the page of the same address shows, and of what the test of rights sends. */
async function fieldsOf(route: string, person: string): Promise<string[]> {
  const page = route.replace('POST ', 'GET ');
  const { answer } = await walker.ask(TABLE[page] ? page : 'GET /me', 'own', person);
  const shown = [...answer.text.matchAll(/<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"/g)].map(
    (found) => found[1] ?? '',
  );
  const sent = Object.keys(walker.bodyOf(route));
  return [...new Set([...(TABLE[page] ? shown : []), ...sent, 'note', 'version'])].filter(
    (name) => name !== 'idempotency_key',
  );
}
