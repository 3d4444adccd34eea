/** A square of modules, row by row: one bit each. */
export type Bits = Uint32Array;

/** Closed lines in modules, as outlines of dark parts: even and odd decide what is inside. */
export type Outlines = readonly (readonly (readonly [x: number, y: number])[])[];

const wordsOf = (side: number) => Math.ceil((side * side) / 32);

/** Which modules the outlines make dark. */
export function bitsOf(outlines: Outlines, side: number): Bits {
  const bits = new Uint32Array(wordsOf(side));
  const edges = new Uint8Array((side + 1) * side);
  for (const outline of outlines) {
    for (const [n, [x, y]] of outline.entries()) {
      const [toX, toY] = outline[(n + 1) % outline.length] ?? [x, y];
      if (toX !== x) continue;
      for (let row = Math.min(y, toY); row < Math.max(y, toY); row++) flip(edges, row * (side + 1) + x);
    }
  }
  for (let row = 0; row < side; row++) {
    let dark = 0;
    for (let column = 0; column < side; column++) {
      dark ^= edges[row * (side + 1) + column] ?? 0;
      if (dark) set(bits, row * side + column);
    }
  }
  return bits;
}

/** The first with every module turned that is dark in the second. */
export function turned(one: Bits, other: Bits): Bits {
  return one.map((word, n) => word ^ (other[n] ?? 0));
}

/** The outlines of the dark modules, corners alone; holes run the other way round. */
export function outlinesOf(bits: Bits, side: number): [number, number][][] {
  const wide = side + 1;
  // From each corner of the grid, where its lines go: dark is at their right hand.
  const next = new Uint8Array(wide * wide);
  const dark = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < side && y < side && isSet(bits, y * side + x);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (!dark(x, y)) continue;
      if (!dark(x, y - 1)) mark(next, y * wide + x, RIGHT);
      if (!dark(x + 1, y)) mark(next, y * wide + x + 1, DOWN);
      if (!dark(x, y + 1)) mark(next, (y + 1) * wide + x + 1, LEFT);
      if (!dark(x - 1, y)) mark(next, (y + 1) * wide + x, UP);
    }
  }
  const steps = new Map([
    [RIGHT, 1],
    [DOWN, wide],
    [LEFT, -1],
    [UP, -wide],
  ]);
  const found: [number, number][][] = [];
  for (let start = 0; start < next.length; start++) {
    while (next[start]) {
      const outline: [number, number][] = [];
      let at = start;
      let way = 0;
      do {
        const ways = next[at] ?? 0;
        // Two lines leave where dark modules touch at a corner alone: each keeps to its own.
        const go = ways & (ways - 1) ? ways & (way === UP ? RIGHT : way << 1) || ways & -ways : ways;
        if (go !== way) outline.push([at % wide, Math.floor(at / wide)]);
        next[at] = ways & ~go;
        at += steps.get(go) ?? 0;
        way = go;
      } while (at !== start);
      found.push(outline);
    }
  }
  return found;
}

const RIGHT = 1;
const DOWN = 2;
const LEFT = 4;
const UP = 8;

function mark(at: Uint8Array, n: number, way: number): void {
  at[n] = (at[n] ?? 0) | way;
}

function flip(at: Uint8Array, n: number): void {
  at[n] = (at[n] ?? 0) ^ 1;
}

function set(bits: Bits, n: number): void {
  bits[n >> 5] = (bits[n >> 5] ?? 0) | (1 << (n & 31));
}

export function isSet(bits: Bits, n: number): boolean {
  return ((bits[n >> 5] ?? 0) & (1 << (n & 31))) !== 0;
}
