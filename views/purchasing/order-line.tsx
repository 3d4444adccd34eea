import type { ChaseRow } from '../../src/purchasing/back-order-queries.ts';
import type { Order, OrderLine } from '../../src/purchasing/order-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card, Cards } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Timeline } from '../ui/timeline.tsx';
import { dateText } from '../ui/when.tsx';

interface Props {
  frame: Frame;
  order: Order;
  line: OrderLine;
  chases: readonly ChaseRow[];
  chase: FormState;
  cancel: FormState;
  currency: string;
  may: { chase: boolean; cancel: boolean };
}

/** One line of an order: what came, what was asked, what will not come. */
export function OrderLinePage({ frame, order, line, chases, chase, cancel, currency, may }: Props) {
  const here = `/purchasing/orders/${order.id}`;
  const open = Math.max(line.quantity - line.received - line.cancelled, 0);
  const expected = line.expectedOn ?? order.expectedOn;
  return (
    <Page
      frame={frame}
      title={line.name}
      back={{ href: here, label: order.number }}
      lede={
        <>
          <a href={`/stock/parts/${line.part}`}>{line.sku}</a>, {open} of {line.quantity} still to come
        </>
      }
    >
      <Card title="About">
        <Facts
          facts={[
            { label: 'Supplier', value: order.supplierName },
            { label: 'Their number', value: line.number },
            { label: 'Price of one', value: <Money cents={line.unitCents} currency={currency} /> },
            { label: 'Ordered', value: String(line.quantity) },
            { label: 'Received', value: String(line.received) },
            { label: 'Cancelled', value: line.cancelled > 0 ? String(line.cancelled) : null },
            { label: 'Billed', value: line.invoiced > 0 ? `${line.invoiced}` : null },
            { label: 'Expected', value: expected ? dateText(expected, frame.today) : null },
            { label: 'Why', value: line.reason, wide: true },
          ]}
        />
      </Card>
      <Cards columns={2}>
        {may.chase && order.state === 'sent' && open > 0 ? (
          <Card title="Ask about it">
            <Form
              state={chase}
              scope="chase"
              action={`${here}/lines/${line.id}/chase`}
              submit="Save"
              busy="Saving"
            >
              <Field
                state={chase}
                scope="chase"
                name="note"
                label="What they said"
                type="textarea"
                required
                maxlength={500}
              />
              <Field
                state={chase}
                scope="chase"
                name="expectedOn"
                label="Expected now"
                type="date"
                optional
                hint="As it was where it is empty"
              />
            </Form>
          </Card>
        ) : null}
        {may.cancel && (order.state === 'sent' || order.state === 'approved') && open > 0 ? (
          <Card title="It will not come">
            <Form
              state={cancel}
              scope="cancel"
              action={`${here}/lines/${line.id}/cancel`}
              submit="Cancel these"
              look="plain"
              busy="Saving"
            >
              <Field
                state={cancel}
                scope="cancel"
                name="quantity"
                label="Pieces"
                type="number"
                min={1}
                max={open}
                required
                size="short"
                initial={String(open)}
              />
              <Field state={cancel} scope="cancel" name="reason" label="Why" required maxlength={300} />
            </Form>
          </Card>
        ) : null}
      </Cards>
      {chases.length > 0 ? (
        <Card title="Asked" count={chases.length}>
          <Timeline
            frame={frame}
            label="Asked"
            items={chases.map((one) => ({
              at: one.at,
              who: one.byName ?? 'Somebody',
              what: `asked on ${dateText(one.askedOn, frame.today)}${
                one.expectedOn ? `, expected ${dateText(one.expectedOn, frame.today)}` : ''
              }`,
              more: one.note,
            }))}
          />
        </Card>
      ) : null}
    </Page>
  );
}
