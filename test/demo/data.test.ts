import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causeMix, faultMix, faultWeights, monthFactors } from '../../src/demo/data-faults.ts';
import { modelByCode, models, serialPatterns } from '../../src/demo/data-models.ts';
import { barcode, partGroups } from '../../src/demo/data-parts.ts';
import { cast, email, gradeIn, namesAvailable, personName } from '../../src/demo/data-people.ts';
import { centre, rooms, siteKinds, sites } from '../../src/demo/data-places.ts';
import { Random } from '../../src/demo/random.ts';
import { alsoFits, partKinds, startingFaults } from '../../src/repairs/starting-list.ts';
import { startingRemedies } from '../../src/repairs/starting-list-remedies.ts';
import { startingSymptoms } from '../../src/repairs/starting-list-symptoms.ts';

const codes = new Set(startingFaults.map((fault) => fault.code));
const groups = partGroups();

describe('the starting list', () => {
  test('names every remedy, fault and kind of part that it points at, each code once', () => {
    const remedies = new Set(startingRemedies.map((remedy) => remedy.code));
    const kinds = new Set<string>(partKinds.map(([code]) => code));
    expect(codes.size).toBe(startingFaults.length);
    expect(remedies.size).toBe(startingRemedies.length);
    expect(new Set(startingSymptoms.map((symptom) => symptom.code)).size).toBe(startingSymptoms.length);
    expect(startingFaults.filter((fault) => !remedies.has(fault.remedy))).toEqual([]);
    expect(startingFaults.filter((fault) => fault.partKind !== null && !kinds.has(fault.partKind))).toEqual(
      [],
    );
    expect(startingFaults.filter((fault) => fault.symptomWords.some((word) => word === ''))).toEqual([]);
    expect(startingSymptoms.flatMap((symptom) => symptom.faults).filter((code) => !codes.has(code))).toEqual(
      [],
    );
    expect(Object.keys(alsoFits).filter((code) => !codes.has(code))).toEqual([]);
  });

  test('has the minutes and levels that were asked for', () => {
    const of = (code: string) => startingFaults.find((fault) => fault.code === code);
    for (const code of ['screen', 'bezel', 'trackpad', 'camera', 'keycap', 'port', 'io-board', 'object'])
      expect([code, of(code)?.minutes]).toEqual([code, 15]);
    for (const code of ['touch', 'palm-rest', 'battery', 'lid', 'hinge', 'lcd-cable', 'os', 'mainboard'])
      expect([code, of(code)?.minutes]).toEqual([code, 30]);
    expect(startingRemedies.find((remedy) => remedy.code === 'replaced-transfer')?.minutes).toBe(45);
    const above = startingFaults
      .filter((fault) => fault.level > 1)
      .map((fault) => `${fault.code} ${fault.level}`);
    expect(above.sort()).toEqual([
      'hinge 2',
      'io-board 2',
      'lid 2',
      'liquid 3',
      'mainboard 3',
      'port 2',
      'wifi 2',
    ]);
  });
});

describe('models and parts', () => {
  test('every Chromebook has its AUE, later than it was sold, and a way to write its serial', () => {
    expect(models.filter((model) => model.kind === 'chromebook').length).toBeGreaterThanOrEqual(30);
    for (const model of models) {
      if (model.kind === 'chromebook') expect(model.aueOn).toMatch(/^20\d\d-0[1-9]-01$/);
      else expect(model.aueOn).toBeNull();
      expect(model.aueListedAs === null).toBe(model.aueOn === null);
      expect(model.bought[0]).toBeGreaterThanOrEqual(model.releasedYear);
      expect(model.bought[1]).toBeGreaterThanOrEqual(model.bought[0]);
      expect(model.variants.reduce((sum, variant) => sum + variant.share, 0)).toBeCloseTo(1);
      expect(serialPatterns[model.maker].length).toBeGreaterThan(0);
    }
    expect(modelByCode.size).toBe(models.length);
    // Never matched by part of a name: the 3120 ends in 2033, the old Chromebook 11 (3120) ended in 2021.
    expect(modelByCode.get('dell-3120')?.aueOn).toBe('2033-06-01');
  });

  test('every year from 2018 on has something to buy', () => {
    for (let year = 2018; year <= 2026; year++)
      expect(models.some((model) => model.bought[0] <= year && year <= model.bought[1])).toBe(true);
  });

  test('every model has a part for every fault that takes one, for each of its variants', () => {
    for (const model of models) {
      for (const variant of model.variants) {
        for (const fault of startingFaults) {
          if (fault.partKind === null || (fault.code === 'touch' && !variant.touch)) continue;
          const fitting = groups.filter(
            (group) =>
              group.faults.includes(fault.code) &&
              group.fits.some(
                (fit) => fit.model === model.code && (fit.variant ?? variant.code) === variant.code,
              ),
          );
          expect([model.code, variant.code, fault.code, fitting.length > 0]).toEqual([
            model.code,
            variant.code,
            fault.code,
            true,
          ]);
        }
      }
    }
  });

  test('numbers, barcodes and groups come once each, and a large district gets its 5,000 part numbers', () => {
    const many = partGroups(5000).flatMap((group) => group.parts);
    expect(many.length).toBe(5000);
    for (const list of [many, groups.flatMap((group) => group.parts)]) {
      expect(new Set(list.map((part) => part.sku)).size).toBe(list.length);
      expect(new Set(list.map((part) => part.barcode)).size).toBe(list.length);
      const numbers = list.flatMap((part) => part.makerNumbers);
      expect(new Set(numbers).size).toBe(numbers.length);
    }
    expect(new Set(groups.map((group) => group.code)).size).toBe(groups.length);
    expect(groups.filter((group) => group.faults.some((fault) => !codes.has(fault)))).toEqual([]);
    expect(partGroups()).toEqual(groups);
    expect(barcode(1)).toBe('2000000000015');
  });

  test('the public examples are there', () => {
    const part = (number: string) =>
      groups.find((group) => group.parts.some((p) => p.makerNumbers.includes(number)));
    expect(part('NT116WHM-N21')?.fits.length).toBeGreaterThanOrEqual(20);
    expect(part('TK87M')?.fits).toEqual([{ model: 'dell-3100', variant: 'touch' }]);
    expect(part('FY8XM')).toBe(part('Y07HK'));
    for (const number of ['34Y6Y', '5CB0T79741', '5B10S73396', '5D10N24832', '6B.GUKN7.001', 'KT.00304.008'])
      expect([number, part(number)?.counted]).toEqual([number, true]);
  });
});

