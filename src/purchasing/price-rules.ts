/** How amounts are written in a file: 1,234.50 or 1.234,50. */
export const DECIMAL_MARKS = ['point', 'comma'] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

export type PriceRead = { ok: true; cents: number; rounded: boolean } | { ok: false; words: string };

const SIGNS = /^(?:US\$|CA\$|A\$|USD|EUR|GBP|CAD|AUD|[$€£])\s*|\s*(?:USD|EUR|GBP|CAD|AUD|[$€£])$/gi;
const SHAPES = {
  point: /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/,
  comma: /^(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/,
} as const;

/**
 * A price as a price list writes it, to cents. Nothing is guessed: what does not have the shape is refused in words.
 * @param mostCents what is dearer is taken for a mistake
 */
export function readPrice(text: string, mark: DecimalMark, mostCents: number): PriceRead {
  const shown = text.trim();
  if (shown === '') return { ok: false, words: 'No price' };
  const bare = shown
    .replace(/\u00a0|\u202f/g, ' ')
    .replace(SIGNS, '')
    .trim();
  if (/^\(.*\)$|^[-−]|[-−]$/.test(bare)) return { ok: false, words: `${shown}: a price below zero` };
  if (!SHAPES[mark].test(bare)) {
    const other = mark === 'point' ? 'comma' : 'point';
    return {
      ok: false,
      words: SHAPES[other].test(bare)
        ? `${shown}: not as 1${mark === 'point' ? ',234.50' : '.234,50'}; is the decimal mark of this file a ${other}?`
        : `${shown}: not an amount`,
    };
  }
  const plain = mark === 'point' ? bare.replaceAll(',', '') : bare.replaceAll('.', '').replace(',', '.');
  const [whole = '', fraction = ''] = plain.split('.');
  if (whole.length > 12) return { ok: false, words: `${shown}: no price is that high` };
  // In whole numbers, so that 1.005 is not made 1.00 by the way numbers are stored.
  const thousandths = Number(whole) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const cents = Math.floor((thousandths + 5) / 10);
  if (cents === 0) return { ok: false, words: `${shown}: a price of nothing` };
  if (cents > mostCents) return { ok: false, words: `${shown}: no price of one piece is that high` };
  return { ok: true, cents, rounded: /[1-9]/.test(fraction.slice(2)) };
}

/** A price that changes more than this many times over, up or down, is asked about. */
export const ABSURD_FACTOR = 4;

export function isAbsurdChange(beforeCents: number, cents: number): boolean {
  return cents > beforeCents * ABSURD_FACTOR || cents * ABSURD_FACTOR < beforeCents;
}

/** YYYY-MM-DD of the day before. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** Whether pieces come in packs of that many. @returns words with the next quantities that do, or null */
export function packProblem(quantity: number, pack: number): string | null {
  if (pack <= 1 || quantity % pack === 0) return null;
  const below = Math.floor(quantity / pack) * pack;
  return `Sold in packs of ${pack}: ${below > 0 ? `${below} or ` : ''}${below + pack}`;
}
