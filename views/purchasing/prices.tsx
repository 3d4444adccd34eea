import type { PriceLine } from '../../src/purchasing/price-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { dateOnly } from '../ui/when.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  supplier: { id: string; name: string };
  /** newest first; absent where the part is not chosen yet */
  history?: readonly PriceLine[];
  mayEdit: boolean;
}

/** Every price of a part at a supplier, and a new one. */
export function PricePage({ frame, state, supplier, history = [], mayEdit }: Props) {
  const here = `/purchasing/suppliers/${supplier.id}`;
  const [latest] = history;
  const sold = latest?.toOn === null;
  return (
    <Page
      frame={frame}
      title={latest ? latest.name : 'New price'}
      back={{ href: here, label: supplier.name }}
      lede={latest ? <code>{latest.sku}</code> : null}
      actions={
        mayEdit && latest && sold ? (
          <ActionForm
            action={`${here}/prices/${latest.part}/end`}
            formKey={newKey()}
            submit="They sell it no more"
            look="quiet"
          />
        ) : null
      }
    >
      {latest ? (
        <Card title="Prices" count={history.length} flush>
          <List
            label="Prices"
            rows={history}
            compact
            columns={[
              { key: 'from', head: 'From', cell: (row) => dateOnly(row.fromOn, frame.today), phone: 'title' },
              {
                key: 'to',
                head: 'To',
                cell: (row) => (row.toOn === null ? 'now' : dateOnly(row.toOn, frame.today)),
                narrow: true,
              },
              {
                key: 'price',
                head: 'Price of one',
                cell: (row) => money(row.priceCents),
                numeric: true,
                narrow: true,
              },
              { key: 'pack', head: 'Pack', cell: (row) => String(row.pack), numeric: true, narrow: true },
              { key: 'number', head: 'Their number', cell: (row) => row.number, mono: true, narrow: true },
            ]}
          />
        </Card>
      ) : null}
      {mayEdit ? (
        <Card title="New price">
          <Form state={state} action={`${here}/prices/new`} submit="Save the price" busy="Saving">
            {latest ? (
              <Field state={state} name="part" label="Part" type="hidden" initial={latest.part} />
            ) : (
              <Field
                state={state}
                name="part"
                label="Part"
                type="tag"
                scan="fill"
                required
                maxlength={60}
                hint="SKU, maker number or barcode"
              />
            )}
            <Field state={state} name="price" label="Price of one" type="money" required size="short" />
            <Field
              state={state}
              name="fromOn"
              label="From"
              type="date"
              optional
              hint="Today where it is empty. The price before ends the day before"
            />
            <Field
              state={state}
              name="number"
              label="Their number"
              optional
              maxlength={60}
              size="medium"
              initial={latest?.number ?? ''}
            />
            <Field
              state={state}
              name="pack"
              label="Sold in packs of"
              type="number"
              min={1}
              max={10000}
              size="short"
              initial={String(latest?.pack ?? 1)}
            />
            <Field
              state={state}
              name="inStock"
              label="They hold"
              type="number"
              min={0}
              optional
              size="short"
            />
          </Form>
        </Card>
      ) : null}
    </Page>
  );
}
