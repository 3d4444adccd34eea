import { barCode, fitsBars, squareCode } from './codes.ts';
import type { CodeKind } from './forms.ts';
import { type Code, type Drawing, drawLabel, type LabelItem } from './layout-rules.ts';
import type { Paper } from './sheet-rules.ts';

/** Codes made in one go before others have their turn: about 30 ms. */
const AT_ONCE = 4;

/** Too wide for any label: bars are left out. */
const NO_BARS: Code = { columns: 1_000_000, rows: 1, outlines: [] };

/** The drawing of each label, in order; lets other requests go on meanwhile. */
export async function drawLabels(
  items: readonly LabelItem[],
  paper: Pick<Paper, 'labelWidth' | 'labelHeight'>,
  kind: CodeKind,
): Promise<Drawing[]> {
  const size = { width: paper.labelWidth, height: paper.labelHeight };
  const drawings: Drawing[] = [];
  for (const [n, item] of items.entries()) {
    if (n % AT_ONCE === AT_ONCE - 1) await new Promise((resume) => setTimeout(resume, 0));
    const bars = kind !== 'qr' && fitsBars(item.code) ? barCode(item.code) : NO_BARS;
    drawings.push(drawLabel(item, size, kind, squareCode(item.link), bars));
  }
  return drawings;
}
