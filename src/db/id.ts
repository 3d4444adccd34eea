let lastTime = 0;
let sequence = 0;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** Random bytes are drawn for 64 ids at a time. */
const pool = new Uint8Array(8 * 64);
let used = pool.length;

/**
 * A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then a counter within the
 * millisecond, then random bits. Ids made by one process sort in the order they were made.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    lastTime += 1;
    sequence = 0;
  }
  const time = lastTime.toString(16).padStart(12, '0');
  if (used >= pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  let tail = HEX[((pool[used++] ?? 0) & 0x3f) | 0x80] ?? '';
  for (let i = 1; i < 8; i++) tail += HEX[pool[used++] ?? 0];
  const counter = sequence.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
