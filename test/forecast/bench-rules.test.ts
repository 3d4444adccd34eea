import { describe, expect, test } from 'vitest';
import { districtCsv } from '../../bench/forecast-district.ts';
import { longMethods, scoreLong } from '../../bench/forecast-long.ts';
import { normalQuantile, WIDE_METHODS } from '../../bench/forecast-methods.ts';
import { longFile, parseCsv, readText } from '../../bench/forecast-read.ts';
import { Score, scaleOf, scoreWide, zeroCheck } from '../../bench/forecast-score.ts';

/** A made district, cut to some kinds and months, so that a test is quick. */
function smallDistrict(seed: number) {
  const lines = districtCsv(seed).split('\n');
  const kept = lines.filter((line, i) => {
    const [, part = '', month = ''] = line.split(',');
    return (
      i === 0 || (['screen', 'keyboard', 'battery', 'hinge', 'adapter'].includes(part) && Number(month) < 60)
    );
  });
  return longFile('small', kept.join('\n'));
}

describe('the bench', () => {
  test('on a small made district spudger keeps its bars', () => {
    const file = smallDistrict(5);
    const methods = longMethods(file);
    const figures = (name: string) => {
      const method = methods[name];
      if (!method) throw new Error(name);
      return scoreLong(file, method);
    };
    const spudger = figures('spudger');
    const average = figures('MA-12 + normal');
    const base = figures('installed base alone');
    expect(spudger.all.p95).toBeLessThan(0.8 * average.all.p95);
    expect(spudger.all.p50).toBeLessThan(base.all.p50 * 1.01);
    expect(spudger.all.p50).toBeLessThan(BARS.p50);
    expect(spudger.all.p95).toBeLessThan(BARS.p95);
    expect(spudger.figures.cov95).toBeGreaterThan(0.92);
    expect(spudger.figures.cov95).toBeLessThan(0.985);
  });

  test('what comes after an origin changes no forecast made there', () => {
    const file = smallDistrict(6);
    const changed = {
      ...file,
      series: file.series.map((one) => ({
        ...one,
        units: one.units.map((value, t) => (t < 36 ? value : 3 * value + 7)),
      })),
    };
    const laws = [file, changed].map((one) => longMethods(one).spudger?.(36));
    for (let s = 0; s < file.series.length; s++)
      expect(laws[1]?.(s, 3).quantile(0.95)).toBe(laws[0]?.(s, 3).quantile(0.95));
  });

  test('zero for everything scores half of the scaled demand', () => {
    const series = [Float64Array.from({ length: 18 }, (_, t) => t % 2)];
    expect(zeroCheck(series)).toBeCloseTo(0.25, 9);
    expect(scaleOf(Float64Array.of(1, Number.NaN, 4, 2), 4)).toBeCloseTo(2.5, 9);
  });

  test('a sure forecast loses nothing and is covered', () => {
    const score = new Score();
    score.take([3, 3, 3, 3, 3, 3, 3], 3, 1);
    expect(score.spl5()).toBe(0);
    expect(score.coverage(0.95)).toBe(1);
  });

  test('every method gives all figures on short and on holey panels', () => {
    const series = Array.from({ length: 12 }, (_, s) =>
      Float64Array.from({ length: 20 }, (_, t) => ((s * t) % 7 === 3 ? Number.NaN : (s * t) % 4)),
    );
    for (const method of Object.values(WIDE_METHODS))
      for (const [key, value] of Object.entries(scoreWide(series, method)))
        expect(value === null ? key : Number.isFinite(value)).toBe(value === null ? 'fill95stock' : true);
  });

  test.each([
    [0.5, 0],
    [0.95, 1.6449],
    [0.01, -2.3263],
  ])('the normal %d quantile is %d', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 4);
  });
});

describe('reading', () => {
  test('quotes, a byte order mark and both line ends', () => {
    expect(parseCsv('\uFEFF"a ""b""",c\r\n1,"x,\ny"\n\n')).toEqual([
      ['a "b"', 'c'],
      ['1', 'x,\ny'],
    ]);
  });

  test('the two formats are told apart, extra columns are passed over', () => {
    const months = Array.from({ length: 14 }, (_, t) => `2001-${String((t % 12) + 1).padStart(2, '0')}`);
    const wide = readText(
      'w.csv',
      `id,note,${months.join(',')}\n"s1",new,${months.map((_, t) => (t === 3 ? '' : t)).join(',')}`,
    );
    expect(wide?.wide?.series[0]?.length).toBe(14);
    expect(wide?.wide?.series[0]?.[3]).toBeNaN();
    expect(wide?.wide?.series[0]?.[13]).toBe(13);
    const long = readText(
      'l.csv',
      'extra,month,model,part,demand,devices_in_service,model_age_months\nx,1,M,screen,NaN,10,5\nx,0,M,screen,2,11,4\n',
    );
    expect(long?.long?.series[0]?.units[0]).toBe(2);
    expect(long?.long?.series[0]?.units[1]).toBeNaN();
    expect(long?.long?.models[0]?.devices).toEqual(Float64Array.of(11, 10));
  });

  test('what is neither is refused', () => {
    expect(readText('x.csv', 'a,b\n1,2\n')).toBeNull();
    expect(readText('x.csv', '')).toBeNull();
  });
});
const BARS = { p50: 0.2, p95: 0.08 };
