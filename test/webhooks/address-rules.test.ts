import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressProblem, bytesOf, isAllowEntry, urlProblem } from '../../src/net-address.ts';

const NOTHING = { http: false, allow: [] };

describe('an address', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.0.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '::ffff:127.0.0.1',
    '::7f00:1',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    'ff02::1',
    '2001:0:53aa:64c::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fe80::1%eth0',
    'nothing',
  ])('%s is refused', (address) => {
    expect(addressProblem(address, [])).not.toBeNull();
  });

  test.each([
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '2606:4700::1',
    '2a00::1',
  ])('%s is public', (address) => {
    expect(addressProblem(address, [])).toBeNull();
  });

  test('of a private network is refused however it is written, and taken where it is allowed', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
      fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
    );
    fc.assert(
      fc.property(inside, ([a, b, c, d]) => {
        const dotted = `${a}.${b}.${c}.${d}`;
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        const hex = (n: number) => n.toString(16).padStart(2, '0');
        const spelled = [
          dotted,
          String(number),
          `0x${number.toString(16)}`,
          `0${a.toString(8)}.${b}.${c * 256 + d}`,
          `[::ffff:${dotted}]`,
          `[::ffff:${hex(a)}${hex(b)}:${hex(c)}${hex(d)}]`,
          `[64:ff9b::${dotted}]`,
          `[2002:${hex(a)}${hex(b)}:${hex(c)}${hex(d)}::1]`,
        ];
        for (const host of spelled) expect(urlProblem(`https://${host}/x`, NOTHING), host).not.toBeNull();
        expect(urlProblem(`https://${dotted}/`, { http: false, allow: [`${dotted}/32`] })).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test('is read as bytes, whatever the bytes are', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, (found) => {
        const text = found.map((group) => group.toString(16)).join(':');
        const normal = new URL(`http://[${text}]/`).hostname.slice(1, -1);
        const bytes = found.flatMap((group) => [group >> 8, group & 255]);
        expect(bytesOf(text)).toEqual(bytes);
        expect(bytesOf(normal)).toEqual(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => void [bytesOf(text), isAllowEntry(text), urlProblem(text, NOTHING)]),
    );
  });
});

describe('a URL', () => {
  test.each([
    ['http://example.org/', 'https only'],
    ['ftp://example.org/', 'https://'],
    ['javascript:alert(1)', 'https://'],
    ['nothing', 'https://'],
    ['https://me:secret@example.org/', 'Without a name and password'],
    ['https://localhost/', 'inside a network'],
    ['https://LOCALHOST./', 'inside a network'],
    ['https://printer/', 'inside a network'],
    ['https://metadata.google.internal/', 'inside a network'],
    ['https://nas.local/', 'inside a network'],
  ])('%s is refused', (url, words) => {
    expect(urlProblem(url, NOTHING)).toContain(words);
  });

  test('of the public internet is taken, with http where that is allowed, names where they are', () => {
    expect(urlProblem('https://example.org:8443/a?b=c', NOTHING)).toBeNull();
    expect(urlProblem('http://example.org/', { http: true, allow: [] })).toBeNull();
    expect(urlProblem('https://tickets.internal/', { http: false, allow: ['tickets.internal'] })).toBeNull();
    expect(urlProblem('https://[fd00::5]/', { http: false, allow: ['fd00::/8'] })).toBeNull();
  });
});
