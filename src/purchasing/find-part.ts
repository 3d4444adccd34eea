import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import { type FoundPart, partsCalled } from './price-queries.ts';

/**
 * The one part in use that people mean by an id, a SKU, a maker's number, a barcode or the supplier's number.
 * @throws Invalid at the field: none, or several share the number
 */
export async function partMeant(
  ctx: Ctx,
  text: string,
  supplier: string | null,
  field = 'part',
): Promise<FoundPart> {
  const found = await ctx.db.all(partsCalled(text.trim(), supplier));
  const inUse = found.filter((part) => part.retiredAt === null);
  const [part] = inUse;
  if (!part)
    throw new Invalid({
      [field]:
        found.length > 0 ? 'That part is retired' : 'No part has this SKU, maker number, barcode or number',
    });
  if (inUse.length > 1)
    throw new Invalid({ [field]: `Several parts share this number: ${inUse.map((p) => p.sku).join(', ')}` });
  return part;
}
