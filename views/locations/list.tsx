import type { LocationFilter, LocationOption, LocationRow } from '../../src/locations/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Count, Page as PageOfRows } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { type Column, List } from '../ui/table.tsx';
import { KIND_WORDS, optionsOf } from './words.ts';

interface Props {
  frame: Frame;
  filter: LocationFilter;
  page: PageOfRows<LocationRow>;
  count: Count;
  sites: readonly LocationOption[];
  mayEdit: boolean;
}

const COLUMNS: readonly Column<LocationRow>[] = [
  { key: 'name', head: 'Name', cell: (row) => row.name, phone: 'title' },
  { key: 'code', head: 'Code', cell: (row) => row.code, mono: true, narrow: true },
  { key: 'kind', head: 'Kind', cell: (row) => KIND_WORDS[row.kind], narrow: true },
  { key: 'in', head: 'In', cell: (row) => row.parentName ?? '' },
  { key: 'site', head: 'Site', cell: (row) => (row.topName === row.name ? '' : row.topName), phone: 'hide' },
];

export function LocationList({ frame, filter, page, count, sites, mayEdit }: Props) {
  const set = { kind: filter.kind, site: filter.site, show: filter.show };
  const here = (cursor: string | null) => {
    const query = new URLSearchParams(Object.entries(set).filter(([, value]) => value !== ''));
    if (cursor) query.set('cursor', cursor);
    return `/locations${query.size > 0 ? `?${query}` : ''}`;
  };
  const labels = `/labels?${new URLSearchParams([['of', 'places'], ...Object.entries(set).filter(([, value]) => value !== '')])}`;
  return (
    <Page
      frame={frame}
      title="Locations"
      wide
      primary={
        mayEdit ? (
          <LinkButton href="/locations/new" look="primary" icon="plus">
            New location
          </LinkButton>
        ) : null
      }
    >
      <Filters
        action="/locations"
        filters={[
          { name: 'kind', label: 'Kind', value: filter.kind, options: optionsOf(KIND_WORDS) },
          { name: 'site', label: 'Site', value: filter.site, options: [...sites] },
          {
            name: 'show',
            label: 'Show',
            value: filter.show,
            any: 'In use',
            options: [{ value: 'retired', label: 'Retired' }],
          },
        ]}
      />
      <Results>
        <p class="count">
          <a href={labels}>Labels</a>
        </p>
        <List
          label="Locations"
          columns={COLUMNS}
          rows={page.items}
          href={(row) => `/locations/${row.id}`}
          empty={
            <Empty text="Sites, depots, vehicles, rooms and carts stand here. None fits these filters." />
          }
        />
        <Pager
          {...(filter.cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={count.more ? '1,000+' : count.n}
          noun={['locations', 'location']}
        />
      </Results>
    </Page>
  );
}