describe('places and people', () => {
  test.each([1, 5, 24, 100, 210])('%i sites, each with a name and a code of its own', (count) => {
    const made = sites(count);
    expect(made.length).toBeGreaterThanOrEqual(count);
    expect(made.length).toBeLessThanOrEqual(Math.max(3, count));
    expect(new Set(made.map((site) => site.name)).size).toBe(made.length);
    expect(new Set(made.map((site) => site.code)).size).toBe(made.length);
    expect(made.every((site) => Math.abs(site.latitude - centre.latitude) < 0.3)).toBe(true);
    expect(sites(count)).toEqual(made);
    expect(siteKinds(count).elementary).toBeGreaterThanOrEqual(1);
  });

  test('rooms have a name of their own', () => {
    for (const kind of ['elementary', 'middle', 'high', 'library', 'office'] as const) {
      const names = rooms(kind, 60);
      expect(new Set(names).size).toBe(60);
      expect(names[1]).toBe('Storage');
    }
  });

  test('200,000 people have 200,000 names, none of them in the cast', () => {
    expect(namesAvailable).toBeGreaterThanOrEqual(230_000);
    const names = new Set<string>();
    for (let i = 0; i < namesAvailable; i++) names.add(email(personName(i)));
    expect(names.size).toBe(namesAvailable);
    for (const person of Object.values(cast)) expect(names.has(email(person))).toBe(false);
    expect(() => personName(namesAvailable)).toThrow(RangeError);
    expect(gradeIn(2027, 2026)).toBe(12);
    expect(gradeIn(2039, 2026)).toBe(0);
  });
});

describe('faults', () => {
  test('every fault of the mix is in the starting list, and the other way round', () => {
    expect(faultMix.map(([fault]) => fault).filter((fault) => !codes.has(fault))).toEqual([]);
    expect(faultMix.length + 2).toBeGreaterThanOrEqual(codes.size);
    expect(faultWeights(2, false).find(([fault]) => fault === 'touch')?.[1]).toBe(0);
    for (const code of codes) expect(causeMix(code).reduce((sum, [, weight]) => sum + weight, 0)).toBe(100);
    expect(monthFactors.length).toBe(12);
  });
});

describe('the generator', () => {
  test('gives the same numbers for ever: a change of it is a change of every demo', () => {
    const random = new Random('spudger', 1);
    expect([random.bits(), random.bits(), random.bits()]).toMatchInlineSnapshot(`
      [
        2630747803,
        1863034020,
        442349061,
      ]
    `);
    expect(new Random('a').fork('b').bits()).toBe(new Random('a').fork('b').bits());
    expect(new Random('a', 1).bits()).not.toBe(new Random('a', 2).bits());
  });

  test('draws in range and with the frequencies asked for', () => {
    const random = new Random('frequencies');
    const count = 40_000;
    const draws = Array.from({ length: count }, () => random.int(3, 7));
    for (let value = 3; value <= 7; value++)
      expect(draws.filter((draw) => draw === value).length / count).toBeCloseTo(0.2, 1);
    expect(Math.min(...draws)).toBe(3);
    const mean = (next: () => number) =>
      Array.from({ length: count }, next).reduce((a, b) => a + b, 0) / count;
    expect(mean(() => random.poisson(2.5))).toBeCloseTo(2.5, 1);
    expect(mean(() => random.poisson(80)) / 80).toBeCloseTo(1, 2);
    expect(mean(() => random.normal(5, 2))).toBeCloseTo(5, 1);
    expect(mean(() => (random.chance(0.3) ? 1 : 0))).toBeCloseTo(0.3, 1);
    expect(
      mean(() =>
        random.weighted([
          [1, 3],
          [0, 1],
          [9, 0],
        ]),
      ),
    ).toBeCloseTo(0.75, 1);
    expect(() => random.pick([])).toThrow(RangeError);
    expect(() => random.weighted([[1, 0]])).toThrow(RangeError);
  });

  test('shuffles into a permutation, leaving the list', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (list, seed) => {
        const before = [...list];
        const shuffled = new Random(seed).shuffle(list);
        expect([...shuffled].sort()).toEqual([...list].sort());
        expect(list).toEqual(before);
      }),
    );
  });
});
