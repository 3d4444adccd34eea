import { expect, test } from 'vitest';
import { randomFrom } from '../../bench/forecast-district.ts';
import { Counts } from '../../src/forecast/kept-rules.ts';

test('counts by three numbers are those of a map, also where its arrays grow and some are forgotten', () => {
  const random = randomFrom(5);
  const below = (n: number) => Math.floor(random() * n);
  const counts = new Counts();
  const slowly = new Map<string, number>();
  for (let i = 0; i < 20_000; i++) {
    const [a, b, c, n] = [below(9_000), below(30), below(i % 2 ? 4 : 4_096), 1 + below(5)];
    counts.add(a, b, c, n);
    slowly.set(`${a} ${b} ${c}`, (slowly.get(`${a} ${b} ${c}`) ?? 0) + n);
    if (i % 10) continue;
    counts.forget(a, b, c);
    slowly.delete(`${a} ${b} ${c}`);
  }
  let walked = 0;
  for (const [a, b, c, n] of counts.entries())
    if (n === slowly.get(`${a} ${b} ${c}`) && n === counts.of(a, b, c)) walked++;
  expect(slowly.size).toBeGreaterThan(15_000);
  expect(walked).toBe(slowly.size);
  expect([...counts.entries()]).toHaveLength(walked);
  expect(counts.of(1, 2, 4_095) + counts.of(9_999, 0, 0)).toBe(slowly.get('1 2 4095') ?? 0);
});
