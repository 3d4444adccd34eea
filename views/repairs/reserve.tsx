import type { Hold, Repair } from '../../src/repairs/queries.ts';
import type { Reservable, Reservation } from '../../src/stock/reservation-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { When } from '../ui/when.tsx';
import { numberText } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  repair: Repair;
  /** the open hold for parts */
  hold: Hold | null;
  offers: readonly Reservable[];
  kept: readonly Reservation[];
}

/** Keeps parts that lie in a bin for a repair that waits for them. */
export function ReservePage({ frame, state, repair, hold, offers, kept }: Props) {
  const here = `/repairs/${repair.number}`;
  const left = (hold?.quantity ?? 1) - kept.reduce((sum, one) => sum + one.quantity, 0);
  return (
    <Page
      frame={frame}
      title={`Reserve parts for ${numberText(repair.number)}`}
      back={{ href: here, label: numberText(repair.number) }}
      lede={hold ? `It waits for ${hold.quantity ?? 1} × ${hold.groupName ?? 'a part'}` : repair.headline}
    >
      <Kept frame={frame} repair={repair} kept={kept} />
      {hold ? null : (
        <Empty text="Parts are reserved for a repair that waits for parts.">
          <LinkButton href={`${here}/hold`}>Put it on hold</LinkButton>
        </Empty>
      )}
      {hold && offers.length === 0 ? <Empty text="No bin has one that is not reserved already." /> : null}
      {offers.length > 0 ? (
        <Form state={state} action={`${here}/reserve`} submit="Reserve" busy="Reserving" cancel={here} sticky>
          <div class="part-choices">
            <Field
              state={state}
              name="part"
              label="From"
              type="choice"
              required
              initial={`${offers[0]?.part}:${offers[0]?.bin}`}
              options={offers.map((one) => ({
                value: `${one.part}:${one.bin}`,
                label: one.binName,
                hint: `${one.available} available, ${one.name}, ${one.sku}`,
              }))}
            />
          </div>
          <Field
            state={state}
            name="quantity"
            label="How many"
            type="number"
            min={1}
            max={999}
            initial={String(Math.max(1, left))}
            size="short"
            required
          />
        </Form>
      ) : null}
    </Page>
  );
}

interface KeptProps {
  frame: Frame;
  repair: Pick<Repair, 'number'>;
  kept: readonly Reservation[];
  mayWork?: boolean;
}

/** What is kept for a repair now, and where it lies. */
export function Kept({ frame, repair, kept, mayWork = true }: KeptProps) {
  if (kept.length === 0) return null;
  return (
    <Card title="Reserved for it" count={kept.length}>
      <ul class="lines">
        {kept.map((one) => (
          <li>
            <div class="line-head">
              <strong>
                {one.quantity} × <a href={`/stock/parts/${one.part}`}>{one.name}</a>
              </strong>{' '}
              at <a href={`/stock/bins/${one.bin}`}>{one.binName}</a>
            </div>
            <p class="quiet">
              <When at={one.at} frame={frame} />
              {one.by ? ` · ${one.by}` : ''}
            </p>
            {mayWork ? (
              <ActionForm
                action={`/repairs/${repair.number}/reservations/${one.id}/release`}
                formKey={newKey()}
                submit="Release"
                busy="Releasing"
                look="quiet"
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** That others took what was kept for this repair, or that this one took what was kept for others. */
export function TakenNotices({
  kept,
  taken,
}: {
  kept: readonly Reservation[];
  taken: readonly Reservation[];
}) {
  return (
    <>
      {kept
        .filter((one) => one.taken > 0)
        .map((one) => (
          <Notice tone="wait">
            {one.taken} × {one.name}, reserved for this repair at {one.binName},{' '}
            {one.takenBy === null ? 'left the bin' : `went into ${numberText(one.takenBy)}`}.
          </Notice>
        ))}
      {taken.map((one) => (
        <Notice tone="note">
          {one.taken} × {one.name} was reserved for{' '}
          <a href={`/repairs/${one.repair}`}>{numberText(one.repair)}</a>: that repair waits again.
        </Notice>
      ))}
    </>
  );
}
