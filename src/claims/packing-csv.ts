import { repairNumber } from '../repairs/rules.ts';
import type { Batch, Claim } from './queries.ts';
import { batchNumber } from './rules.ts';

const HEADS = ['Batch', 'RMA', 'Line', 'Tag', 'Serial', 'Model', 'Repair', 'Fault', 'Cover', 'Deprovisioned'];

/** The packing list as CSV (RFC 4180, with a byte order mark, so that spreadsheets read it as UTF-8). */
export function packingCsv(
  batch: Pick<Batch, 'number' | 'rma'>,
  claims: readonly Claim[],
  coverWords: (claim: Claim) => string,
): string {
  const rows = claims.map((claim, i) => [
    batchNumber(batch.number),
    batch.rma,
    String(i + 1),
    claim.tag,
    claim.serial,
    claim.modelName,
    repairNumber(claim.number),
    claim.headline,
    coverWords(claim),
    claim.deprovision === 'done' ? 'yes' : claim.deprovision === 'not_enrolled' ? 'not enrolled' : '',
  ]);
  return `\ufeff${[HEADS, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula is kept a text. */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
