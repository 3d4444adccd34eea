import { newKey } from '../../src/web/key.ts';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { LineBoxes } from './line-boxes.tsx';
import type { OrderPageProps } from './order.tsx';
import { exactText } from './words.ts';

/** The lines of a draft with their boxes, and the search for more. */
export function DraftLines(props: OrderPageProps) {
  const { order, lines, of, currency } = props;
  const state = of === 'lines' ? props.state : { values: {}, errors: {}, key: newKey() };
  const here = `/purchasing/orders/${order.id}`;
  return (
    <>
      <Card title="Lines" count={lines.length}>
        {lines.length === 0 ? <Empty text="No line yet. Search a part below, or scan it." /> : null}
        {lines.length > 0 ? (
          <Form
            state={{ ...state, version: state.version ?? order.version }}
            action={`${here}/lines`}
            submit="Save the lines"
            busy="Saving"
            look="plain"
            label="Lines"
          >
            {lines.map((line) => (
              <LineBoxes
                name={line.name}
                more={[
                  line.sku,
                  line.number ? `theirs ${line.number}` : '',
                  line.pack > 1 ? `packs of ${line.pack}` : '',
                  line.supplierName ?? '',
                  line.reason,
                ]
                  .filter(Boolean)
                  .join(', ')}
                sum={exactText(line.quantity * line.unitCents, currency)}
              >
                <Field
                  state={state}
                  name={`quantity.${line.id}`}
                  label="Quantity"
                  type="number"
                  min={0}
                  step={line.pack}
                  size="short"
                  initial={String(line.quantity)}
                />
                <Field
                  state={state}
                  name={`price.${line.id}`}
                  label="Price of one"
                  type="money"
                  size="short"
                  initial={(line.unitCents / 100).toFixed(2)}
                />
              </LineBoxes>
            ))}
            <p class="hint">A quantity of 0 takes a line off.</p>
          </Form>
        ) : null}
      </Card>
      <AddCard {...props} />
    </>
  );
}

function AddCard({ frame, order, search, found, state, of }: OrderPageProps) {
  const here = `/purchasing/orders/${order.id}`;
  const stateFor = (part: string) =>
    of === 'add' && state.values.part === part ? state : { values: {}, errors: {}, key: newKey() };
  return (
    <Card title="Add a part" id="add">
      <Form
        state={{ values: { part: search }, errors: {}, key: '' }}
        action={`${here}#add`}
        method="get"
        submit="Search"
        look="plain"
        scope="search"
        label="Search a part"
      >
        <Field
          state={{ values: { part: search }, errors: {}, key: '' }}
          scope="search"
          name="part"
          label="Part"
          type="tag"
          scan="submit"
          hint="Words of its name, SKU, maker number or barcode"
        />
      </Form>
      {search && found.length === 0 ? <p class="quiet">No part in use is called that.</p> : null}
      {found.map((part) => (
        <Form
          state={stateFor(part.id)}
          action={`${here}/add`}
          submit="Add"
          busy="Adding"
          look="plain"
          scope={part.id}
          label={`Add ${part.name}`}
        >
          <Field
            state={stateFor(part.id)}
            scope={part.id}
            name="part"
            label=""
            type="hidden"
            initial={part.id}
          />
          <LineBoxes
            name={part.name}
            more={[
              part.sku,
              `${part.onHand} on hand`,
              (part.pack ?? 1) > 1 ? `packs of ${part.pack}` : '',
              part.number ? `theirs ${part.number}` : '',
              part.priceCents === null ? 'no price of theirs is known' : `their price on ${frame.today}`,
            ]
              .filter(Boolean)
              .join(', ')}
          >
            <Field
              state={stateFor(part.id)}
              scope={part.id}
              name="quantity"
              label="Quantity"
              type="number"
              min={part.pack ?? 1}
              step={part.pack ?? 1}
              required
              size="short"
            />
            <Field
              state={stateFor(part.id)}
              scope={part.id}
              name="price"
              label="Price of one"
              type="money"
              size="short"
              initial={part.priceCents === null ? '' : (part.priceCents / 100).toFixed(2)}
              required={part.priceCents === null}
            />
          </LineBoxes>
        </Form>
      ))}
    </Card>
  );
}
