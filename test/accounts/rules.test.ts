import { describe, expect, test } from 'vitest';
import { demoLogins } from '../../src/accounts/demo-logins.ts';
import {
  countedFailures,
  ownPath,
  passwordProblem,
  throttleLimits,
  waitUntil,
} from '../../src/accounts/rules.ts';

const AT = '2027-03-02T15:00:00.000Z';
const later = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000).toISOString();

describe('waiting after wrong passwords', () => {
  test.each([
    [4, null],
    [5, 30],
    [6, 60],
    [7, 120],
    [9, 480],
    [10, 900],
    [500, 900],
  ])('%i failures: %s seconds', (failures, seconds) => {
    const until = waitUntil({ failures, lastAt: AT }, 5, 15, AT);
    expect(until).toBe(seconds === null ? null : later(seconds));
  });

  test('it ends, and after a day nothing counts', () => {
    expect(waitUntil({ failures: 6, lastAt: AT }, 5, 15, later(60))).toBeNull();
    expect(countedFailures({ failures: 99, lastAt: AT }, later(86_401))).toBe(0);
    expect(waitUntil(undefined, 5, 15, AT)).toBeNull();
  });

  test('limits that make no sense are the usual ones', () => {
    const usual = { account: 5, address: 50, longest: 15 };
    for (const text of [undefined, '', 'nonsense', '{"account":-1,"address":"9"}', '[]', 'null'])
      expect(throttleLimits(text)).toEqual(usual);
    expect(throttleLimits('{"account":3}')).toEqual({ ...usual, account: 3 });
  });
});

describe('where to go on after signing in', () => {
  test.each(['/', '/devices?q=a%20b&x=1', '/t/48%2F213', '/repairs/R-000001'])('%s is ours', (path) => {
    expect(ownPath(path)).toBe(path);
  });

  test.each([
    undefined,
    '',
    'x',
    '//x.test',
    '/\\x.test',
    '/\\/x.test',
    'https://x.test',
    '/a b',
    '/a\nb',
    '/\u00e9',
    `/${'a'.repeat(3000)}`,
  ])('%j is not', (path) => {
    expect(ownPath(path)).toBe('/');
  });
});

describe('new passwords', () => {
  test.each([
    ['short', 'At least 10'],
    ['aaaaaaaaaaaaaa', 'Too few'],
    ['Password123', 'guessed'],
    ['1234567890', 'guessed'],
    ['ada keystone 1', 'Not your own name'],
  ])('%s: %s', (password, words) => {
    expect(passwordProblem(password, ['Ada', 'Keystone'])).toContain(words);
  });

  test('words, whatever their characters, are good', () => {
    for (const password of ['thirteen red bricks', 'ŠĎŽ ľúbim syr 7', 'correct horse'])
      expect(passwordProblem(password, ['Ada'])).toBeNull();
  });
});

describe('logins of the demo', () => {
  const logins = JSON.stringify([{ role: 'Manager', email: 'm@demo.invalid', password: 'x' }]);

  test('are offered in the demo alone, and only made-up addresses', () => {
    expect(demoLogins({ demo: '1', 'demo.logins': logins })).toHaveLength(1);
    expect(demoLogins({ 'demo.logins': logins })).toEqual([]);
    expect(demoLogins({ demo: '1' })).toEqual([]);
    expect(demoLogins({ demo: '1', 'demo.logins': 'nonsense' })).toEqual([]);
    expect(demoLogins({ demo: '1', 'demo.logins': logins.replace('demo.invalid', 'example.org') })).toEqual(
      [],
    );
  });
});
