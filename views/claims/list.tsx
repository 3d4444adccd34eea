import type { BatchFilter, BatchRow } from '../../src/claims/list-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as PageOf } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import type { Option } from '../ui/field-props.ts';
import { Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly, when } from '../ui/when.tsx';
import { ClaimTabs } from './tabs.tsx';
import { BATCH_STATES, batchText } from './words.ts';

interface Props {
  frame: Frame;
  filter: BatchFilter;
  page: PageOf<BatchRow>;
  vendors: readonly Option[];
  mayWork: boolean;
}

/** The batches that go to vendors, those that are not ended first of all. */
export function BatchList({ frame, filter, page, vendors, mayWork }: Props) {
  const url = (cursor?: string) => {
    const query = new URLSearchParams();
    if (filter.state) query.set('state', filter.state);
    if (filter.vendor) query.set('vendor', filter.vendor);
    if (cursor) query.set('cursor', cursor);
    return query.size > 0 ? `/vendor-batches?${query}` : '/vendor-batches';
  };
  return (
    <Page
      frame={frame}
      title="Vendor batches"
      wide
      back={{ href: '/repairs', label: 'Repairs' }}
      primary={
        mayWork ? (
          <LinkButton href="/vendor-batches/new" look="primary" icon="plus">
            New batch
          </LinkButton>
        ) : null
      }
    >
      <ClaimTabs on="batches" mayWork={mayWork} />
      <Filters
        action="/vendor-batches"
        filters={[
          {
            name: 'state',
            label: 'State',
            value: filter.state,
            any: 'Not ended',
            options: [
              ...Object.entries(BATCH_STATES).map(([value, [, label]]) => ({ value, label })),
              { value: 'all', label: 'All' },
            ],
          },
          { name: 'vendor', label: 'Vendor', value: filter.vendor, options: vendors },
        ]}
      />
      <Results>
        <List
          label="Vendor batches"
          columns={columns(frame)}
          rows={page.items}
          href={(row) => `/vendor-batches/${batchText(row.number)}`}
          tone={(row) => (row.waiting > 0 && row.expectedOn && row.expectedOn < frame.today ? 'late' : '')}
          empty={
            <Empty text="Devices that go to a vendor together stand here.">
              {mayWork ? <LinkButton href="/vendor-batches/covered">See which are covered</LinkButton> : null}
            </Empty>
          }
        />
        <Pager
          {...(filter.cursor ? { first: url() } : {})}
          {...(page.next ? { next: url(page.next) } : {})}
          shown={page.items.length}
          noun={['batches', 'batch']}
        />
      </Results>
    </Page>
  );
}

function columns(frame: Frame): Column<BatchRow>[] {
  return [
    {
      key: 'batch',
      head: 'Batch',
      phone: 'title',
      cell: (row) => html`<span class="mono">${batchText(row.number)}</span> ${row.vendorName}`,
    },
    { key: 'rma', head: 'RMA', cell: (row) => row.rma, mono: true },
    { key: 'state', head: 'State', cell: (row) => status(...BATCH_STATES[row.state]), narrow: true },
    { key: 'devices', head: 'Devices', cell: (row) => String(row.devices), numeric: true },
    {
      key: 'waiting',
      head: 'Not back',
      cell: (row) => (row.waiting > 0 ? String(row.waiting) : ''),
      numeric: true,
    },
    { key: 'sent', head: 'Sent', cell: (row) => when(row.sentAt, frame), narrow: true },
    {
      key: 'expected',
      head: 'Expected',
      cell: (row) => dateOnly(row.expectedOn, frame.today),
      narrow: true,
    },
  ];
}
