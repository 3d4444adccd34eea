import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Column, Hint, ValueType } from '../../src/imports/kind.ts';
import { dateOrder } from '../../src/imports/values-dates.ts';
import { readValue, zerosLost } from '../../src/imports/values-of.ts';

const hint = (dates: Hint['dates'] = null): Hint => ({ dates, today: '2027-03-01' });
const read = (type: ValueType, text: string, dates: Hint['dates'] = null, choices?: Column['choices']) => {
  const value = readValue(choices ? { type, choices } : { type }, text, hint(dates));
  return 'value' in value ? value.value : `! ${value.problem}`;
};

describe('dates', () => {
  test.each([
    ['2026-08-28 09:08 AM', '2026-08-28'],
    ['2026-08-28T13:08:00.000Z', '2026-08-28'],
    ['2022-06', '2022-06-01'],
    ['Jun 2027', '2027-06-01'],
    ['06/2027', '2027-06-01'],
    ['1782691200000', '2026-06-29'],
    ['8/28/26', '2026-08-28'],
    ['12/31/98 14:00', '1998-12-31'],
    ['28/08/2026', '2026-08-28'],
    ['03.04.2026', '2026-04-03'],
    ['Fri Aug 28 2026 09:08:00 GMT-0400', '2026-08-28'],
    ['August 28th, 2026', '2026-08-28'],
    ['28-Aug-26', '2026-08-28'],
    ['46262', '2026-08-28'],
    ['20260828', '2026-08-28'],
    ['0001-01-01T00:00:00', ''],
    ['Never', ''],
    ['N/A', ''],
  ])('%s', (text, day) => {
    expect(read('date', text)).toBe(day);
  });

  test('what is no day, or may be two, says so', () => {
    expect(read('date', '2026-02-30')).toContain('no such day');
    expect(read('date', '03/04/2026')).toContain('month or the day');
    expect(read('date', '03/04/2026', 'month')).toBe('2026-03-04');
    expect(read('date', '03/04/2026', 'day')).toBe('2026-04-03');
    expect(read('date', '04/04/2026')).toBe('2026-04-04');
    expect(read('date', 'next week')).toContain('not a date');
    expect(read('date', '1/1/0026')).toContain('year');
  });

  test('a column decides what one of its cells cannot', () => {
    expect(dateOrder(['3/4/26', '', '8/28/26'])).toBe('month');
    expect(dateOrder(['03-04-2026', '28-08-2026'])).toBe('day');
    expect(dateOrder(['3/4/26', '5/6/26'])).toBe('ask');
    expect(dateOrder(['28/1/26', '1/28/26'])).toBe('ask');
    expect(dateOrder(['2026-03-04', 'Aug 2026'])).toBeNull();
  });

  test('any day is read back from any of its spellings', () => {
    const day = fc.date({ min: new Date('1972-01-01'), max: new Date('2046-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [y = '', m = '', d = ''] = iso.split('-');
        const month = date.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
        expect(read('date', `${Number(m)}/${Number(d)}/${y}`, 'month')).toBe(iso);
        expect(read('date', `${d}-${m}-${y}`, 'day')).toBe(iso);
        expect(read('date', `${month} ${d}, ${y}`)).toBe(iso);
        expect(read('date', `${Number(d)}-${month}-${y}`)).toBe(iso);
        expect(read('date', String(Math.floor(date.getTime() / 1000) * 1000 || 1))).toBe(iso);
        expect(read('month', `${y}-${m}`)).toBe(`${y}-${m}-01`);
        if (Number(y) > 1972 && Number(y) < 2046)
          expect(read('date', `${m}/${d}/${y.slice(2)}`, 'month').slice(2)).toBe(iso.slice(2));
      }),
      { numRuns: 200 },
    );
  });
});

describe('amounts', () => {
  test.each([
    ['$1,234.50', '123450'],
    ['1.234,50 €', '123450'],
    ['1,234', '123400'],
    ['12,5', '1250'],
    ['350', '35000'],
    ['.99', '99'],
    ['349.999', '35000'],
    ['1.005', '101'],
  ])('%s', (text, amount) => {
    expect(read('money', text)).toBe(amount);
  });

  test('nothing is guessed', () => {
    expect(read('money', '(12.00)')).toContain('below zero');
    expect(read('money', 'about 12')).toContain('not an amount');
    expect(read('money', '99999999999')).toContain('that high');
    expect(read('whole', '12.0')).toBe('12');
    expect(read('whole', '1,200')).toBe('1200');
    expect(read('whole', '12.5')).toContain('whole');
    expect(read('whole', '12.5 GB / 32 GB')).toContain('two numbers');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (cents) => {
        const text = `${Math.floor(cents / 100).toLocaleString('en-US')}.${String(cents % 100).padStart(2, '0')}`;
        expect(read('money', text)).toBe(String(cents));
      }),
    );
  });
});

describe('numbers that a spreadsheet has ruined', () => {
  test('are caught, not stored', () => {
    expect(read('serial', '6.37702E+15')).toContain('spreadsheet');
    expect(read('serial', '6377021234567890000')).toContain('spreadsheet');
    expect(read('tag', '####')).toContain('narrow');
    expect(read('code', '4.8213E+05')).toContain('spreadsheet');
    expect(read('text', '#REF!')).toContain('work this out');
    expect(read('serial', ' s/n: 5cd 1234x ')).toBe('5CD1234X');
    expect(read('tag', 'N/A')).toBe('');
  });

  test('zeros that are gone are told by the habits of the fleet', () => {
    expect(
      zerosLost(
        '1234',
        new Map([
          [6, 95],
          [7, 5],
        ]),
      ),
    ).toBe('001234');
    expect(
      zerosLost(
        '1234',
        new Map([
          [6, 60],
          [4, 40],
        ]),
      ),
    ).toBeNull();
    expect(zerosLost('A234', new Map([[6, 95]]))).toBeNull();
    expect(zerosLost('123456', new Map([[6, 95]]))).toBeNull();
  });
});

describe('choices, yes and no, addresses, texts', () => {
  test('in their spellings', () => {
    const choices = { deployed: 'in_service', 'ready to deploy': 'in_service', archived: 'retired' };
    expect(read('choice', 'Ready-to-Deploy', null, choices)).toBe('in_service');
    expect(read('choice', 'IN SERVICE', null, choices)).toBe('in_service');
    expect(read('choice', 'melted', null, choices)).toContain('not one of these: in_service, retired');
    expect(read('yes', 'TRUE')).toBe('yes');
    expect(read('yes', '0')).toBe('no');
    expect(read('yes', 'perhaps')).toContain('neither');
    expect(read('email', 'A.One@Demo.Example')).toBe('a.one@demo.example');
    expect(read('email', 'a.one')).toContain('e-mail');
  });

  test('markup stays text; what cannot be seen is gone', () => {
    expect(read('text', ' <b>Elm\u0000 School</b>\u200b ')).toBe('<b>Elm School</b>');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const type of ['text', 'code', 'date', 'money', 'whole', 'serial', 'email'] as const)
          expect(typeof read(type, text)).toBe('string');
      }),
    );
  });
});
