import type { ReadCode } from './scan-messages.ts';

/** A code that stays in view is one scan; out of view for this long it may be scanned again. */
const SAME_SCAN_MS = 2000;
/** A second sighting confirms a weak code within this time. */
const CONFIRM_MS = 1000;
/** Bar codes with no check digit, or with a single one, are misread now and then on a worn label. */
const WEAK_FORMATS = new Set(['code_39', 'ean_13', 'ean_8', 'upc_a']);

/** Decides which of the codes that the frames show, ten times a second, is a scan. Times are in milliseconds. */
export class ScanGate {
  #last = '';
  #lastSeen = Number.NEGATIVE_INFINITY;
  #unsure = '';
  #unsureSince = Number.NEGATIVE_INFINITY;

  /** The code of this frame that counts as a new scan, or null. */
  admit(codes: ReadCode[], now: number): ReadCode | null {
    const [code] = codes;
    if (!code || code.text.trim() === '') return null;
    if (code.text === this.#last && now - this.#lastSeen < SAME_SCAN_MS) {
      this.#lastSeen = now;
      return null;
    }
    if (WEAK_FORMATS.has(code.format)) {
      const confirmed = code.text === this.#unsure && now - this.#unsureSince < CONFIRM_MS;
      this.#unsure = code.text;
      this.#unsureSince = now;
      if (!confirmed) return null;
    }
    this.#last = code.text;
    this.#lastSeen = now;
    return code;
  }
}
