import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVENTS, linesOf } from '../../src/webhooks/event-rules.ts';
import { EVENT_NAMES } from '../../src/webhooks/forms.ts';
import { pauseAfter, TRIED_MS, waitAfter } from '../../src/webhooks/retry-rules.ts';
import { filesUnder, typescriptIn } from '../support/source.ts';

/** Verbs that are put together where they are written. */
const COMPOSED = new Set(['tag added', 'tag withdrawn', 'serial added', 'serial withdrawn', 'open']);

test('every event has a meaning and lines that some commit writes', () => {
  expect(EVENTS.map(({ name }) => name)).toEqual([...EVENT_NAMES]);
  const source = typescriptIn(filesUnder('src'))
    .filter((file) => !/^src\/(webhooks|demo|browser)\//.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const lines = linesOf(EVENT_NAMES);
  expect(new Set(lines.map(({ kind, verb }) => `${kind} ${verb}`)).size).toBe(lines.length);
  const unknown = lines.filter(({ verb }) => !COMPOSED.has(verb) && !source.includes(`'${verb}'`));
  expect(unknown).toEqual([]);
});

test('attempts come later and later, heed what is asked, and end within three days', () => {
  let total = 0;
  let before = 0;
  let attempts = 0;
  while (total < TRIED_MS) {
    const wait = waitAfter(++attempts, null, 0);
    expect(wait).toBeGreaterThanOrEqual(before);
    before = wait;
    total += wait;
  }
  expect(attempts).toBeGreaterThan(10);
  expect(attempts).toBeLessThan(25);
  expect(waitAfter(1, 600, 0)).toBe(600_000);
  expect(waitAfter(1, 10_000_000, 0)).toBe(86_400_000);
  expect([1, 2, 3, 30].map((n) => pauseAfter(n, null))).toEqual([5_000, 10_000, 20_000, 1_800_000]);
});
