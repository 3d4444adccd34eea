import type { GroupFilter } from '../../src/forecast/forms.ts';
import type { GroupRow } from '../../src/forecast/group-queries.ts';
import type { Used } from '../../src/forecast/input-rules.ts';
import type { Fan } from '../../src/forecast/kept-json-rules.ts';
import type { Run } from '../../src/forecast/run-queries.ts';
import { addMonths } from '../../src/months.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { countText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { type Column, List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { ForecastTabs } from './tabs.tsx';
import { rangeText, shortMonth } from './words.ts';

interface Props {
  frame: Frame;
  run: Run;
  filter: GroupFilter;
  cursor: string;
  page: PageOfRows<GroupRow>;
  kinds: readonly { value: string; label: string }[];
}

const HOW: Readonly<Record<GroupRow['how'], string>> = {
  starter: 'starter estimate',
  'installed base': 'devices',
  'base and history': 'devices and use',
  history: 'use alone',
};

/** Everything that is forecast, with what the next months are expected to take. */
export function GroupList({ frame, run, filter, cursor, page, kinds }: Props) {
  const set = { kind: filter.kind ?? '', q: filter.q };
  const here = (next: string | null) => {
    const query = new URLSearchParams(Object.entries(set).filter(([, value]) => value !== ''));
    if (next) query.set('cursor', next);
    return `/forecast${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page frame={frame} title="Forecast" wide lede={<>As of {when(run.at, frame)}</>}>
      <ForecastTabs on="groups" />
      <Filters
        action="/forecast"
        filters={[
          { name: 'q', label: 'Find', value: set.q },
          { name: 'kind', label: 'Kind of part', value: set.kind, options: kinds },
        ]}
      />
      <Results>
        <List
          label="What is forecast"
          columns={columns(run.month)}
          rows={page.items}
          href={(row) => `/forecast/groups/${row.thing}`}
          empty={<Empty text="No group or part fits these filters." />}
        />
        <Pager
          shown={page.items.length}
          noun={['groups', 'group']}
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
        />
      </Results>
    </Page>
  );
}

function columns(month: string): readonly Column<GroupRow>[] {
  const next = (at: number): Column<GroupRow> => ({
    key: `m${at}`,
    head: shortMonth(addMonths(month, at)),
    cell: (row) => {
      const [mean = 0, , low = 0, , , , high = 0] = (JSON.parse(row.fan) as Fan)[at] ?? [];
      return rangeText(mean, low, high);
    },
    numeric: true,
    narrow: true,
  });
  return [
    { key: 'name', head: 'Group or part', cell: (row) => row.name, phone: 'title' },
    { key: 'kind', head: 'Kind', cell: (row) => row.kind, narrow: true },
    {
      key: 'used',
      head: 'Last 12 months',
      cell: (row) => countText(lastYear(row.used)),
      numeric: true,
      narrow: true,
    },
    next(0),
    next(1),
    next(2),
    { key: 'how', head: 'From', cell: (row) => HOW[row.how], narrow: true, phone: 'hide' },
  ];
}

function lastYear(text: string): number {
  const { months, wanted = [] } = JSON.parse(text) as Partial<Used> & { months: number };
  let sum = 0;
  for (const [, units] of wanted) for (const [i, n] of units) if (i >= months - 12) sum += n;
  return sum;
}
