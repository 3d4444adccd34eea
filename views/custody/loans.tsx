import type { LoanFilter, LoanRow } from '../../src/custody/queries.ts';
import type { LocationOption } from '../../src/locations/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Count, Page as PageOfRows } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly } from '../ui/when.tsx';
import { deviceName } from './words.ts';

interface Props {
  frame: Frame;
  filter: LoanFilter;
  page: PageOfRows<LoanRow>;
  count: Count;
  sites: readonly LocationOption[];
  mayChange: boolean;
}

export function LoansPage({ frame, filter, page, count, sites, mayChange }: Props) {
  const here = (cursor: string | null) => {
    const set = { show: filter.show, site: filter.site };
    const query = new URLSearchParams(Object.entries(set).filter(([, value]) => value !== ''));
    if (cursor) query.set('cursor', cursor);
    return `/loans${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page
      frame={frame}
      title={filter.show === 'overdue' ? 'Overdue loans' : 'Loans'}
      wide
      primary={
        mayChange ? (
          <LinkButton href="/check?mode=return" look="primary">
            Take loans back
          </LinkButton>
        ) : null
      }
    >
      <Filters
        action="/loans"
        filters={[
          {
            name: 'show',
            label: 'Show',
            value: filter.show,
            any: 'All loans',
            options: [{ value: 'overdue', label: 'Overdue' }],
          },
          { name: 'site', label: 'Site', value: filter.site, options: [...sites] },
        ]}
      />
      <Results>
        <List
          label="Loans"
          columns={columns(frame)}
          rows={page.items}
          href={(row) => `/devices/${row.id}`}
          tone={(row) => (row.dueOn < frame.today ? 'late' : '')}
          empty={<Empty text="Devices that are lent until a day stand here. None fits these filters." />}
        />
        <Pager
          {...(filter.cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={count.more ? '1,000+' : count.n}
          noun={['loans', 'loan']}
        />
      </Results>
    </Page>
  );
}

function columns(frame: Frame): readonly Column<LoanRow>[] {
  return [
    { key: 'tag', head: 'Tag', mono: true, phone: 'title', cell: (row) => deviceName(row) },
    { key: 'who', head: 'Who has it', cell: (row) => row.who ?? '' },
    {
      key: 'due',
      head: 'Due',
      narrow: true,
      cell: (row) =>
        row.dueOn < frame.today
          ? html`${status('bad', 'Overdue')} ${dateOnly(row.dueOn, frame.today)}`
          : dateOnly(row.dueOn, frame.today),
    },
    { key: 'site', head: 'Site', cell: (row) => row.siteName ?? '' },
    { key: 'model', head: 'Model', phone: 'hide', cell: (row) => row.modelName },
  ];
}
