import { expect, test } from 'vitest';
import { FEW_STATEMENTS, piecesUpTo, type Worker } from '../../src/forecast/worker.ts';

async function cut(
  end: number,
  portions?: Worker['portions'],
): Promise<{ sizes: number[]; breaths: number }> {
  let breaths = 0;
  const worker: Worker = {
    ctx: () => Promise.reject(new Error('nothing is read here')),
    breathe: async () => void breaths++,
    tired: () => false,
    ...(portions ? { portions } : {}),
  };
  const sizes: number[] = [];
  let last = 0;
  for await (const [after, upTo] of piecesUpTo(end, worker)) {
    expect(after).toBe(last);
    sizes.push(upTo - after);
    last = upTo;
  }
  expect(last).toBe(end);
  return { sizes, breaths };
}

test('between pages few rows are read at once, however quick the last ones were, with a breath after each', async () => {
  const { sizes, breaths } = await cut(10_000);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(400);
  // None is more than twice as long as the one before it.
  sizes.forEach((size, i) => {
    expect(size).toBeLessThanOrEqual(2 * (sizes[i - 1] ?? 100));
  });
  expect(breaths).toBe(sizes.length);
});

test('where statements are counted, 400,000 rows are fifty of them', async () => {
  expect((await cut(400_000, FEW_STATEMENTS)).sizes).toHaveLength(50);
});
