import type { Option } from '../../src/stock/bin-queries.ts';
import type { MovementFilter } from '../../src/stock/ledger-forms.ts';
import type { MovementRow } from '../../src/stock/movement-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { money } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { StockTabs } from './tabs.tsx';
import { repairNumber, SCRAP_WORDS, signed, WHY_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  filter: MovementFilter;
  /** what the ids in the filter are called */
  names: { part: string; repair: number | null };
  problem: string | null;
  page: PageOfRows<MovementRow>;
  cursor: string | undefined;
  bins: readonly Option[];
  people: readonly Option[];
}

/** Every movement of stock: who moved what, where, why, and what it did to the value. */
export function MovementList({ frame, filter, names, problem, page, cursor, bins, people }: Props) {
  const set = Object.entries(filter).filter((entry): entry is [string, string] => !!entry[1]);
  const here = (next: string | null) => {
    const query = new URLSearchParams(set);
    if (next) query.set('cursor', next);
    return `/stock/movements${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page frame={frame} title="Movements" wide>
      <StockTabs on="movements" />
      <Filters
        action="/stock/movements"
        filters={[
          { name: 'part', label: 'SKU', value: names.part },
          { name: 'bin', label: 'Bin', value: filter.bin ?? '', options: bins },
          { name: 'why', label: 'What', value: filter.why ?? '', options: WHYS },
          { name: 'person', label: 'Who', value: filter.person ?? '', options: people },
          {
            name: 'repair',
            label: 'Repair number',
            value: names.repair === null ? filter.repair : repairNumber(names.repair),
          },
          { name: 'from', label: 'From, as 2027-03-01', value: filter.from ?? '' },
          { name: 'to', label: 'To, as 2027-03-31', value: filter.to ?? '' },
        ]}
      />
      <Results>
        {problem ? <Notice tone="bad">{problem}</Notice> : null}
        <List
          label="Movements"
          rows={page.items}
          href={(row) => `/stock/parts/${row.part}`}
          columns={[
            { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
            { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true, phone: 'hide' },
            { key: 'why', head: 'What', cell: whyOf, narrow: true },
            { key: 'n', head: 'Quantity', cell: (row) => signed(row.quantity), numeric: true, narrow: true },
            {
              key: 'value',
              head: 'Value',
              cell: (row) => money(row.valueCents),
              numeric: true,
              narrow: true,
            },
            { key: 'bin', head: 'Bin', cell: (row) => row.binCode, mono: true, narrow: true },
            {
              key: 'repair',
              head: 'Repair',
              cell: (row) => repairNumber(row.repair),
              mono: true,
              narrow: true,
            },
            { key: 'by', head: 'By', cell: (row) => row.by ?? '' },
            { key: 'at', head: 'When', cell: (row) => when(row.doneAt, frame), narrow: true },
          ]}
          empty={
            <Empty text="What comes in, goes out and is counted stands here. Nothing fits these filters." />
          }
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          noun={['movements', 'movement']}
        />
      </Results>
    </Page>
  );
}

function whyOf({ why, reason }: MovementRow): string {
  const word = WHY_WORDS[why] ?? why;
  return reason ? `${word}: ${(SCRAP_WORDS[reason] ?? reason).toLowerCase()}` : word;
}

const WHYS = Object.entries(WHY_WORDS).map(([value, word]) => ({
  value,
  label: word.slice(0, 1).toUpperCase() + word.slice(1),
}));
