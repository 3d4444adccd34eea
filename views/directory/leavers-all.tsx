import type { LeaverKind, Listed } from '../../src/directory/leaver-queries.ts';
import type { SiteLeavers } from '../../src/directory/leavers.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { personWords, type SeesNames } from '../people/words.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { countText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';

const columns = (sees: SeesNames): readonly Column<Listed>[] => [
  { key: 'device', head: 'Device', cell: (row) => row.tag || row.serial, mono: true, phone: 'title' },
  { key: 'model', head: 'Model', cell: (row) => row.modelName },
  {
    key: 'what',
    head: 'What',
    cell: (row) => (row.active ? status('wait', 'Moved') : status('bad', 'Left')),
    phone: 'meta',
    narrow: true,
  },
  { key: 'who', head: 'Who', cell: (row) => personWords(sees, row) },
  {
    key: 'has',
    head: 'The device is',
    cell: (row) => (row.has ? 'with the person' : 'issued to the person'),
  },
  { key: 'home', head: 'Home', cell: (row) => row.homeName },
  { key: 'now', head: 'Now at', cell: (row) => (row.active ? (row.siteName ?? '') : '') },
];

const SITES: readonly Column<SiteLeavers>[] = [
  { key: 'name', head: 'Site', cell: (row) => row.name, phone: 'title' },
  { key: 'left', head: 'Left', cell: (row) => countText(row.left), numeric: true },
  { key: 'away', head: 'Went elsewhere', cell: (row) => countText(row.away), numeric: true },
  { key: 'came', head: 'Came with a device', cell: (row) => countText(row.came), numeric: true },
];

interface Props {
  frame: Frame;
  sites: readonly SiteLeavers[];
  page: PageOfRows<Listed>;
  filter: { site: string; kind: LeaverKind | null; cursor?: string | undefined };
  total: number;
  sees: SeesNames;
}

/** Every device in the district whose person has left or belongs to another site now. */
export function LeaversAllPage({ frame, sites, page, filter, total, sees }: Props) {
  const here = (next: string | null) => {
    const query = new URLSearchParams();
    if (filter.site) query.set('site', filter.site);
    if (filter.kind) query.set('kind', filter.kind);
    if (next) query.set('cursor', next);
    return `/people/leavers/all${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page
      frame={frame}
      title="Leavers and movers, all sites"
      lede="Where devices of people who left or moved still wait for a decision. It is made on the list of the site."
      back={{ href: '/people/leavers', label: 'Leavers with a device' }}
      actions={
        filter.site ? (
          <LinkButton href={`/people/leavers?site=${filter.site}`} look="primary">
            Decide at this site
          </LinkButton>
        ) : null
      }
      wide
    >
      <Filters
        action="/people/leavers/all"
        filters={[
          {
            name: 'site',
            label: 'Home',
            value: filter.site,
            options: sites.map(({ site, name }) => ({ value: site, label: name })),
          },
          {
            name: 'kind',
            label: 'What',
            value: filter.kind ?? '',
            options: [
              { value: 'left', label: 'Left' },
              { value: 'moved', label: 'Moved' },
            ],
          },
        ]}
      />
      <Results>
        <List
          label="Devices"
          columns={columns(sees)}
          rows={page.items}
          href={(row) => `/devices/${row.device}`}
          empty={<Empty text="Nobody who left or moved has a device." />}
        />
        <Pager
          {...(filter.cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={total}
          noun={['devices', 'device']}
        />
      </Results>
      {sites.length > 0 ? (
        <Card title="By site" flush>
          <List
            label="By site"
            columns={SITES}
            rows={sites}
            href={(row) => `/people/leavers?site=${row.site}`}
            compact
          />
        </Card>
      ) : null}
    </Page>
  );
}
