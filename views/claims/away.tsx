import type { AwayFilter, AwayRow } from '../../src/claims/list-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as PageOf } from '../../src/web/paging.ts';
import { numberText } from '../repairs/words.ts';
import { Empty } from '../ui/empty.tsx';
import type { Option } from '../ui/field-props.ts';
import { Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { age, dateOnly, when } from '../ui/when.tsx';
import { ClaimTabs } from './tabs.tsx';
import { batchText } from './words.ts';

interface Props {
  frame: Frame;
  filter: AwayFilter;
  page: PageOf<AwayRow>;
  vendors: readonly Option[];
  late: (row: AwayRow) => boolean;
  /** of a unit that came in place of one of these, '' for none */
  serial: string;
  mayWork: boolean;
}

/** What is at vendors, the longest first. */
export function AwayList({ frame, filter, page, vendors, late, serial, mayWork }: Props) {
  const url = (cursor?: string) => {
    const query = new URLSearchParams();
    if (filter.vendor) query.set('vendor', filter.vendor);
    if (filter.q) query.set('q', filter.q);
    if (serial) query.set('serial', serial);
    if (cursor) query.set('cursor', cursor);
    return query.size > 0 ? `/vendor-batches/away?${query}` : '/vendor-batches/away';
  };
  return (
    <Page
      frame={frame}
      title="At vendors"
      wide
      back={{ href: '/repairs', label: 'Repairs' }}
      lede={
        serial
          ? `${serial} came in place of one of these: choose which.`
          : 'Those that left first stand on top; late ones have a red edge.'
      }
    >
      <ClaimTabs on="away" mayWork={mayWork} />
      <Filters
        action="/vendor-batches/away"
        filters={[
          { name: 'vendor', label: 'Vendor', value: filter.vendor, options: vendors },
          { name: 'q', label: 'Tag or serial', value: filter.q },
        ]}
        {...(serial ? { keep: { serial } } : {})}
      />
      <Results>
        <List
          label="Devices at vendors"
          columns={columns(frame, late)}
          rows={page.items}
          href={(row) => {
            const batch = `/vendor-batches/${batchText(row.batchNumber)}`;
            if (!mayWork) return batch;
            const claim = `${batch}/claims/${row.id}`;
            return serial ? `${claim}?how=exchanged&serial=${encodeURIComponent(serial)}` : claim;
          }}
          tone={(row) => (late(row) ? 'late' : '')}
          empty={<Empty text="No batch is at a vendor." />}
        />
        <Pager
          {...(filter.cursor ? { first: url() } : {})}
          {...(page.next ? { next: url(page.next) } : {})}
          shown={page.items.length}
          noun={['devices', 'device']}
        />
      </Results>
    </Page>
  );
}

function columns(frame: Frame, late: Props['late']): Column<AwayRow>[] {
  return [
    {
      key: 'device',
      head: 'Device',
      phone: 'title',
      cell: (row) => html`<span class="mono">${row.tag || row.serial || 'no tag'}</span> ${row.modelName}`,
    },
    {
      key: 'repair',
      head: 'Repair',
      cell: (row) => html`<span class="mono no-wrap">${numberText(row.number)}</span> ${row.headline}`,
    },
    { key: 'batch', head: 'Batch', cell: (row) => batchText(row.batchNumber), mono: true, narrow: true },
    { key: 'vendor', head: 'Vendor', cell: (row) => row.vendorName },
    {
      key: 'state',
      head: 'State',
      cell: (row) => (late(row) ? status('bad', 'Late') : status('note', 'At the vendor')),
      narrow: true,
    },
    { key: 'age', head: 'Away', cell: (row) => age(row.sentAt, frame), numeric: true },
    {
      key: 'expected',
      head: 'Expected',
      cell: (row) => dateOnly(row.expectedOn, frame.today),
      narrow: true,
    },
    { key: 'chased', head: 'Asked', cell: (row) => when(row.chasedAt, frame), narrow: true },
  ];
}
