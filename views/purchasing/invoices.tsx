import type { Invoice, InvoiceLine, InvoiceRow } from '../../src/purchasing/invoice-queries.ts';
import type { Order, OrderLine } from '../../src/purchasing/order-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { Status, status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly, dateText } from '../ui/when.tsx';
import { LineBoxes } from './line-boxes.tsx';
import { PurchasingTabs } from './tabs.tsx';
import { exactText, hrefOf } from './words.ts';

interface ListProps {
  frame: Frame;
  show: '' | 'differ';
  cursor: string | undefined;
  page: PageOfRows<InvoiceRow>;
  currency: string;
}

const differenceText = (cents: number, currency: string) =>
  cents === 0
    ? 'other than ordered'
    : `${exactText(Math.abs(cents), currency)} ${cents > 0 ? 'above' : 'below'}`;

const columnsFor = (frame: Frame, currency: string): readonly Column<InvoiceRow>[] => [
  { key: 'number', head: 'Invoice', cell: (row) => row.number, mono: true, phone: 'title' },
  { key: 'supplier', head: 'Supplier', cell: (row) => row.supplierName },
  { key: 'order', head: 'Order', cell: (row) => row.orderNumber, mono: true, narrow: true },
  { key: 'date', head: 'Date', cell: (row) => dateOnly(row.invoicedOn, frame.today), narrow: true },
  {
    key: 'total',
    head: 'Total',
    cell: (row) => exactText(row.totalCents, currency),
    numeric: true,
    narrow: true,
  },
  {
    key: 'differs',
    head: 'Difference',
    cell: (row) =>
      !row.differs
        ? ''
        : row.settledAt
          ? 'settled'
          : status('wait', differenceText(row.differenceCents, currency)),
    narrow: true,
  },
];

export function InvoiceList({ frame, show, cursor, page, currency }: ListProps) {
  const here = (next: string | null) => hrefOf('/purchasing/invoices', { show, cursor: next });
  return (
    <Page frame={frame} title="Invoices" wide>
      <PurchasingTabs on="invoices" />
      <Filters
        action="/purchasing/invoices"
        filters={[
          {
            name: 'show',
            label: 'Show',
            value: show,
            any: 'All',
            options: [{ value: 'differ', label: 'Billed other than ordered' }],
          },
        ]}
      />
      <Results>
        <List
          label="Invoices"
          columns={columnsFor(frame, currency)}
          rows={page.items}
          href={(row) => `/purchasing/invoices/${row.id}`}
          empty={<Empty text="What suppliers billed stands here. Enter an invoice from its order." />}
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          noun={['invoices', 'invoice']}
        />
      </Results>
    </Page>
  );
}

interface PageProps {
  frame: Frame;
  invoice: Invoice;
  lines: readonly InvoiceLine[];
  currency: string;
  mayEdit: boolean;
}

