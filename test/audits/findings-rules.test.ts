import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingsOf, type Listed, resultsOf, type ScanEvent } from '../../src/audits/findings-rules.ts';
import { marginOf, sampleSize } from '../../src/audits/sample-rules.ts';
import { AUDIT_DEFAULTS, auditSettingsOf, periodAt } from '../../src/audits/settings-rules.ts';

const row = (device: string, more: Partial<Listed> = {}): Listed => ({
  device,
  listed: 'expected',
  place: 'room',
  inside: true,
  moved: false,
  lastSeenAt: null,
  ...more,
});

let seq = 0;
const event = (device: string | null, more: Partial<ScanEvent> = {}): ScanEvent => ({
  id: `e${++seq}`,
  phone: 'p',
  seq,
  kind: 'scan',
  value: device ?? 'X1',
  about: '',
  device,
  location: 'room',
  at: '2027-03-02T15:00:00.000Z',
  person: 'sid',
  ...more,
});

const kinds = (list: readonly Listed[], events: readonly ScanEvent[]) =>
  findingsOf(list, events).map(({ key }) => key);

describe('findings', () => {
  const cases: [string, Listed[], ScanEvent[], string[]][] = [
    ['scanned is found', [row('a')], [event('a')], ['found:a']],
    ['in another room too', [row('a')], [event('a', { location: 'hall' })], ['found:a']],
    ['not scanned is missing', [row('a')], [], ['missing:a']],
    ['moved during the count is excused', [row('a', { moved: true })], [], ['excused:a']],
    ['moved, and scanned all the same', [row('a', { moved: true })], [event('a')], ['found:a']],
    ['with a person is nothing', [row('a', { listed: 'held' })], [], []],
    ['of nobody’s list', [], [event('z')], ['misplaced:z']],
    ['of another place', [row('z', { listed: 'other', inside: false })], [event('z')], ['misplaced:z']],
    ['in the scope, not drawn', [row('z', { listed: 'other' })], [event('z')], ['extra:z']],
    ['came during the count', [row('z', { listed: 'other', moved: true })], [event('z')], ['excused:z']],
    [
      'unknown once for one text',
      [],
      [event(null, { value: 'q 1' }), event(null, { value: 'Q1' })],
      ['unknown:Q1'],
    ],
    ['no tag', [row('a')], [event('a', { kind: 'note', about: 'no_tag' })], ['found:a', 'no_tag:a']],
    ['twice by one phone', [row('a')], [event('a'), event('a')], ['found:a']],
    [
      'twice, in two rooms',
      [row('a')],
      [event('a'), event('a', { location: 'hall' })],
      ['duplicate:a', 'found:a'],
    ],
    [
      'twice, by two phones',
      [row('a')],
      [event('a'), event('a', { phone: 'q' })],
      ['duplicate:a', 'found:a'],
    ],
  ];
  test.each(cases)('%s', (_, list, events, expected) => {
    expect(kinds(list, events)).toEqual(expected);
  });

  test('a scan that is taken back counts for nothing, also where that came first', () => {
    const scan = event('a');
    const undo = event(null, { kind: 'undo', about: scan.id, value: '' });
    expect(kinds([row('a')], [undo, scan])).toEqual(['missing:a']);
  });

  test('the longest unseen is missing first', () => {
    const list = [row('a', { lastSeenAt: '2027-02' }), row('b', { lastSeenAt: '2026-09' }), row('c')];
    const ranks = findingsOf(list, []).map(({ device, rank }) => [device, rank]);
    expect(ranks).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ]);
  });

  const device = fc.constantFrom('a', 'b', 'c', 'd', null);
  const scans = fc.array(
    fc.record({
      device,
      phone: fc.constantFrom('p', 'q', 'r'),
      location: fc.constantFrom('room', 'hall', null),
      kind: fc.constantFrom('scan' as const, 'scan' as const, 'note' as const),
      value: fc.constantFrom('X1', 'x 1', 'Y2', ''),
      // Phones whose clocks agree to the millisecond, too.
      at: fc.constantFrom('2027-03-02T15:00:00.000Z', '2027-03-02T15:00:01.000Z'),
      seq: fc.nat(3),
      undone: fc.boolean(),
    }),
    { maxLength: 14 },
  );
  const lists = fc.subarray([
    row('a'),
    row('b', { moved: true }),
    row('c', { listed: 'held' }),
    row('d', { listed: 'other', inside: false }),
  ]);

  test('the order in which events and rows come changes nothing, nor does the same one twice', () => {
    fc.assert(
      fc.property(lists, scans, fc.infiniteStream(fc.nat()), (list, drawn, luck) => {
        const events = drawn.flatMap(({ undone, ...one }, i): ScanEvent[] => {
          const scan: ScanEvent = {
            id: `e${i}`,
            about: one.kind === 'note' ? 'no_tag' : '',
            person: 'x',
            ...one,
          };
          const undo: ScanEvent = {
            ...scan,
            id: `u${i}`,
            kind: 'undo',
            about: scan.id,
            device: null,
            value: '',
          };
          return undone ? [scan, undo] : [scan];
        });
        const shuffled = [...events, ...events.slice(0, 3)]
          .map((one) => ({ one, by: luck.next().value ?? 0 }))
          .sort((x, y) => x.by - y.by)
          .map(({ one }) => one);
        expect(findingsOf([...list].reverse(), shuffled)).toEqual(findingsOf(list, events));
      }),
    );
  });

  test('every expected device is found, missing or excused, once', () => {
    fc.assert(
      fc.property(lists, scans, (list, drawn) => {
        const events = drawn.map((one, i): ScanEvent => ({ id: `e${i}`, about: '', person: null, ...one }));
        const findings = findingsOf(list, events);
        const results = resultsOf(findings);
        const expected = list.filter(({ listed }) => listed === 'expected').length;
        expect(results.found + results.missing + results.excused).toBe(expected);
        expect(new Set(findings.map(({ key }) => key)).size).toBe(findings.length);
      }),
    );
  });
});

