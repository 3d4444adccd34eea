import { Refused } from './metadata-result.ts';

/**
 * A reader and a writer over one photo. Cleaning only leaves out bytes, but for an orientation and a header of a
 * known size, so one buffer of the input's length and `MARGIN` more always holds the output.
 */
const MARGIN = 256;
/** A photo has some hundred blocks (segments, chunks); millions of empty ones would keep the server busy. */
const MAX_BLOCKS = 20_000;

export class Bytes {
  readonly source: Uint8Array;
  readonly #view: DataView;
  readonly #out: Uint8Array;
  #written = 0;
  #blocks = 0;

  constructor(source: Uint8Array) {
    this.source = source;
    this.#view = new DataView(source.buffer, source.byteOffset, source.byteLength);
    this.#out = new Uint8Array(source.length + MARGIN);
  }

  #need(at: number, length: number): void {
    if (at < 0 || at + length > this.source.length) throw new Refused('truncated');
  }

  /** To be called for each block that is read; refuses a file that is made of too many. */
  countBlock(): void {
    this.#blocks += 1;
    if (this.#blocks > MAX_BLOCKS) throw new Refused('malformed');
  }

  u8(at: number): number {
    this.#need(at, 1);
    return this.#view.getUint8(at);
  }

  u16(at: number, little = false): number {
    this.#need(at, 2);
    return this.#view.getUint16(at, little);
  }

  u24le(at: number): number {
    return this.u16(at, true) + this.u8(at + 2) * 0x10000;
  }

  u32(at: number, little = false): number {
    this.#need(at, 4);
    return this.#view.getUint32(at, little);
  }

  ascii(at: number, length: number): string {
    this.#need(at, length);
    return String.fromCharCode(...this.source.subarray(at, at + length));
  }

  part(at: number, length: number): Uint8Array {
    this.#need(at, length);
    return this.source.subarray(at, at + length);
  }

  /** Appends `bytes` to the output. */
  write(bytes: ArrayLike<number>): void {
    this.#out.set(bytes, this.#written);
    this.#written += bytes.length;
  }

  /** Appends a part of the input to the output. */
  keep(at: number, length: number): void {
    this.write(this.part(at, length));
  }

  /** The output so far, in a buffer of its own. */
  output(): Uint8Array {
    return this.#out.slice(0, this.#written);
  }
}
