import type { BackOrder, BackOrderFilter } from '../../src/purchasing/back-order-queries.ts';
import type { Option } from '../../src/purchasing/supplier-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Count, Page as PageOfRows } from '../../src/web/paging.ts';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly, dateText } from '../ui/when.tsx';
import { PurchasingTabs } from './tabs.tsx';
import { hrefOf } from './words.ts';

interface Props {
  frame: Frame;
  filter: BackOrderFilter;
  cursor: string | undefined;
  page: PageOfRows<BackOrder>;
  count: Count;
  suppliers: readonly Option[];
}

const days = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

const columnsFor = (frame: Frame): readonly Column<BackOrder>[] => [
  { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
  { key: 'order', head: 'Order', cell: (row) => row.number, mono: true, narrow: true },
  { key: 'supplier', head: 'Supplier', cell: (row) => row.supplierName },
  {
    key: 'open',
    head: 'To come',
    cell: (row) => `${row.open} of ${row.quantity}`,
    numeric: true,
    narrow: true,
  },
  {
    key: 'age',
    head: 'Age',
    cell: (row) => `${days(row.sentOn, frame.today)} d`,
    numeric: true,
    narrow: true,
  },
  { key: 'expected', head: 'Expected', cell: (row) => dateOnly(row.expectedOn, frame.today), narrow: true },
  {
    key: 'waiting',
    head: 'Repairs wait',
    cell: (row) => (row.waiting > 0 ? String(row.waiting) : ''),
    numeric: true,
    narrow: true,
  },
  {
    key: 'asked',
    head: 'Last asked',
    cell: (row) =>
      row.askedOn
        ? html`${dateText(row.askedOn, frame.today)}, ${row.askedByName ?? 'somebody'}: ${row.askedNote ?? ''}`
        : 'never',
  },
];

/** What was ordered and has not come, longest awaited first. */
export function BackOrderList({ frame, filter, cursor, page, count, suppliers }: Props) {
  const set = { supplier: filter.supplier, show: filter.show === 'late' ? null : filter.show };
  const here = (next: string | null) => hrefOf('/purchasing/back-orders', { ...set, cursor: next });
  return (
    <Page frame={frame} title="Back-orders" wide>
      <PurchasingTabs on="late" />
      <Filters
        action="/purchasing/back-orders"
        filters={[
          { name: 'supplier', label: 'Supplier', value: filter.supplier ?? '', options: suppliers },
          {
            name: 'show',
            label: 'Show',
            value: set.show ?? '',
            any: 'Late or without a date',
            options: [{ value: 'all', label: 'All that is to come' }],
          },
        ]}
      />
      <Results>
        <List
          label="Back-orders"
          columns={columnsFor(frame)}
          rows={page.items}
          href={(row) => `/purchasing/orders/${row.order}/lines/${row.line}`}
          tone={(row) => (row.expectedOn !== null && row.expectedOn < frame.today ? 'late' : '')}
          empty={<Empty text="Nothing is late: what was sent has come, or its day is not there yet." />}
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={count.more ? '1,000+' : count.n}
          noun={['lines', 'line']}
        />
      </Results>
    </Page>
  );
}
