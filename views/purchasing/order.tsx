import type { BudgetRow } from '../../src/purchasing/budget-queries.ts';
import type { OfferedPart, Order, OrderLine } from '../../src/purchasing/order-queries.ts';
import type { OrderLimits } from '../../src/purchasing/order-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Money } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateText, When, whenText } from '../ui/when.tsx';
import { DraftLines } from './draft-lines.tsx';
import { OrderActions } from './order-actions.tsx';
import { stateWords } from './orders.tsx';
import { exactText, ORDER_TONES } from './words.ts';

/** The forms of the page: the one that was sent shows its faults itself, a button's stand above. */
export type OrderFormOf = '' | 'lines' | 'add' | 'approve';

export interface OrderPageProps {
  frame: Frame;
  order: Order;
  lines: readonly OrderLine[];
  budget: BudgetRow | null;
  /** what it comes to, cents */
  total: number;
  goods: number;
  /** above it two people are needed, cents */
  limits: OrderLimits;
  currency: string;
  state: FormState;
  of: OrderFormOf;
  /** what was searched for, and found */
  search: string;
  found: readonly OfferedPart[];
  mailSet: boolean;
  may: { propose: boolean; approve: boolean; receive: boolean };
  receipts: readonly {
    id: string;
    state: string;
    arrivedOn: string;
    pieces: number;
    byName: string | null;
  }[];
  invoices: readonly {
    id: string;
    number: string;
    invoicedOn: string;
    differs: number;
    totalCents: number;
  }[];
}

export function OrderPage(props: OrderPageProps) {
  const { frame, order, lines, total, may } = props;
  const here = `/purchasing/orders/${order.id}`;
  const received = lines.reduce((sum, line) => sum + line.received, 0);
  const open = lines.reduce(
    (sum, line) => sum + Math.max(line.quantity - line.received - line.cancelled, 0),
    0,
  );
  return (
    <Page
      frame={frame}
      title={order.number}
      back={{ href: '/purchasing/orders', label: 'Orders' }}
      lede={
        <>
          {order.supplier ? (
            <a href={`/purchasing/suppliers/${order.supplier}`}>{order.supplierName}</a>
          ) : (
            'Several suppliers'
          )}
          , {exactText(total, props.currency)}{' '}
          <Status
            tone={ORDER_TONES[order.state] ?? 'plain'}
            word={stateWords({ ...order, received, open })}
          />
          {order.overBudget ? <Status tone="wait" word="Over the budget" /> : null}
        </>
      }
      actions={
        <>
          {order.state === 'draft' && may.propose ? (
            <LinkButton href={`${here}/edit`}>Edit</LinkButton>
          ) : null}
          {order.supplier && lines.length > 0 ? <LinkButton href={`${here}/print`}>Print</LinkButton> : null}
          {order.supplier && lines.length > 0 ? (
            <LinkButton href={`${here}/order.csv`} download>
              CSV
            </LinkButton>
          ) : null}
          <LinkButton href={`/history/${order.id}`} look="quiet">
            History
          </LinkButton>
        </>
      }
      primary={
        order.state === 'sent' && may.receive ? (
          <LinkButton href={`/purchasing/receive?q=${order.number}`} look="primary" icon="scan">
            Receive
          </LinkButton>
        ) : null
      }
    >
      <Problems {...props} />
      <Warnings {...props} />
      <OrderActions {...props} />
      {order.state === 'draft' && may.propose ? <DraftLines {...props} /> : <Lines {...props} />}
      <About {...props} />
      <Arrivals {...props} />
    </Page>
  );
}

function Problems({ state, of }: OrderPageProps) {
  const words = [state.message, ...Object.values(state.errors)].filter(Boolean);
  if (words.length === 0 || of === 'lines' || of === 'approve') return null;
  return <Notice tone="bad">{words.join(' ')}</Notice>;
}

function Warnings({ order, goods, budget, total, currency, mailSet }: OrderPageProps) {
  const below = order.minimumCents !== null && goods > 0 && goods < order.minimumCents;
  const early = order.state === 'draft' || order.state === 'proposed' || order.state === 'approved';
  const unsent = order.sentHow === 'mail' && order.mailedAt === null;
  const over = budget && (order.state === 'draft' || order.state === 'proposed') && budget.leftCents < total;
  return (
    <>
      {below && early ? (
        <Notice tone="wait">
          {exactText((order.minimumCents ?? 0) - goods, currency)} below their minimum order of{' '}
          {exactText(order.minimumCents ?? 0, currency)}.
        </Notice>
      ) : null}
      {over ? (
        <Notice tone="wait">
          {budget.name} has {exactText(budget.leftCents, currency)} left: this order goes{' '}
          {exactText(total - budget.leftCents, currency)} over it.
        </Notice>
      ) : null}
      {unsent ? (
        <Notice tone="bad">
          {order.mailFailure
            ? `The mail could not be sent: ${order.mailFailure}`
            : mailSet
              ? 'The mail waits to be sent.'
              : 'Not sent: no mail is set up on this server. The order waits in the outbox; print it or send the file.'}
        </Notice>
      ) : null}
    </>
  );
}

