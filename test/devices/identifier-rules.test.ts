import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  normalizeSerial,
  normalizeTag,
  parseScan,
  shortLink,
  spreadsheetDamage,
} from '../../src/devices/identifier-rules.ts';

describe('normalizeSerial', () => {
  it.each([
    ['pf3abcde', 'PF3ABCDE', 'lower case'],
    [' PF3A BCDE\t', 'PF3ABCDE', 'spaces'],
    ['1S82UY0003USPF3ABCDE', 'PF3ABCDE', 'Lenovo, model of 10, serial of 8'],
    ['1s82uy0003us pf3abcde', 'PF3ABCDE', 'the same, typed'],
    ['1S10MM0030USPC0ABCD', 'PC0ABCD', 'Lenovo, model of 10, serial of 7'],
    ['1S3680WZQR8ABCDE', 'R8ABCDE', 'Lenovo, model of 7'],
    ['S/N: PF3ABCDE', 'PF3ABCDE', 'a label'],
    ['S/N PF3ABCDE', 'PF3ABCDE', 'a label without a colon'],
    ['SN:PF3ABCDE', 'PF3ABCDE', 'a short label'],
    ['SN PF3ABCDE', 'PF3ABCDE', 'a short label and a space'],
    ['Serial No. : PF3ABCDE', 'PF3ABCDE', 'a long label'],
    ['S/N:1S82UY0003USPF3ABCDE', 'PF3ABCDE', 'a label and a machine type'],
    ['SN12345678', 'SN12345678', 'a serial that starts with SN'],
    ['1S2ABC', '1S2ABC', 'a serial that starts with 1S'],
    ['1SABCDEFGHIJPF3ABCDE', '1SABCDEFGHIJPF3ABCDE', '1S before what is no machine type'],
    ['1S82UY0003US12345678', '1S82UY0003US12345678', '1S before what is no serial'],
    ['5CD1234XYZ', '5CD1234XYZ', 'HP'],
    ['NXHPXAA0012345678A7600', 'NXHPXAA0012345678A7600', 'Acer'],
    ['PF\u20110ABCD', 'PF-0ABCD', 'a hyphen from a text program'],
    ['１２３', '123', 'full-width digits'],
    ['', '', 'nothing'],
    ['S/N:', '', 'a label alone'],
  ])('makes %s to %s (%s)', (text, serial) => {
    expect(normalizeSerial(text)).toBe(serial);
  });

  it('changes nothing the second time', () => {
    const piece = fc.constantFrom(
      'S/N',
      'SN',
      ':',
      ' ',
      '1S',
      '82UY0003US',
      'PF3ABCDE',
      '#',
      'Serial',
      'ß',
      '\u200b',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const serial = normalizeSerial(raw);
        expect(normalizeSerial(serial)).toBe(serial);
        expect(serial).toMatch(/^\S*$/);
        expect(normalizeSerial(raw.toLowerCase().toUpperCase())).toBe(normalizeSerial(raw.toUpperCase()));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('normalizeTag', () => {
  it.each([
    ['48213', '48213'],
    [' 0048213 ', '0048213'],
    ['lib-00482', 'LIB-00482'],
    ['LIB 00482', 'LIB00482'],
    ['Asset Tag: 48213', '48213'],
    ['Asset tag 48213', '48213'],
    ['#48213', '48213'],
    ['TAG-7', 'TAG-7'],
    ['ASSET12', 'ASSET12'],
  ])('makes %s to %s', (text, tag) => {
    expect(normalizeTag(text)).toBe(tag);
  });

  it('changes nothing the second time', () => {
    const piece = fc.constantFrom('TAG', 'Asset', ' ', '#', ':', '48213', '=');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (raw) => {
        expect(normalizeTag(normalizeTag(raw))).toBe(normalizeTag(raw));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('spreadsheetDamage', () => {
  it.each([
    ['6.37702E+15', 'exponent'],
    ['6,37702E+15', 'exponent'],
    ['6.37702e15', 'exponent'],
    ['1E+05', 'exponent'],
    ['6377020000000000', 'rounded'],
    ['48213.0', 'decimal'],
    ['2-Mar', 'date'],
    ['Mar-02', 'date'],
    ['#####', 'overflow'],
    ['5E12345', null],
    ['1E5', null],
    ['48213', null],
    ['637702000000001', null],
    ['LIB-02', null],
    ['Mar-2', null],
    ['PF3ABCDE', null],
    ['', null],
  ])('says of %s: %s', (text, damage) => {
    expect(spreadsheetDamage(text)).toBe(damage);
  });
});

describe('parseScan', () => {
  const short = (text: string) => parseScan(text).map(({ kind, value }) => `${kind} ${value}`);

  it.each([
    ['48213', ['tag 48213', 'serial 48213', 'person 48213', 'bin 48213', 'location 48213', 'part 48213']],
    ['https://spudger.example/t/48213', ['tag 48213']],
    ['HTTPS://SPUDGER.EXAMPLE/T/LIB%2D7', ['tag LIB-7']],
    ['http://old.example/app/t/48213?x=1', ['tag 48213']],
    ['https://spudger.example/b/van-3', ['bin van-3', 'bin VAN-3']],
    ['https://spudger.example/l/MAP-R12', ['location MAP-R12']],
    ['https://maker.example/support?sn=pf3abcde&l=en', ['serial PF3ABCDE', 'tag SUPPORT', 'serial SUPPORT']],
    ['BIN: van-3', ['bin van-3', 'bin VAN-3']],
    ['cart:MAP-C2', ['location MAP-C2']],
    ['Student: a1b2', ['person a1b2']],
    ['PN: 5B20Z25488', ['part 5B20Z25488']],
    ['S/N: pf3abcde', ['serial PF3ABCDE']],
    ['Asset tag: 48213', ['tag 48213']],
    ['MTM:82UY0003US,SN:PF3ABCDE,MAC:001122334455', ['serial PF3ABCDE']],
    [']C148213', short('48213')],
    ['', []],
    ['   ', []],
    ['x'.repeat(501), []],
    ['https://spudger.example/', []],
  ])('reads %s', (text, candidates) => {
    expect(short(text)).toEqual(candidates);
  });

  it.each([
    ['1S82UY0003USPF3ABCDE', 'serial PF3ABCDE', 'a machine: its serial before any tag'],
    ['8S5B20Z25488AVST1234567', 'part 5B20Z25488', 'a part of the same maker'],
    ['R-000123', 'repair R-000123', 'a repair'],
    ['r123', 'repair R-000123', 'a repair, typed'],
  ])('takes %s for %s first (%s)', (text, first) => {
    expect(short(text)[0]).toBe(first);
    expect(short(text)).toContain(`tag ${text.toUpperCase()}`);
  });

  it('knows a trade number, and a field that a maker marked by a letter', () => {
    expect(short('4006381333931')[2]).toBe('part 4006381333931');
    expect(short('4006381333932')[2]).toBe('person 4006381333932');
    expect(short('0036000291452')).toContain('part 036000291452');
    expect(short('036000291452')).toContain('part 0036000291452');
    expect(short('1P5B20Z25488')).toContain('part 5B20Z25488');
    expect(short('S5CD1234XYZ').at(-1)).toBe('serial 5CD1234XYZ');
  });

  it('finds its own label again, whatever the tag', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 24 }).map(normalizeTag), (tag) => {
        fc.pre(tag !== '' && tag !== '.' && tag !== '..');
        expect(parseScan(shortLink('https://spudger.example', tag))[0]).toEqual({ kind: 'tag', value: tag });
      }),
    );
  });

  it('answers for any text: each candidate once, none empty, tags and serials as they are kept', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.webUrl({ withQueryParameters: true }),
    );
    fc.assert(
      fc.property(text, (scan) => {
        const list = short(scan);
        expect(new Set(list).size).toBe(list.length);
        for (const { kind, value } of parseScan(scan)) {
          expect(value).not.toBe('');
          if (kind === 'tag') expect(normalizeTag(value)).toBe(value);
          if (kind === 'serial') expect(normalizeSerial(value)).toBe(value);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
