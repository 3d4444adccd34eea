import type { Option } from '../../src/stock/bin-queries.ts';
import type { ValueFilter } from '../../src/stock/ledger-forms.ts';
import type { BinValue, PartValue, StockValue } from '../../src/stock/value-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { countText, Money, money } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { List } from '../ui/table.tsx';
import { dateText } from '../ui/when.tsx';
import { StockTabs } from './tabs.tsx';

interface Props {
  frame: Frame;
  filter: ValueFilter;
  problem: string | null;
  whole: StockValue;
  parts: PageOfRows<PartValue> | null;
  places: PageOfRows<BinValue> | null;
  cursor: string | undefined;
  bins: readonly Option[];
}

/** What stock is or was worth at the average cost: all of it, by part, by bin. */
export function ValuePage({ frame, filter, problem, whole, parts, places, cursor, bins }: Props) {
  const set = Object.entries(filter).filter((entry): entry is [string, string] => !!entry[1]);
  const here = (next: string | null) => {
    const query = new URLSearchParams(set);
    if (next) query.set('cursor', next);
    return `/stock/value${query.size > 0 ? `?${query}` : ''}`;
  };
  const next = parts?.next ?? places?.next ?? null;
  const day = filter.on ? `at the end of ${dateText(filter.on, frame.today)}` : 'now';
  return (
    <Page frame={frame} title="Value of stock" lede={`At the moving average cost, ${day}`} wide>
      <StockTabs on="value" />
      <Filters
        action="/stock/value"
        filters={[
          { name: 'on', label: 'As of, as 2027-06-30', value: filter.on ?? '' },
          {
            name: 'by',
            label: 'By',
            value: filter.by ?? '',
            any: 'Part',
            options: [{ value: 'bin', label: 'Bin' }],
          },
          { name: 'bin', label: 'Bin', value: filter.bin ?? '', options: bins },
        ]}
      />
      <Results>
        {problem ? <Notice tone="bad">{problem}</Notice> : null}
        <Card title="All of it">
          <Facts
            facts={[
              { label: 'In bins', value: <Money cents={whole.valueCents} currency="USD" /> },
              { label: 'Pieces', value: countText(whole.onHand) },
              {
                label: 'Under way between bins',
                value: <Money cents={whole.underWayCents} currency="USD" />,
              },
              {
                label: 'Together',
                value: <Money cents={whole.valueCents + whole.underWayCents} currency="USD" />,
              },
            ]}
          />
        </Card>
        <div class="gap-above">
          {parts ? <PartValues rows={parts.items} /> : null}
          {places ? <BinValues rows={places.items} on={filter.on} /> : null}
        </div>
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(next ? { next: here(next) } : {})}
          shown={(parts ?? places)?.items.length ?? 0}
          noun={parts ? ['parts', 'part'] : ['bins', 'bin']}
        />
      </Results>
    </Page>
  );
}

function PartValues({ rows }: { rows: readonly PartValue[] }) {
  return (
    <List
      label="Value by part"
      rows={rows}
      href={(row) => `/stock/parts/${row.id}`}
      columns={[
        { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
        { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
        { key: 'group', head: 'Interchange group', cell: (row) => row.group ?? '', phone: 'hide' },
        { key: 'n', head: 'On hand', cell: (row) => countText(row.onHand), numeric: true, narrow: true },
        {
          key: 'one',
          head: 'Average of one',
          cell: (row) => money(row.averageCents),
          numeric: true,
          narrow: true,
        },
        { key: 'value', head: 'Value', cell: (row) => money(row.valueCents), numeric: true, narrow: true },
      ]}
      empty={<Empty text="No part was in stock then." />}
    />
  );
}

function BinValues({ rows, on }: { rows: readonly BinValue[]; on: string | null }) {
  return (
    <List
      label="Value by bin"
      rows={rows}
      href={(row) => `/stock/value?${new URLSearchParams({ bin: row.id, ...(on ? { on } : {}) }).toString()}`}
      columns={[
        { key: 'name', head: 'Bin', cell: (row) => row.name, phone: 'title' },
        { key: 'code', head: 'Code', cell: (row) => row.code, mono: true, narrow: true },
        { key: 'place', head: 'Place', cell: (row) => row.place },
        {
          key: 'parts',
          head: 'Kinds of part',
          cell: (row) => String(row.parts),
          numeric: true,
          narrow: true,
        },
        { key: 'n', head: 'On hand', cell: (row) => countText(row.onHand), numeric: true, narrow: true },
        { key: 'value', head: 'Value', cell: (row) => money(row.valueCents), numeric: true, narrow: true },
      ]}
      empty={<Empty text="No bin held anything then." />}
    />
  );
}
