import type { KitOffer } from '../stock/kit-rules.ts';
import type { BookKitLine, Lists } from './field-book.ts';

export interface KitWanted {
  model: string | null;
  /** null where nobody knows it */
  variant: string | null;
  fault: string;
}

type Carried = Pick<Lists, 'kits' | 'fits' | 'parts' | 'bins' | 'stock'>;

/**
 * Kits of which a part fits this model for this fault, and no part is known to fit other models only: the rule of the
 * repair page (kitOffersQuery), on what this phone carries.
 */
export function kitOffers(lists: Carried, wanted: KitWanted): KitOffer[] {
  const kits = Map.groupBy(lists.kits, ({ kit }) => kit);
  return [...kits.values()]
    .filter((lines) => fits(lists, lines, wanted))
    .map((lines) => offerOf(lists, lines));
}

function fits(lists: Carried, lines: readonly BookKitLine[], { model, variant, fault }: KitWanted): boolean {
  const [first] = lines;
  if (model === null || !first || (first.fault !== null && first.fault !== fault)) return false;
  const known = lists.fits.filter(
    (fit) => fit.model === model && (!fit.variant || !variant || fit.variant === variant),
  );
  const fitsOf = (line: BookKitLine) => {
    const group = line.group ?? lists.parts.find(({ id }) => id === line.part)?.group ?? null;
    return known.filter((fit) => (fit.part ? fit.part === line.part : group !== null && fit.group === group));
  };
  const some = lines.some((line) => fitsOf(line).some((fit) => fit.fault === fault));
  return some && lines.every((line) => line.bound === 0 || fitsOf(line).length > 0);
}

function offerOf(lists: Carried, lines: readonly BookKitLine[]): KitOffer {
  const mineBin = lists.bins.find((bin) => bin.mine)?.id ?? null;
  const held = lines.map((line) => heldOf(lists, line));
  const depotBin = fullest(held, mineBin);
  return {
    kit: lines[0]?.kit ?? '',
    name: lines[0]?.name ?? '',
    mineBin,
    depotBin,
    lines: lines.map((line, i) => ({
      name: line.line,
      quantity: line.quantity,
      counted: line.counted === 1,
      mine: held[i]?.get(mineBin ?? '') ?? 0,
      depot: held[i]?.get(depotBin ?? '') ?? 0,
    })),
  };
}

/** How many of a line lie in each bin. */
function heldOf({ parts, stock }: Carried, line: BookKitLine): Map<string, number> {
  const does = new Set(
    line.part ? [line.part] : parts.filter(({ group }) => group === line.group).map(({ id }) => id),
  );
  const held = new Map<string, number>();
  for (const { bin, part, n } of stock) if (does.has(part)) held.set(bin, (held.get(bin) ?? 0) + n);
  return held;
}

/** The bin of a depot that has something of most lines, and most of it. */
function fullest(held: readonly ReadonlyMap<string, number>[], mineBin: string | null): string | null {
  const bins = new Map<string, { lines: number; n: number }>();
  for (const line of held)
    for (const [bin, n] of line) {
      const sum = bins.get(bin) ?? { lines: 0, n: 0 };
      if (bin !== mineBin && n > 0) bins.set(bin, { lines: sum.lines + 1, n: sum.n + n });
    }
  const [best] = [...bins].sort(([, a], [, b]) => b.lines - a.lines || b.n - a.n);
  return best?.[0] ?? null;
}
