import type { ReceiptLine, ReceiptScanRow } from '../../src/purchasing/receipt-queries.ts';

export const CONDITION: Readonly<Record<ReceiptLine['condition'], string>> = {
  good: 'as ordered',
  substitute: 'does the same',
  damaged: 'damaged',
  wrong: 'not ordered',
};

const SOUNDS: Readonly<Record<string, 'good' | 'warn' | 'bad'>> = {
  good: 'good',
  set: 'good',
  substitute: 'warn',
  over: 'warn',
  damaged: 'warn',
  wrong: 'bad',
  several: 'bad',
  unknown: 'bad',
};

/** How a scan sounds. */
export function soundOf(scan: Pick<ReceiptScanRow, 'outcome'>): 'good' | 'warn' | 'bad' {
  return SOUNDS[scan.outcome] ?? 'good';
}

/** What came of a scan, in one line. */
export function scanWords(scan: ReceiptScanRow): string {
  const what = scan.name ?? scan.code;
  const many = scan.quantity > 1 ? `${scan.quantity} x ` : '';
  switch (scan.outcome) {
    case 'good':
      return `${many}${what}`;
    case 'substitute':
      return `${many}${what}: not the part that was ordered, but it does the same`;
    case 'over':
      return `${many}${what}: more than is open on the order`;
    case 'damaged':
      return `${many}${what}, damaged: not into stock`;
    case 'wrong':
      return `${what}: not on this order. Set it aside`;
    case 'several':
      return `${scan.code}: several parts share this number. Scan the SKU`;
    case 'unknown':
      return `${scan.code}: no part has this number. Nothing was counted`;
    default:
      return scan.name ? `${what} set by hand` : 'Set by hand';
  }
}

export function lineName(line: Pick<ReceiptLine, 'name' | 'code'>): string {
  return line.name ?? (line.code || 'Something else');
}
