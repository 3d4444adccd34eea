/**
 * Cents over things, so that they add up again: everyone gets the same, the first ones one cent more.
 * @param cents not below zero @param count at least 1
 */
export function splitCents(cents: number, count: number): number[] {
  const each = Math.floor(cents / count);
  const over = cents - each * count;
  return Array.from({ length: count }, (_, i) => each + (i < over ? 1 : 0));
}

export type LotState = 'draft' | 'proposed' | 'approved' | 'closed' | 'withdrawn';

const MOVES = {
  propose: { from: ['draft'], to: 'proposed' },
  approve: { from: ['draft', 'proposed'], to: 'approved' },
  return: { from: ['proposed', 'approved'], to: 'draft' },
  withdraw: { from: ['draft', 'proposed', 'approved'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly LotState[]; to: LotState }>;

/** The state after a move; null where it cannot be made. */
export function lotAfter(move: keyof typeof MOVES, state: LotState): LotState | null {
  const from: readonly LotState[] = MOVES[move].from;
  return from.includes(state) ? MOVES[move].to : null;
}

/** Whether device `d`, still in service, is on its way out: proposed to retire, or not worth repairing. As SQL. */
export const ON_ITS_WAY_OUT = `EXISTS (SELECT 1 FROM proposals WHERE thing = d.id AND kind = 'retire' AND decision IS NULL)
  OR ifnull((SELECT outcome = 'not_worth' FROM repairs WHERE device = d.id AND state = 'closed'
    ORDER BY closed_at DESC LIMIT 1), 0)`;

export type CertificateType = 'pdf' | 'jpeg' | 'png';

/** A PDF by its content: its mark at the start, its end mark in the last kilobyte. */
export function isPdf(bytes: Uint8Array): boolean {
  const head = latin(bytes.subarray(0, 8));
  const tail = latin(bytes.subarray(Math.max(0, bytes.length - 1_024)));
  return /^%PDF-\d/.test(head) && tail.includes('%%EOF');
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** A stock number for the harvested twin of a part: 'LCD-116-30' -> 'LCD-116-30-H', then '-H2'. */
export function twinSku(sku: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const end = n === 1 ? '-H' : `-H${n}`;
    const made = `${sku.slice(0, 40 - end.length)}${end}`;
    if (!taken.has(made)) return made;
  }
}
