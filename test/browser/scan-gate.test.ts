import { describe, expect, it } from 'vitest';
import { ScanGate } from '../../src/browser/scan-gate.ts';
import { WedgeReader } from '../../src/browser/scan-wedge.ts';

const qr = (text: string) => [{ text, format: 'qr_code' }];
const weak = (text: string) => [{ text, format: 'code_39' }];

describe('ScanGate', () => {
  it('takes the same code within two seconds of seeing it for one scan', () => {
    const gate = new ScanGate();
    const times = [0, 100, 1900, 3800, 5700, 7800];
    expect(times.map((now) => gate.admit(qr('48213'), now) !== null)).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('takes another code at once, and the first again after it', () => {
    const gate = new ScanGate();
    expect(gate.admit(qr('A'), 0)?.text).toBe('A');
    expect(gate.admit(qr('B'), 100)?.text).toBe('B');
    expect(gate.admit(qr('A'), 200)?.text).toBe('A');
  });

  it('wants to see a weak code twice, soon and the same', () => {
    const gate = new ScanGate();
    expect(gate.admit(weak('48213'), 0)).toBeNull();
    expect(gate.admit(weak('48218'), 100)).toBeNull();
    expect(gate.admit(weak('48213'), 200)).toBeNull();
    expect(gate.admit(weak('48213'), 1300)).toBeNull();
    expect(gate.admit(weak('48213'), 1400)?.text).toBe('48213');
  });

  it('sees nothing in an empty frame or an empty code', () => {
    const gate = new ScanGate();
    expect(gate.admit([], 0)).toBeNull();
    expect(gate.admit(qr('  '), 100)).toBeNull();
  });
});

describe('WedgeReader', () => {
  const typed = (keys: string[], pause: number) => {
    const reader = new WedgeReader();
    return keys.map((key, at) => reader.press(key, at * pause)).at(-1)?.code;
  };

  it('tells a scanner from a hand by the time between keys', () => {
    expect(typed([...'48213', 'Enter'], 10)).toBe('48213');
    expect(typed([...'48213', 'Tab'], 10)).toBe('48213');
    expect(typed(['Shift', 'L', 'Shift', 'I', 'B', '-', '7', 'Enter'], 20)).toBe('LIB-7');
    expect(typed([...'48213', 'Enter'], 90)).toBeUndefined();
    expect(typed([...'123', 'Enter'], 10)).toBeUndefined();
  });

  it('bears with a key that was held up', () => {
    const reader = new WedgeReader();
    const times = [0, 10, 120, 130, 140];
    for (const [at, key] of [...'48213'].entries()) reader.press(key, times[at] ?? 0);
    expect(reader.press('Enter', 260).code).toBe('48213');
  });

  it('begins anew after a pause', () => {
    const reader = new WedgeReader();
    reader.press('x', 0);
    for (const [at, key] of [...'48213'].entries()) reader.press(key, 500 + at * 10);
    expect(reader.press('Enter', 560).code).toBe('48213');
    expect(reader.press('Enter', 570).code).toBeUndefined();
  });
});