const lineColumns = (currency: string): readonly Column<OrderLine>[] => [
  { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
  { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
  { key: 'number', head: 'Their number', cell: (row) => row.number, mono: true, narrow: true, phone: 'hide' },
  {
    key: 'quantity',
    head: 'Ordered',
    cell: (row) => (row.cancelled > 0 ? `${row.quantity}, ${row.cancelled} cancelled` : String(row.quantity)),
    numeric: true,
    narrow: true,
  },
  { key: 'received', head: 'Received', cell: (row) => String(row.received), numeric: true, narrow: true },
  {
    key: 'price',
    head: 'Price',
    cell: (row) => exactText(row.unitCents, currency),
    numeric: true,
    narrow: true,
  },
  {
    key: 'sum',
    head: 'Sum',
    cell: (row) => exactText((row.quantity - row.cancelled) * row.unitCents, currency),
    numeric: true,
    narrow: true,
    phone: 'hide',
  },
];

function Lines({ order, lines, currency }: OrderPageProps) {
  return (
    <Card title="Lines" count={lines.length} flush>
      <List
        label="Lines"
        columns={lineColumns(currency)}
        rows={lines}
        href={(row) => `/purchasing/orders/${order.id}/lines/${row.id}`}
        tone={(row) => (row.received + row.cancelled >= row.quantity ? 'done' : '')}
        empty={<p class="quiet">No line yet</p>}
      />
    </Card>
  );
}

const by = (name: string | null, at: string | null, frame: Frame) =>
  at ? `${name ?? 'somebody'}, ${whenText(at, frame)}` : null;

const HOW: Readonly<Record<string, string>> = {
  mail: 'by mail',
  print: 'printed',
  file: 'as a file',
  phone: 'by telephone',
};

function About({ frame, order, budget, currency }: OrderPageProps) {
  return (
    <Cards columns={2}>
      <Card title="About">
        <Facts
          facts={[
            { label: 'Drafted', value: by(order.createdByName, order.createdAt, frame) },
            { label: 'Proposed', value: by(order.proposedByName, order.proposedAt, frame) },
            { label: 'Approved', value: by(order.approvedByName, order.approvedAt, frame) },
            {
              label: 'Sent',
              value: order.sentAt
                ? `${by(order.sentByName, order.sentAt, frame)}, ${HOW[order.sentHow ?? '']}`
                : null,
            },
            { label: 'Expected', value: order.expectedOn ? dateText(order.expectedOn, frame.today) : null },
            { label: 'Closed', value: order.closedAt ? <When at={order.closedAt} frame={frame} /> : null },
            {
              label: 'Cancelled',
              value: order.cancelledAt ? <When at={order.cancelledAt} frame={frame} /> : null,
            },
            {
              label: 'Shipping',
              value:
                order.shippingCents > 0 ? <Money cents={order.shippingCents} currency={currency} /> : null,
            },
            { label: 'Note', value: order.note, wide: true },
          ]}
        />
      </Card>
      <Card title="Budget">
        {budget ? (
          <Facts
            facts={[
              { label: 'Paid from', value: <a href={`/purchasing/budgets/${budget.id}`}>{budget.name}</a> },
              { label: 'Fund and account', value: `${budget.fund} ${budget.accountCode}` },
              { label: 'Of', value: exactText(budget.amountCents, currency) },
              { label: 'Spent', value: exactText(budget.spentCents, currency) },
              { label: 'Committed', value: exactText(budget.committedCents, currency) },
              { label: 'Left', value: exactText(budget.leftCents, currency) },
            ]}
          />
        ) : (
          <p class="quiet">No budget is chosen yet</p>
        )}
      </Card>
    </Cards>
  );
}

function Arrivals({ frame, order, receipts, invoices, may, currency }: OrderPageProps) {
  const late = order.state === 'sent' || order.state === 'closed';
  if (!late) return null;
  return (
    <Cards columns={2}>
      <Card title="Arrivals" count={receipts.length}>
        <ul class="links">
          {receipts.map((one) => (
            <li>
              <a href={`/purchasing/receipts/${one.id}`}>{dateText(one.arrivedOn, frame.today)}</a>{' '}
              <span class="quiet">
                {one.pieces} pieces, {one.state === 'open' ? 'being counted' : one.state}
                {one.byName ? ` by ${one.byName}` : ''}
              </span>
            </li>
          ))}
        </ul>
        {receipts.length === 0 ? <p class="quiet">Nothing arrived yet</p> : null}
      </Card>
      <Card
        title="Invoices"
        count={invoices.length}
        actions={
          may.approve ? <a href={`/purchasing/orders/${order.id}/invoices/new`}>Enter an invoice</a> : null
        }
      >
        <ul class="links">
          {invoices.map((one) => (
            <li>
              <a href={`/purchasing/invoices/${one.id}`}>{one.number}</a>{' '}
              {exactText(one.totalCents, currency)}{' '}
              {one.differs ? <Status tone="wait" word="Differs" /> : null}
            </li>
          ))}
        </ul>
        {invoices.length === 0 ? <p class="quiet">None yet</p> : null}
      </Card>
    </Cards>
  );
}
