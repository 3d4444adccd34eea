import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tell } from '../../src/audits/tell-rules.ts';
import { CarriedAudit, type CarriedList } from '../../src/browser/audit-decide.ts';
import { parseScan } from '../../src/devices/identifier-rules.ts';

const devices: CarriedList['devices'] = [
  { device: 'd1', tag: '48213', serial: '5CD1', listed: 'expected', place: 'room', state: 'in_service' },
  { device: 'd2', tag: '', serial: '5CD2', listed: 'expected', place: 'hall', state: 'in_service' },
  { device: 'd3', tag: '48215', serial: '5CD3', listed: 'held', place: 'room', state: 'in_service' },
  { device: 'd4', tag: '48216', serial: '5CD4', listed: 'expected', place: 'room', state: 'lost' },
];
const listOf = (blind = false): CarriedList => ({
  next: '',
  more: false,
  audit: { blind, location: 'room', expected: 3 },
  devices,
  former: [{ value: 'OLD1', device: 'd1' }],
  places: [{ id: 'hall', name: 'Hall' }],
  events: [],
});
const NAMES: Readonly<Record<string, string>> = { d1: '48213', d2: '5CD2', d3: '48215', d4: '48216' };

describe('what the phone says by itself', () => {
  test('tags, serials and former tags, in whatever writing', () => {
    const audit = new CarriedAudit(listOf());
    const texts = ['48213', ' 48 213', 's/n: 5cd1', 'https://x.test/t/48213', 'old1', ']C148213'];
    for (const text of texts) expect(audit.decide(text, '', false).device).toBe('d1');
    expect(audit.decide('5cd2', 'room', false)).toMatchObject({ told: 'room', room: 'Hall', name: '5CD2' });
    expect(audit.decide('nothing', '', false)).toMatchObject({ told: 'unknown', device: null });
  });

  test('reads a text as the server does', () => {
    for (const text of [
      '48213',
      'S/N: 5CD1234XYZ',
      'Asset tag: 7001',
      'https://h.test/t/AB%2F1',
      '1S20LA0014USMJ0ABCDE',
      'SMJ0ABCDE',
      '12-34',
    ]) {
      const server = parseScan(text)
        .filter(({ kind }) => kind === 'tag' || kind === 'serial')
        .map(({ value }) => value);
      const [first] = devices;
      if (!first) throw new Error('no device');
      for (const value of server) {
        const audit = new CarriedAudit({ ...listOf(), devices: [{ ...first, tag: '', serial: value }] });
        expect([text, audit.decide(text, '', false).device]).toEqual([text, 'd1']);
      }
    }
  });

  test('the same words as the server, whatever was scanned before', () => {
    const step = fc.record({
      device: fc.constantFrom('d1', 'd2', 'd3', 'd4'),
      undo: fc.boolean(),
      here: fc.constantFrom('', 'room', 'hall'),
      untagged: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { maxLength: 12 }), (blind, steps) => {
        const audit = new CarriedAudit(listOf(blind));
        const standing = new Map<string, number>();
        for (const [i, { device, undo, here, untagged }] of steps.entries()) {
          const row = devices.find((one) => one.device === device);
          if (!row?.listed) continue;
          const expected = tell({
            known: true,
            listed: row.listed,
            place: row.place,
            inside: true,
            state: row.state,
            earlier: (standing.get(device) ?? 0) > 0,
            here: here || null,
            blind,
            untagged,
          });
          expect(audit.decide(NAMES[device] ?? '', here, untagged).told).toBe(expected);
          const scan = { id: `e${i}`, kind: 'scan' as const, about: '', value: '', device };
          audit.add(scan);
          audit.add(scan);
          if (undo) audit.add({ ...scan, id: `u${i}`, kind: 'undo', about: `e${i}`, device: null });
          else standing.set(device, (standing.get(device) ?? 0) + 1);
        }
        const expected = ['d1', 'd2', 'd4'].filter((one) => (standing.get(one) ?? 0) > 0).length;
        expect(audit.seen).toBe(expected);
      }),
    );
  });
});