export function InvoicePage({ frame, invoice, lines, currency, mayEdit }: PageProps) {
  const here = `/purchasing/invoices/${invoice.id}`;
  const goods = lines.reduce((sum, line) => sum + line.quantity * line.unitCents, 0);
  const difference = lines.reduce(
    (sum, line) => sum + line.quantity * (line.unitCents - line.orderedCents),
    0,
  );
  const open = invoice.differs === 1 && !invoice.settledAt && !invoice.withdrawnAt;
  return (
    <Page
      frame={frame}
      title={`Invoice ${invoice.number}`}
      back={{ href: `/purchasing/orders/${invoice.order}`, label: invoice.orderNumber }}
      lede={
        <>
          {invoice.supplierName}, {exactText(goods + invoice.shippingCents, currency)}{' '}
          {invoice.withdrawnAt ? <Status tone="bad" word="Withdrawn" /> : null}
          {open ? <Status tone="wait" word="Differs" /> : null}
        </>
      }
      actions={
        mayEdit && !invoice.withdrawnAt ? (
          <ActionForm action={`${here}/withdraw`} formKey={newKey()} submit="Withdraw" look="quiet" />
        ) : null
      }
    >
      {open ? (
        <Notice
          tone="wait"
          action={
            mayEdit ? (
              <ActionForm action={`${here}/settle`} formKey={newKey()} submit="Settled" look="plain" />
            ) : null
          }
        >
          {difference === 0
            ? 'Billed other than ordered.'
            : `Billed ${exactText(Math.abs(difference), currency)} ${difference > 0 ? 'more' : 'less'} than ordered.`}
        </Notice>
      ) : null}
      <Card title="About">
        <Facts
          facts={[
            { label: 'Date', value: dateText(invoice.invoicedOn, frame.today) },
            { label: 'Goods', value: exactText(goods, currency) },
            {
              label: 'Shipping',
              value: `${exactText(invoice.shippingCents, currency)}, ordered ${exactText(invoice.orderShippingCents, currency)}`,
            },
            { label: 'Entered by', value: invoice.byName },
            {
              label: 'Settled',
              value: invoice.settledAt ? `${invoice.settledByName ?? 'somebody'}` : null,
            },
            { label: 'Note', value: invoice.note, wide: true },
          ]}
        />
      </Card>
      <Card title="Lines" count={lines.length} flush>
        <List
          label="Lines"
          rows={lines}
          href={(row) => `/purchasing/orders/${invoice.order}/lines/${row.orderLine}`}
          tone={(row) => (row.unitCents !== row.orderedCents || row.quantity > row.received ? 'late' : '')}
          columns={[
            { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
            { key: 'n', head: 'Billed', cell: (row) => String(row.quantity), numeric: true, narrow: true },
            {
              key: 'came',
              head: 'Came',
              cell: (row) => `${row.received} of ${row.ordered}`,
              numeric: true,
              narrow: true,
            },
            {
              key: 'price',
              head: 'Price',
              cell: (row) => exactText(row.unitCents, currency),
              numeric: true,
              narrow: true,
            },
            {
              key: 'ordered',
              head: 'As ordered',
              cell: (row) => exactText(row.orderedCents, currency),
              numeric: true,
              narrow: true,
            },
            {
              key: 'diff',
              head: 'Difference',
              cell: (row) => {
                const cents = row.quantity * (row.unitCents - row.orderedCents);
                return cents === 0 ? '' : differenceText(cents, currency);
              },
              numeric: true,
              narrow: true,
            },
          ]}
        />
      </Card>
      <p class="quiet small">
        Parts in stock keep the value at which they were ordered: the difference is not posted onto them.
      </p>
    </Page>
  );
}

interface FormProps {
  frame: Frame;
  order: Order;
  lines: readonly OrderLine[];
  state: FormState;
}

/** What stands on the invoice, line by line. Nothing is prefilled but the price as ordered. */
export function InvoiceForm({ frame, order, lines, state }: FormProps) {
  const here = `/purchasing/orders/${order.id}`;
  return (
    <Page
      frame={frame}
      title="Enter an invoice"
      back={{ href: here, label: order.number }}
      lede={order.supplierName}
    >
      <Form state={state} action={`${here}/invoices/new`} submit="Save" busy="Saving" cancel={here} sticky>
        <div class="fields">
          <Field state={state} name="number" label="Invoice number" required maxlength={60} />
          <Field state={state} name="invoicedOn" label="Date" type="date" required max={frame.today} />
          <Field state={state} name="shipping" label="Shipping" type="money" optional size="short" />
        </div>
        {lines.map((line) => (
          <LineBoxes
            name={line.name}
            more={`${line.sku}, ordered ${line.quantity - line.cancelled}, came ${line.received}${line.invoiced > 0 ? `, billed before ${line.invoiced}` : ''}`}
          >
            <Field
              state={state}
              name={`quantity.${line.id}`}
              label="Billed"
              type="number"
              min={0}
              size="short"
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
        <Field state={state} name="note" label="Note" type="textarea" optional maxlength={1000} />
      </Form>
    </Page>
  );
}
