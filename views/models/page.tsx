import type {
  AgeBar,
  AueRow,
  FleetCell,
  HomeCell,
  ModelFit,
  VariantRow,
} from '../../src/models/page-queries.ts';
import type { Model } from '../../src/models/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { DEVICE_KIND_WORDS } from '../devices/words.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { dateOnly } from '../ui/when.tsx';
import { AgesCard, FitsCard, FleetCard, MixCard } from './page-fleet.tsx';

export interface ModelPageProps {
  frame: Frame;
  model: Model;
  variants: readonly VariantRow[];
  aues: readonly AueRow[];
  fleet: readonly FleetCell[];
  ages: readonly AgeBar[];
  homes: readonly HomeCell[];
  fits: readonly ModelFit[];
  mix: readonly { code: string; name: string; n: number }[];
  mayEdit: boolean;
  mayPropose: boolean;
}

/** A model: how long it lives, how many there are, what breaks on it, what fits. */
export function ModelPage(props: ModelPageProps) {
  const { frame, model, mayEdit, mayPropose } = props;
  const name = `${model.maker} ${model.name}`;
  const may = mayEdit || mayPropose;
  return (
    <Page
      frame={frame}
      title={name}
      back={{ href: '/models', label: 'Models' }}
      lede={
        <>
          {DEVICE_KIND_WORDS[model.kind] ?? model.kind} <span class="mono">{model.number}</span>
          {model.retiredAt ? <Status tone="plain" word="No longer bought" /> : null}
        </>
      }
      actions={
        may ? (
          <>
            <LinkButton href={`/models/${model.id}/edit`}>{mayEdit ? 'Edit' : 'Propose an edit'}</LinkButton>
            <LinkButton href={`/models/${model.id}/aue`}>End of updates</LinkButton>
          </>
        ) : null
      }
    >
      <Card>
        <Facts
          facts={[
            { label: 'Updates end (AUE)', value: <Aue model={model} today={frame.today} />, wide: true },
            {
              label: 'Warranty',
              value: model.warrantyMonths === null ? null : `${model.warrantyMonths} months`,
            },
            { label: 'Price', value: model.priceCents === null ? null : money(model.priceCents) },
          ]}
        />
      </Card>
      <Cards columns={2}>
        <FleetCard {...props} />
        <AgesCard {...props} />
        <MixCard {...props} />
        <VariantsCard {...props} />
        <AuesCard {...props} />
      </Cards>
      <FitsCard {...props} />
      {mayEdit ? (
        <ActionForm
          action={`/models/${model.id}/retire`}
          formKey={newKey()}
          version={model.version}
          submit={model.retiredAt ? 'Offer it again' : 'Offer it no longer'}
          look="quiet"
        />
      ) : null}
    </Page>
  );
}

function Aue({ model, today }: { model: Model; today: string }) {
  if (!model.aueOn) return <span class="quiet">Not known</span>;
  return (
    <>
      {model.aueOn <= today ? <Status tone="bad" word="ended" /> : null} {dateOnly(model.aueOn)}{' '}
      <span class="quiet">
        by {model.aueSource}, read {dateOnly(model.aueReadOn)}
      </span>
    </>
  );
}

function VariantsCard({ model, variants, mayEdit, mayPropose }: ModelPageProps) {
  return (
    <Card
      title="Variants"
      count={variants.length}
      actions={mayEdit || mayPropose ? <a href={`/models/${model.id}/variants/new`}>Add</a> : null}
    >
      {variants.length === 0 ? <p class="quiet">All of them are the same</p> : null}
      <ul class="links">
        {variants.map((variant) => (
          <li>
            {mayEdit ? (
              <a href={`/models/${model.id}/variants/${variant.id}`}>{variant.name}</a>
            ) : (
              variant.name
            )}{' '}
            <span class="quiet">{variantText(variant)}</span>{' '}
            {variant.retiredAt ? <Status tone="plain" word="Retired" /> : null}
            {mayEdit ? (
              <ActionForm
                action={`/models/${model.id}/variants/${variant.id}/retire`}
                formKey={newKey()}
                submit={variant.retiredAt ? 'Use again' : 'Retire'}
                label={`${variant.retiredAt ? 'Use again' : 'Retire'}: ${variant.name}`}
                look="quiet"
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function variantText(variant: VariantRow): string {
  const word = (value: number | null, yes: string, no: string) =>
    value === null ? '' : value === 1 ? yes : no;
  return [
    word(variant.touch, 'touch', 'no touch'),
    word(variant.convertible, '2-in-1', ''),
    word(variant.lte, 'LTE', ''),
  ]
    .filter(Boolean)
    .join(', ');
}

function AuesCard({ aues }: ModelPageProps) {
  if (aues.length < 2) return null;
  return (
    <Card title="What was believed of its updates">
      <ul class="links">
        {aues.map((aue) => (
          <li>
            {aue.aueOn ? dateOnly(aue.aueOn) : 'Not known'}{' '}
            <span class="quiet">
              by {aue.source}, read {dateOnly(aue.readOn)}
              {aue.byName ? `, ${aue.byName}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
