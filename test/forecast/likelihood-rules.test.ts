import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../bench/forecast-district.ts';
import { fitExperts, predicted } from '../../src/forecast/expert-rules.ts';
import { ageFactor, fitAges, KNOTS } from '../../src/forecast/factor-rules.ts';
import { fitHazards, hazardOf, starterPrior } from '../../src/forecast/hazard-rules.ts';
import { minimise } from '../../src/forecast/minimum-rules.ts';
import { mean } from '../../src/forecast/mixture-rules.ts';
import {
  digamma,
  digammaRise,
  drain,
  logGamma,
  logNb,
  logRising,
  logSum,
} from '../../src/forecast/numeric-rules.ts';
import { poissonFrom } from './made.ts';

describe('likelihoods', () => {
  test('the logarithm of the factorial', () => {
    let factorial = 1;
    for (let n = 1; n < 20; n++) {
      expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 9);
      factorial *= n;
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 9);
  });

  test.each([0.07, 0.9, 3, 40.5])('at %d the derivative is that of the logarithm of Gamma', (x) => {
    expect(digamma(x)).toBeCloseTo((logGamma(x + 1e-5) - logGamma(x - 1e-5)) / 2e-5, 4);
    for (const y of [0, 3, 11, 12, 90]) {
      expect(logRising(x, y)).toBeCloseTo(logGamma(x + y) - logGamma(x), 8);
      expect(digammaRise(x, y)).toBeCloseTo(digamma(x + y) - digamma(x), 8);
    }
  });

  test.each([
    [0.3, 0.5],
    [4, 2],
    [6, Number.POSITIVE_INFINITY],
  ])('probabilities of mean %d and size %d add up to one', (m, size) => {
    const logs = Float64Array.from({ length: 300 }, (_, y) => logNb(y, m, size));
    expect(logSum(logs, 0, 300)).toBeCloseTo(0, 6);
    expect(logs.reduce((sum, log, y) => sum + y * Math.exp(log), 0)).toBeCloseTo(m, 5);
  });

  test('a minimum is found along a narrow valley', () => {
    const x = Float64Array.of(-1.2, 1);
    drain(
      minimise(
        x,
        function* (at, gradient) {
          yield;
          const [a = 0, b = 0] = at;
          gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
          gradient[1] = 200 * (b - a * a);
          return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
        },
        200,
      ),
    );
    expect(x[0]).toBeCloseTo(1, 2);
    expect(x[1]).toBeCloseTo(1, 2);
  });
});

describe('what is fitted', () => {
  test('a regression finds the rates that made its rows', () => {
    const random = randomFrom(3);
    const n = 3_000;
    const x = new Float64Array(n * 2);
    const y = new Float64Array(n);
    const offset = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const z = 2 * random() - 1;
      x[2 * i] = 1;
      x[2 * i + 1] = z;
      offset[i] = 1 + 3 * random();
      y[i] = poissonFrom(random, (offset[i] ?? 0) * Math.exp(0.4 + 0.8 * z));
    }
    const fit = drain(fitExperts({ x, width: 2, y, offset }, 1, { ridge: 1, steps: 80 }));
    for (const z of [-0.8, 0, 0.8]) {
      const law = predicted(fit, Float64Array.of(1, z), 0, 2);
      expect(mean(law) / (2 * Math.exp(0.4 + 0.8 * z))).toBeCloseTo(1, 1);
      expect(law[0]?.size).toBeGreaterThan(10);
    }
  });

  test('two experts part where the rows are of two kinds', () => {
    const random = randomFrom(4);
    const n = 2_000;
    const y = Float64Array.from({ length: n }, () => poissonFrom(random, random() < 0.3 ? 20 : 1));
    const fit = drain(
      fitExperts({ x: new Float64Array(n).fill(1), width: 1, y }, 2, { ridge: 1, steps: 80 }),
    );
    const law = [...predicted(fit, Float64Array.of(1), 0)].sort((a, b) => a.mean - b.mean);
    expect(law[0]?.mean).toBeCloseTo(1, 0);
    expect(Math.abs((law[1]?.mean ?? 0) - 20)).toBeLessThan(1);
    expect(law[1]?.weight).toBeCloseTo(0.3, 1);
  });

  test('the prior of a kind is that of its models, and what little is known is pulled to it', () => {
    const random = randomFrom(5);
    const hazards = Array.from({ length: 60 }, () => 0.004 * (0.4 + 1.2 * random()));
    const exposure = hazards.map(() => 20_000);
    const units = hazards.map((hazard) => poissonFrom(random, hazard * 20_000));
    const prior = drain(fitHazards(units, exposure, starterPrior('screen')));
    expect(prior.mean / 0.004).toBeCloseTo(1, 1);
    expect(prior.shape).toBeGreaterThan(4);
    expect(hazardOf(prior, 0, 0)).toBeCloseTo(prior.mean, 9);
    expect(hazardOf(prior, 200, 1e7) / 2e-5).toBeCloseTo(1, 1);
  });

  test('without any model the prior is the starter of its kind', () => {
    const prior = drain(fitHazards([], [], starterPrior('screen panel')));
    expect(prior.mean * 12).toBeCloseTo(0.06, 6);
    expect(1 / Math.sqrt(prior.shape)).toBeCloseTo(1.25, 2);
    expect(starterPrior('charger_port').mean).toBeLessThan(starterPrior('charger').mean);
  });

  test('wear with age is found, and no wear is not', () => {
    const expected = Float64Array.from(KNOTS, () => 120);
    const worn = fitAges(
      Float64Array.from(KNOTS, (age) => Math.round((120 * (age + 6)) / 50)),
      expected,
    );
    expect(ageFactor(worn, 60) / ageFactor(worn, 12)).toBeCloseTo(66 / 18, 0);
    const flat = fitAges(
      Float64Array.from(KNOTS, (_, i) => 118 + ((i * 7) % 5)),
      expected,
    );
    for (const age of [0, 12, 60, 200]) expect(ageFactor(flat, age)).toBeCloseTo(1, 1);
  });
});
