import type { Order, OrderLine } from '../../src/purchasing/order-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { amountText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { dateText } from '../ui/when.tsx';

interface Props {
  frame: Frame;
  order: Order;
  state: FormState;
}

/** How it goes out, and when it is expected. */
export function SendPage({ frame, order, state, expected }: Props & { expected: string | null }) {
  const here = `/purchasing/orders/${order.id}`;
  const mail = order.supplierEmail
    ? { value: 'mail', label: 'By mail', hint: order.supplierEmail }
    : { value: 'mail', label: 'By mail', hint: 'no address is known' };
  return (
    <Page frame={frame} title={`Send ${order.number}`} back={{ href: here, label: order.number }}>
      <Form
        state={{ ...state, version: state.version ?? order.version }}
        action={`${here}/send`}
        submit="It is sent"
        busy="Sending"
        cancel={here}
        sticky
      >
        <Field
          state={state}
          name="how"
          label="How"
          type="choice"
          required
          options={[
            mail,
            { value: 'print', label: 'Printed', hint: 'letter or fax' },
            { value: 'file', label: 'As a file', hint: 'CSV into their shop' },
            { value: 'phone', label: 'By telephone' },
          ]}
        />
        <Field
          state={state}
          name="expectedOn"
          label="Expected on"
          type="date"
          optional
          hint={
            expected
              ? `Where it is empty: ${dateText(expected, frame.today)}, from their arrivals so far or their promise`
              : 'Nothing is known of how long they take'
          }
        />
      </Form>
    </Page>
  );
}

/** A step that needs words: back to draft, or not at all. */
export function ReasonPage({ frame, order, state, step }: Props & { step: 'send-back' | 'cancel' }) {
  const here = `/purchasing/orders/${order.id}`;
  const back = step === 'send-back';
  const title = back
    ? `Send ${order.number} back to draft`
    : order.state === 'sent'
      ? `Cancel what is open of ${order.number}`
      : `Cancel ${order.number}`;
  return (
    <Page frame={frame} title={title} back={{ href: here, label: order.number }}>
      <Form
        state={{ ...state, version: state.version ?? order.version }}
        action={`${here}/${step}`}
        submit={back ? 'Send it back' : 'Cancel it'}
        danger={!back}
        busy="Saving"
        cancel={here}
        sticky
      >
        <Field state={state} name="reason" label="Why" required maxlength={300} autofocus />
      </Form>
    </Page>
  );
}

/** The sheet that goes to the supplier: printed by the browser, or kept as a PDF. */
export function PrintPage({
  frame,
  order,
  lines,
  currency,
}: Omit<Props, 'state'> & { lines: readonly OrderLine[]; currency: string }) {
  const wanted = lines.filter((line) => line.quantity > line.cancelled);
  const goods = wanted.reduce((sum, line) => sum + (line.quantity - line.cancelled) * line.unitCents, 0);
  return (
    <Page
      frame={frame}
      title={`Order ${order.number}`}
      back={{ href: `/purchasing/orders/${order.id}`, label: order.number }}
    >
      <p class="no-print quiet">Print this page with the browser, or print it into a PDF.</p>
      <div class="order-sheet">
        <p>
          <strong>{frame.district}</strong>
          <br />
          {dateText(order.sentOn ?? frame.today)}
          {order.approvedByName ? `, approved by ${order.approvedByName}` : ', not approved yet'}
        </p>
        <address>
          <strong>{order.supplierName}</strong>
          {order.supplierAddress ? (
            <>
              <br />
              {order.supplierAddress}
            </>
          ) : null}
          {order.accountNumber ? (
            <>
              <br />
              Our account number with you: {order.accountNumber}
            </>
          ) : null}
        </address>
        <table class="order-lines">
          <thead>
            <tr>
              <th scope="col">Quantity</th>
              <th scope="col">Your number</th>
              <th scope="col">Part</th>
              <th scope="col">Our number</th>
              <th scope="col" class="right">
                Price
              </th>
              <th scope="col" class="right">
                Sum
              </th>
            </tr>
          </thead>
          <tbody>
            {wanted.map((line) => (
              <tr>
                <td>{line.quantity - line.cancelled}</td>
                <td class="mono">{line.number}</td>
                <td>{line.name}</td>
                <td class="mono">{line.sku}</td>
                <td class="right">{amountText(line.unitCents)}</td>
                <td class="right">{amountText((line.quantity - line.cancelled) * line.unitCents)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            {order.shippingCents > 0 ? (
              <tr>
                <td colspan={5}>Shipping</td>
                <td class="right">{amountText(order.shippingCents)}</td>
              </tr>
            ) : null}
            <tr>
              <td colspan={5}>Total, {currency}</td>
              <td class="right">{amountText(goods + order.shippingCents)}</td>
            </tr>
          </tfoot>
        </table>
        {order.note ? <p>{order.note}</p> : null}
        <p>Please put the order number on the packing slip and on the invoice.</p>
      </div>
    </Page>
  );
}
