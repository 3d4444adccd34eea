/** Drawn photos for the demo: a laptop on a bench with what is broken on it. PNG, 8 bits a channel. */
import { crc32, deflateSync } from 'node:zlib';
import { Random } from './random.ts';

export type Damage = 'screen' | 'keys' | 'liquid' | 'hinge';

type Colour = readonly [red: number, green: number, blue: number];

const BENCH: Colour = [196, 184, 166];
const SHELL: Colour = [92, 96, 104];
const BEZEL: Colour = [34, 36, 42];
const GLASS: Colour = [118, 148, 178];
const KEY: Colour = [48, 50, 56];
const GAP: Colour = [140, 120, 96];
const CRACK: Colour = [226, 236, 244];
const SPILL: Colour = [104, 74, 44];

/** The same picture for the same damage and number. @param width pixels; the height is three quarters of it */
export function picture(damage: Damage, nth: number, width: number): Uint8Array {
  const canvas = new Canvas(width, (width * 3) / 4);
  const random = new Random('picture', damage, nth);
  canvas.fill(0, 0, 1, 1, BENCH);
  const lean = damage === 'hinge' ? 0.03 : 0;
  canvas.fill(0.18, 0.08 + lean, 0.82, 0.5, BEZEL);
  canvas.fill(0.2, 0.1 + lean, 0.8, 0.47, GLASS);
  canvas.fill(0.15, 0.52, 0.85, 0.94, SHELL);
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 12; column++) {
      const missing = damage === 'keys' && random.chance(0.12);
      const [x, y] = [0.18 + column * 0.0535, 0.55 + row * 0.055];
      canvas.fill(x, y, x + 0.045, y + 0.043, missing ? GAP : KEY);
    }
  canvas.fill(0.38, 0.79, 0.62, 0.92, BEZEL);
  if (damage === 'screen') {
    const [x, y] = [0.3 + 0.4 * random.next(), 0.16 + 0.22 * random.next()];
    for (let line = 0; line < 9; line++)
      canvas.line(x, y, 0.2 + 0.6 * random.next(), random.chance(0.5) ? 0.1 : 0.47, CRACK);
  }
  if (damage === 'liquid')
    for (let drop = 0; drop < 14; drop++)
      canvas.disc(0.3 + 0.4 * random.next(), 0.57 + 0.18 * random.next(), 0.03 * random.next(), SPILL);
  if (damage === 'hinge') canvas.fill(0.24, 0.495, 0.32, 0.56, GAP);
  return canvas.png();
}

/** Places and sizes are shares of the picture. */
class Canvas {
  readonly #width: number;
  readonly #height: number;
  /** Rows as PNG takes them: a filter byte (none), then red, green, blue. */
  readonly #bytes: Uint8Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#bytes = new Uint8Array(height * (1 + width * 3));
  }

  #dot(x: number, y: number, colour: Colour): void {
    if (x >= 0 && y >= 0 && x < this.#width && y < this.#height)
      this.#bytes.set(colour, y * (1 + this.#width * 3) + 1 + x * 3);
  }

  fill(left: number, top: number, right: number, bottom: number, colour: Colour): void {
    for (let y = Math.round(top * this.#height); y < bottom * this.#height; y++)
      for (let x = Math.round(left * this.#width); x < right * this.#width; x++) this.#dot(x, y, colour);
  }

  line(x1: number, y1: number, x2: number, y2: number, colour: Colour): void {
    const thick = Math.max(1, Math.round(this.#width / 400));
    for (let step = 0; step <= this.#width; step++) {
      const at = step / this.#width;
      const x = Math.round((x1 + (x2 - x1) * at) * this.#width);
      const y = Math.round((y1 + (y2 - y1) * at) * this.#height);
      for (let i = 0; i < thick * thick; i++) this.#dot(x + (i % thick), y + Math.floor(i / thick), colour);
    }
  }

  disc(x: number, y: number, radius: number, colour: Colour): void {
    const far = Math.ceil(radius * this.#width);
    const [cx, cy] = [Math.round(x * this.#width), Math.round(y * this.#height)];
    for (let dy = -far; dy <= far; dy++)
      for (let dx = -far; dx <= far; dx++)
        if (dx * dx + dy * dy <= far * far) this.#dot(cx + dx, cy + dy, colour);
  }

  png(): Uint8Array {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(this.#width, 0);
    header.writeUInt32BE(this.#height, 4);
    // 8 bits a channel, red, green and blue.
    header.set([8, 2, 0, 0, 0], 8);
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const parts = [
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(this.#bytes)),
      chunk('IEND', Buffer.alloc(0)),
    ];
    return new Uint8Array(Buffer.concat([signature, ...parts]));
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
}
