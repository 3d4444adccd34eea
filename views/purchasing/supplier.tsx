import type { PriceLine } from '../../src/purchasing/price-queries.ts';
import type { Supplier, supplierDetails } from '../../src/purchasing/supplier-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Money, money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { Status, status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly } from '../ui/when.tsx';
import { hrefOf, leadText, ORDER_TONES, ORDER_WORDS, SUPPLIER_WORDS } from './words.ts';

type Details = Awaited<ReturnType<typeof supplierDetails>>;

interface Props extends Details {
  frame: Frame;
  supplier: Supplier;
  prices: PageOfRows<PriceLine>;
  cursor: string | undefined;
  currency: string;
  mayEdit: boolean;
}

export function SupplierPage(props: Props) {
  const { frame, supplier, lead, currency, mayEdit } = props;
  const here = `/purchasing/suppliers/${supplier.id}`;
  return (
    <Page
      frame={frame}
      title={supplier.name}
      back={{ href: '/purchasing/suppliers', label: 'Suppliers' }}
      lede={
        <>
          {SUPPLIER_WORDS[supplier.kind]},{' '}
          {lead.median === null ? 'no arrival measured yet' : `takes ${leadText(lead)}`}{' '}
          {supplier.retiredAt ? <Status tone="bad" word="Retired" /> : null}
        </>
      }
      actions={
        mayEdit ? (
          <>
            <LinkButton href={`${here}/edit`}>Edit</LinkButton>
            <ActionForm
              action={`${here}/retire`}
              formKey={newKey()}
              version={supplier.version}
              submit={supplier.retiredAt ? 'Take into use again' : 'Retire'}
              look="quiet"
            />
          </>
        ) : null
      }
      primary={
        mayEdit && !supplier.retiredAt ? (
          <LinkButton href={`${here}/price-lists/new`} look="primary" icon="up">
            Import a price list
          </LinkButton>
        ) : null
      }
    >
      <Cards columns={2}>
        <Card title="About">
          <Facts
            facts={[
              { label: 'Minimum order', value: <Money cents={supplier.minimumCents} currency={currency} /> },
              { label: 'Shipping', value: <Money cents={supplier.shippingCents} currency={currency} /> },
              { label: 'Promised', value: supplier.leadDays ? `${supplier.leadDays} days` : null },
              { label: 'Our account number', value: supplier.accountNumber },
              {
                label: 'E-mail',
                value: supplier.email ? <a href={`mailto:${supplier.email}`}>{supplier.email}</a> : null,
              },
              { label: 'Telephone', value: supplier.phone },
              { label: 'Address', value: supplier.address, wide: true },
              { label: 'Note', value: supplier.note, wide: true },
            ]}
          />
        </Card>
        <OrdersCard {...props} />
      </Cards>
      <LeadCard {...props} />
      <PricesCard {...props} />
    </Page>
  );
}

function OrdersCard({ frame, orders, supplier }: Props) {
  return (
    <Card
      title="Orders under way"
      count={orders.length}
      actions={<a href={`/purchasing/orders?supplier=${supplier.id}`}>All</a>}
      flush={orders.length > 0}
    >
      <List
        label="Orders under way"
        rows={orders}
        compact
        href={(row) => `/purchasing/orders/${row.id}`}
        columns={[
          { key: 'number', head: 'Order', cell: (row) => row.number, mono: true, phone: 'title' },
          {
            key: 'state',
            head: 'State',
            cell: (row) => status(ORDER_TONES[row.state] ?? 'plain', ORDER_WORDS[row.state] ?? row.state),
            narrow: true,
          },
          { key: 'open', head: 'To come', cell: (row) => String(row.open), numeric: true, narrow: true },
          {
            key: 'expected',
            head: 'Expected',
            cell: (row) => dateOnly(row.expectedOn, frame.today),
            narrow: true,
          },
        ]}
        empty={<p class="quiet">No order is under way</p>}
      />
    </Card>
  );
}

/** What the measured days rest on. */
function LeadCard({ frame, lead, arrivals }: Props) {
  if (arrivals.length === 0) return null;
  return (
    <Card title="Arrivals" count={lead.receipts} flush>
      <List
        label="Last arrivals"
        rows={arrivals}
        compact
        href={(row) => `/purchasing/orders/${row.order}`}
        columns={[
          { key: 'sent', head: 'Sent', cell: (row) => dateOnly(row.sentOn, frame.today), phone: 'title' },
          {
            key: 'arrived',
            head: 'Arrived',
            cell: (row) => dateOnly(row.arrivedOn, frame.today),
            narrow: true,
          },
          {
            key: 'days',
            head: 'Days',
            cell: (row) => (row.days < 1 || row.days > 365 ? `${row.days}, left out` : String(row.days)),
            numeric: true,
            narrow: true,
          },
        ]}
      />
      {lead.excluded > 0 ? (
        <p class="quiet lead">
          {lead.excluded} left out: arrived on the day they were sent, or later than a year after.
        </p>
      ) : null}
    </Card>
  );
}

const PRICES: readonly Column<PriceLine>[] = [
  { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
  { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
  { key: 'number', head: 'Their number', cell: (row) => row.number, mono: true, narrow: true },
  { key: 'pack', head: 'Pack', cell: (row) => String(row.pack), numeric: true, narrow: true },
  { key: 'price', head: 'Price of one', cell: (row) => money(row.priceCents), numeric: true, narrow: true },
  { key: 'from', head: 'From', cell: (row) => dateOnly(row.fromOn), narrow: true },
  {
    key: 'stock',
    head: 'They hold',
    cell: (row) => (row.inStock === null ? '' : String(row.inStock)),
    numeric: true,
    narrow: true,
  },
];

function PricesCard({ supplier, prices, cursor, mayEdit }: Props) {
  const here = `/purchasing/suppliers/${supplier.id}`;
  return (
    <Card
      title="Prices"
      flush={prices.items.length > 0}
      actions={mayEdit ? <a href={`${here}/prices/new`}>Add a price</a> : null}
    >
      <List
        label="Prices"
        columns={PRICES}
        rows={prices.items}
        href={(row) => `${here}/prices/${row.part}`}
        empty={<Empty text="No price is known yet. Import their price list, or add one." />}
      />
      <Pager
        {...(cursor ? { first: here } : {})}
        {...(prices.next ? { next: hrefOf(here, { cursor: prices.next }) } : {})}
        shown={prices.items.length}
        noun={['prices', 'price']}
      />
    </Card>
  );
}
