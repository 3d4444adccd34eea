/** What a bin kind holds of a part, as the repair screen shows it. */
export interface PartOffer {
  part: string;
  sku: string;
  name: string;
  group: string | null;
  groupName: string | null;
  condition: string;
  counted: boolean;
  /** price of one, cents */
  priceCents: number;
  fit: 'confirmed' | 'proposed';
  /** the variant that it is for, where the fit names one */
  variant: string | null;
  variantName: string | null;
  /** available (on hand less what is reserved for other repairs) in my vehicle, and its bin */
  mine: number;
  mineBin: string | null;
  /** available in depots, and the bin that has most */
  depot: number;
  depotBin: string | null;
  /** available in other vehicles */
  others: number;
  /** reserved for other repairs, wherever it lies */
  reserved: number;
}

/**
 * Confirmed fits in my vehicle first, then proposed ones there, then the depots', then others; what is not
 * counted (tape, screws) goes along with them and comes last.
 */
export function rankOffers(offers: readonly PartOffer[]): PartOffer[] {
  return [...offers].sort(
    (a, b) => rank(a) - rank(b) || b.mine - a.mine || b.depot - a.depot || (a.sku < b.sku ? -1 : 1),
  );
}

function rank(offer: PartOffer): number {
  const fit = offer.fit === 'confirmed' ? 0 : 1;
  if (!offer.counted) return 8 + fit;
  if (offer.mine > 0) return fit;
  if (offer.depot > 0) return 2 + fit;
  return (offer.others > 0 ? 4 : 6) + fit;
}

interface Variant {
  id: string;
  touch: number | null;
}

/**
 * The variant that a device must be, from the part that was used in it: the fit's own variant, else
 * the only variant of the model with the group's kind of screen. Null where that does not tell.
 */
export function variantFromPart(
  fitVariant: string | null,
  groupTouch: number | null,
  variants: readonly Variant[],
): string | null {
  if (fitVariant) return fitVariant;
  if (groupTouch === null) return null;
  const matching = variants.filter((variant) => variant.touch === groupTouch);
  return matching.length === 1 ? (matching[0]?.id ?? null) : null;
}