describe('the sample', () => {
  // Krejcie and Morgan's table of 1970 is Cochran's formula at 95 % and 5 %.
  test.each([
    [10, 10],
    [100, 80],
    [500, 218],
    [2_500, 334],
    [10_000, 370],
    [200_000, 384],
  ])('of %i takes about %i', (population, size) => {
    expect(Math.abs(sampleSize(population, 95, 5) - size)).toBeLessThanOrEqual(1);
  });

  test('never more than there are, never none; a sharper question takes more', () => {
    expect(sampleSize(0, 95, 5)).toBe(0);
    expect(sampleSize(1, 99, 1)).toBe(1);
    expect(sampleSize(2_500, 99, 5)).toBeGreaterThan(sampleSize(2_500, 95, 5));
    expect(marginOf(334, 334, 334, 95)).toBe(0);
    expect(marginOf(167, 334, 2_500, 95)).toBeCloseTo(5, 1);
  });
});

describe('when a count is due', () => {
  test.each([
    ['year', '2027-03-02', '2026-08-01', '2027-07-31'],
    ['year', '2026-08-01', '2026-08-01', '2027-07-31'],
    ['term', '2027-03-02', '2027-01-15', '2027-07-31'],
    ['term', '2026-12-31', '2026-08-01', '2027-01-14'],
  ] as const)('each %s, on %s: from %s to %s', (period, today, from, to) => {
    expect(periodAt(period, today, AUDIT_DEFAULTS)).toEqual({ from, to });
  });

  test('never, and a setting that is spoilt', () => {
    expect(periodAt('never', '2027-03-02', AUDIT_DEFAULTS)).toBeNull();
    expect(auditSettingsOf({ audits: '{"yearFrom":"13-40","sites":"daily","carts":"year"}' })).toEqual({
      ...AUDIT_DEFAULTS,
      carts: 'year',
    });
  });
});
