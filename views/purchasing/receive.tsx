import type { Receivable } from '../../src/purchasing/receipt-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ScanBox } from '../scan/box.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { dateText } from '../ui/when.tsx';
import { PurchasingTabs } from './tabs.tsx';

interface Props {
  frame: Frame;
  search: string;
  orders: readonly Receivable[];
  mayReceive: boolean;
}

/** Which order is this box of? Its number, or a part that lies in it, finds it. */
export function ReceivePage({ frame, search, orders, mayReceive }: Props) {
  return (
    <Page
      frame={frame}
      title="Receive"
      lede="Scan the order's number on the packing slip, or a part from the box."
    >
      <PurchasingTabs on="receive" />
      <ScanBox
        state={{ values: { q: search }, errors: {}, key: '' }}
        action="/purchasing/receive"
        method="get"
        label="Order number or part"
        submit="Find"
      />
      {search ? (
        <p>
          <a href="/purchasing/receive">All orders that are to come</a>
        </p>
      ) : null}
      {orders.length === 0 ? (
        <Empty
          text={
            search
              ? `No order that is sent has ${search} on it. What nobody ordered is set aside, not counted.`
              : 'Every order that was sent has come.'
          }
        />
      ) : null}
      {orders.length > 0 ? (
        <Card title={search ? 'It may be of' : 'To come'} count={orders.length}>
          <ul class="rows">
            {orders.map((order) => (
              <li>
                <span>
                  <a href={`/purchasing/orders/${order.id}`}>{order.number}</a> {order.supplierName}
                  <span class="rows-more">
                    {order.open} pieces to come, sent {dateText(order.sentOn, frame.today)}
                    {order.expectedOn ? `, expected ${dateText(order.expectedOn, frame.today)}` : ''}
                  </span>
                </span>
                <span class="rows-end">
                  {order.receipt ? (
                    <Status tone="note" word={`${order.byName ?? 'Somebody'} counts`} />
                  ) : null}
                  {mayReceive ? <Begin order={order} /> : null}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </Page>
  );
}

function Begin({ order }: { order: Receivable }) {
  if (order.receipt)
    return (
      <LinkButton href={`/purchasing/receipts/${order.receipt}`} label={`Count on ${order.number}`}>
        Count on
      </LinkButton>
    );
  return (
    <ActionForm
      action={`/purchasing/orders/${order.id}/receive`}
      formKey={newKey()}
      submit="Count"
      look="primary"
      label={`Count ${order.number}`}
    />
  );
}
