import type { Option } from '../../src/repairs/list-queries.ts';
import type { PartOffer } from '../../src/stock/offer-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import { Field } from '../ui/field.tsx';
import type { Option as Choice } from '../ui/field-props.ts';
import { moneyText } from '../ui/money.tsx';

interface Props {
  state: FormState;
  offers: readonly PartOffer[];
  /** kits that fit, from where they can come */
  kits: readonly Choice[];
  bins: readonly Option[];
  /** the device's variant, where it is known */
  variant: string | null;
}

/** The parts that fit, handiest first, and a box for any other one. */
export function PartFields({ state, offers, kits, bins, variant }: Props) {
  const choices = offers.flatMap((offer) => choicesOf(offer, variant));
  return (
    <>
      {kits.length > 0 ? (
        <div class="part-choices">
          <Field state={state} name="kits" label="Kit" type="checkbox" optional options={kits.slice(0, 6)} />
        </div>
      ) : null}
      {choices.length > 0 ? (
        <div class="part-choices">
          <Field
            state={state}
            name="parts"
            label="Part"
            type="checkbox"
            optional
            options={choices.slice(0, 12)}
          />
        </div>
      ) : null}
      <details class="more-fields" open={Boolean(state.values.partCode || state.errors.partCode)}>
        <summary>{choices.length > 0 ? 'Another part, or more than one' : 'A part'}</summary>
        <Field
          state={state}
          name="partCode"
          label="Part by SKU, number or name"
          type="tag"
          optional
          maxlength={64}
          hint="Scan it or type it: any part can be used"
        />
        <Field
          state={state}
          name="partBin"
          label="It came from"
          type="select"
          optional
          none="My vehicle"
          options={bins}
        />
        <Field state={state} name="quantity" label="How many" type="number" initial="1" size="short" />
      </details>
    </>
  );
}

/** An offer from my vehicle, and from the depot that holds most: 'part:bin'. */
function choicesOf(offer: PartOffer, variant: string | null): Choice[] {
  const about = aboutOf(offer, variant);
  const choice = (bin: string | null, held: string): Choice => ({
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

function aboutOf(offer: PartOffer, variant: string | null): string[] {
  const wrong = variant !== null && offer.variant !== null && offer.variant !== variant;
  return [
    offer.fit === 'proposed' ? 'proposed fit' : '',
    offer.variantName ? `${wrong ? 'only for' : 'for'} ${offer.variantName}` : '',
    offer.condition === 'new' ? '' : offer.condition,
    offer.others > 0 ? `other vehicles ${offer.others}` : '',
    offer.reserved > 0 ? `${offer.reserved} reserved` : '',
    offer.sku,
    moneyText(offer.priceCents),
  ].filter(Boolean);
}
