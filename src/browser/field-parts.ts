import { kitChoices } from '../stock/kit-rules.ts';
import type { PartOffer } from '../stock/offer-rules.ts';
import type { Lists } from './field-book.ts';
import type { Option } from './field-form.ts';
import { type KitWanted, kitOffers } from './field-kits.ts';

const MOST = 12;
const MOST_KITS = 6;

/** Kits as the form takes them, 'kit:bin', with what of each lies where by this phone's copy. */
export function kitOptions(lists: Lists, wanted: KitWanted): Option[] {
  return kitOffers(lists, wanted).flatMap(kitChoices).slice(0, MOST_KITS);
}

/** Parts as the form takes them, 'part:bin', with where each lies by this phone's copy. */
export function partOptions(offers: readonly PartOffer[], variant: string | null): Option[] {
  return offers.flatMap((offer) => choicesOf(offer, variant)).slice(0, MOST);
}

function choicesOf(offer: PartOffer, variant: string | null): Option[] {
  const about = [
    offer.fit === 'proposed' ? 'proposed' : '',
    offer.condition === 'new' ? '' : offer.condition,
    variant === null && offer.variantName ? `for ${offer.variantName}` : '',
  ].filter(Boolean);
  const choice = (bin: string | null, held: string): Option => ({
    value: `${offer.part}:${bin ?? ''}`,
    label: offer.name,
    hint: [held, ...about].join(', '),
  });
  if (!offer.counted) return [choice(null, 'not counted')];
  const mine = choice(offer.mineBin, `my vehicle ${offer.mine}`);
  const depot = choice(offer.depotBin, `depot ${offer.depot}`);
  if (offer.mineBin && (offer.mine > 0 || offer.depot === 0)) return offer.depot > 0 ? [mine, depot] : [mine];
  return offer.mineBin ? [depot, mine] : [depot];
}
