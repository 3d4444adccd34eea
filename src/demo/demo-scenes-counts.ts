/** Counts of bins: what lies there against what the books say. */
import { countPart, startCount } from '../counts/count.ts';
import type { CountReason } from '../counts/forms.ts';
import { linesOf } from '../counts/line-queries.ts';
import { finishCount, settleCount } from '../counts/settle.ts';
import { countSheet } from '../counts/sheet.ts';
import { lying, vanOf } from './demo-scenes-stock.ts';
import type { Today } from './demo-today.ts';
import type { CastKey } from './district.ts';

type Counted = {
  by: CastKey;
  /** code of a bin */
  bin: string;
  /** by how much each part, from the one that there is most of, differs from the books */
  differs: readonly number[];
  reason: CountReason;
};

/** Counted, closed, and each difference given its reason; whether it is posted is the app's to say. */
export async function count(today: Today, x: Counted): Promise<void> {
  const id = await begin(today, x);
  if (id === '') return;
  const { open } = await finishCount(today.as(x.by), id);
  if (open === 0) return;
  const lines = await today.as(x.by).db.all(linesOf(id));
  const counted = lines.filter((line) => line.state === 'counted');
  const reason = Object.fromEntries(counted.map((line) => [line.id, x.reason]));
  await settleCount(today.as(x.by), id, { reason });
}

/** Somebody is at it. */
export async function begin(today: Today, { by, bin, differs }: Omit<Counted, 'reason'>): Promise<string> {
  const place = today.stage.bins.get(bin) ?? '';
  const parts = place === '' ? [] : await lying(today.as(by), place, differs.length);
  if (parts.length === 0) return '';
  const { id } = await startCount(today.as(by), { bin: place, check: false });
  for (const [i, { part, onHand }] of parts.entries()) {
    const quantity = Math.max(0, onHand + (differs[i] ?? 0));
    await countPart(today.as(by), id, { part, quantity, more: false });
  }
  return id;
}

/** The first count of somebody's vehicle, all of it on one screen. */
export async function firstCount(today: Today, by: CastKey): Promise<void> {
  const van = vanOf(today, by);
  const parts = van ? await lying(today.as(by), van.bin, 40) : [];
  if (!van || parts.length === 0) return;
  const off = [2, 0, 0, -1, 0, 1];
  const counted = Object.fromEntries(
    parts.map(({ part, onHand }, i) => [part, Math.max(0, onHand + (off[i % off.length] ?? 0))]),
  );
  await countSheet(today.as(by), van.bin, { counted });
}
