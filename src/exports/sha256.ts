/** Where a digest stands: eight words, what is left of a block, and the number of bytes so far. */
export interface Sha256State {
  words: number[];
  rest: number[];
  bytes: number;
}

const FIRST = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/** The first 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = Int32Array.from(primes(64), (prime) => Math.floor((Math.cbrt(prime) % 1) * 2 ** 32));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime > 0)) found.push(n);
  return found;
}

/**
 * SHA-256 (FIPS 180-4) that can be put down and taken up in another process: the platform's own digest cannot. It is
 * a fifth as quick, and used only where a file is written in steps.
 */
export class Sha256 {
  private readonly words: Int32Array;
  private readonly schedule = new Int32Array(64);
  private readonly block = new Uint8Array(64);
  private held: number;
  private bytes: number;

  constructor(state?: Sha256State) {
    this.words = Int32Array.from(state?.words ?? FIRST);
    this.block.set(state?.rest ?? []);
    this.held = state?.rest.length ?? 0;
    this.bytes = state?.bytes ?? 0;
  }

  get state(): Sha256State {
    return {
      words: [...this.words],
      rest: [...this.block.subarray(0, this.held)],
      bytes: this.bytes,
    };
  }

  update(bytes: Uint8Array): this {
    this.bytes += bytes.length;
    let at = 0;
    if (this.held > 0) {
      at = Math.min(64 - this.held, bytes.length);
      this.block.set(bytes.subarray(0, at), this.held);
      this.held += at;
      if (this.held < 64) return this;
      this.mix(this.block, 0);
    }
    for (; at + 64 <= bytes.length; at += 64) this.mix(bytes, at);
    this.block.set(bytes.subarray(at));
    this.held = bytes.length - at;
    return this;
  }

  /** The digest in hexadecimal; this one is used up. */
  digest(): string {
    const bits = this.bytes * 8;
    const pad = new Uint8Array(((119 - (this.bytes % 64)) % 64) + 9);
    pad[0] = 0x80;
    const view = new DataView(pad.buffer);
    view.setUint32(pad.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(pad.length - 4, bits >>> 0);
    this.update(pad);
    return Array.from(this.words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  /** One block of 64 bytes (FIPS 180-4, 6.2.2). */
  private mix(bytes: Uint8Array, from: number): void {
    const { words, schedule: w } = this;
    for (let i = 0, at = from; i < 16; i++, at += 4)
      w[i] =
        ((bytes[at] as number) << 24) |
        ((bytes[at + 1] as number) << 16) |
        ((bytes[at + 2] as number) << 8) |
        (bytes[at + 3] as number);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15] as number;
      const y = w[i - 2] as number;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
    }
    let a = words[0] as number;
    let b = words[1] as number;
    let c = words[2] as number;
    let d = words[3] as number;
    let e = words[4] as number;
    let f = words[5] as number;
    let g = words[6] as number;
    let h = words[7] as number;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] as number) + (w[i] as number)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    words[0] = (words[0] as number) + a;
    words[1] = (words[1] as number) + b;
    words[2] = (words[2] as number) + c;
    words[3] = (words[3] as number) + d;
    words[4] = (words[4] as number) + e;
    words[5] = (words[5] as number) + f;
    words[6] = (words[6] as number) + g;
    words[7] = (words[7] as number) + h;
  }
}
