import type { Option } from '../../src/stock/bin-queries.ts';
import type { PartFilter } from '../../src/stock/forms.ts';
import type { PartRow } from '../../src/stock/list-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Count, Page as PageOfRows } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { type Column, List } from '../ui/table.tsx';
import { StockTabs } from './tabs.tsx';
import { CONDITION_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  filter: PartFilter;
  cursor: string | undefined;
  page: PageOfRows<PartRow>;
  count: Count;
  kinds: readonly Option[];
  groups: readonly Option[];
  bins: readonly Option[];
  mayEdit: boolean;
  mayPropose: boolean;
}

const COLUMNS: readonly Column<PartRow>[] = [
  { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
  { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
  { key: 'group', head: 'Interchange group', cell: (row) => row.groupName ?? '', phone: 'hide' },
  {
    key: 'kind',
    head: 'Kind',
    cell: (row) => row.partKind.replaceAll('_', ' '),
    narrow: true,
    phone: 'hide',
  },
  {
    key: 'condition',
    head: 'Condition',
    cell: (row) => CONDITION_WORDS[row.condition] ?? row.condition,
    narrow: true,
    phone: 'hide',
  },
  { key: 'price', head: 'Price', cell: (row) => money(row.priceCents), numeric: true, narrow: true },
  {
    key: 'n',
    head: 'On hand',
    cell: (row) => (row.counted ? String(row.onHand) : 'not counted'),
    numeric: true,
    narrow: true,
  },
  {
    key: 'free',
    head: 'Available',
    cell: (row) => (row.counted ? String(row.onHand - row.reserved) : ''),
    numeric: true,
    narrow: true,
    phone: 'hide',
  },
];

export function PartList(props: Props) {
  const { frame, filter, cursor, page, count, kinds, groups, bins, mayEdit, mayPropose } = props;
  const set = Object.entries(filter).filter((entry): entry is [string, string] => !!entry[1]);
  const here = (next: string | null) => {
    const query = new URLSearchParams(set);
    if (next) query.set('cursor', next);
    return `/stock/parts${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page
      frame={frame}
      title="Parts"
      wide
      primary={
        mayEdit || mayPropose ? (
          <LinkButton href="/stock/parts/new" look="primary" icon="plus">
            {mayEdit ? 'New part' : 'Propose a part'}
          </LinkButton>
        ) : null
      }
    >
      <StockTabs on="parts" />
      <Filters
        action="/stock/parts"
        filters={[
          { name: 'q', label: 'Name, SKU, maker number', value: filter.q },
          { name: 'kind', label: 'Kind', value: filter.kind ?? '', options: kinds },
          { name: 'bin', label: 'Bin', value: filter.bin ?? '', options: bins },
          { name: 'group', label: 'Interchange group', value: filter.group ?? '', options: groups },
          {
            name: 'show',
            label: 'Show',
            value: filter.show ?? '',
            any: 'In use',
            options: [
              { value: 'short', label: 'Short by the books' },
              { value: 'retired', label: 'Retired' },
            ],
          },
        ]}
      />
      <Results>
        <p class="count">
          <a href={`/labels?${new URLSearchParams([['of', 'parts'], ...set])}`}>Labels</a>
        </p>
        <List
          label="Parts"
          columns={COLUMNS}
          rows={page.items}
          href={(row) => `/stock/parts/${row.id}`}
          empty={<Empty text="Parts by stock number stand here. None fits these filters." />}
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={count.more ? '1,000+' : count.n}
          noun={['parts', 'part']}
        />
      </Results>
    </Page>
  );
}
