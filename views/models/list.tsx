import type { AueYear, ModelFilter, ModelRow } from '../../src/models/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Count, Page as PageOfRows } from '../../src/web/paging.ts';
import { DEVICE_KIND_WORDS, optionsOf } from '../devices/words.ts';
import { Bars } from '../ui/bars.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { countText, money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly } from '../ui/when.tsx';

interface Props {
  frame: Frame;
  filter: ModelFilter;
  page: PageOfRows<ModelRow>;
  count: Count;
  years: readonly AueYear[];
  mayEdit: boolean;
  mayPropose: boolean;
}

const ENDS = [
  { value: 'ended', label: 'Have ended' },
  { value: 'year', label: 'End within a year' },
];

export function ModelList({ frame, filter, page, count, years, mayEdit, mayPropose }: Props) {
  const { cursor, ...set } = filter;
  const here = (next: string | null) => {
    const query = new URLSearchParams(Object.entries(set).filter(([, value]) => value !== ''));
    if (next) query.set('cursor', next);
    return `/models${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page
      frame={frame}
      title="Models"
      wide
      primary={
        mayEdit || mayPropose ? (
          <LinkButton href="/models/new" look="primary" icon="plus">
            {mayEdit ? 'New model' : 'Propose a model'}
          </LinkButton>
        ) : null
      }
    >
      <Filters
        action="/models"
        filters={[
          { name: 'kind', label: 'Kind', value: filter.kind, options: optionsOf(DEVICE_KIND_WORDS) },
          { name: 'aue', label: 'Updates', value: filter.aue, options: ENDS },
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
        <List
          label="Models"
          columns={columnsOf(frame.today)}
          rows={page.items}
          href={(row) => `/models/${row.id}`}
          empty={<Empty text="Models with the end of their updates stand here. None fits these filters." />}
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={count.n}
          noun={['models', 'model']}
        />
      </Results>
      {years.length > 0 ? (
        <Card title="Devices in service by the end of their updates">
          <Bars
            label="Devices in service by the year in which their updates end"
            of="Year"
            head="Devices"
            bars={years.map(({ year, devices }) => ({
              label: year || 'Not known',
              value: devices,
              ...(year !== '' && year < frame.today.slice(0, 4) ? { tone: 'bad' as const } : {}),
              ...(year !== '' ? { href: `/devices?state=in_service&aue=${Number(year) + 1}` } : {}),
            }))}
          />
        </Card>
      ) : null}
    </Page>
  );
}

const columnsOf = (today: string): readonly Column<ModelRow>[] => [
  { key: 'name', head: 'Model', cell: (row) => `${row.maker} ${row.name}`, phone: 'title' },
  { key: 'number', head: 'Number', cell: (row) => row.number, mono: true, narrow: true },
  { key: 'kind', head: 'Kind', cell: (row) => DEVICE_KIND_WORDS[row.kind] ?? row.kind, narrow: true },
  {
    key: 'aue',
    head: 'Updates end',
    cell: (row) =>
      row.aueOn && row.aueOn <= today
        ? html`${status('bad', 'ended')} ${dateOnly(row.aueOn)}`
        : dateOnly(row.aueOn),
    narrow: true,
  },
  { key: 'devices', head: 'In service', cell: (row) => countText(row.devices), numeric: true, narrow: true },
  { key: 'price', head: 'Price', cell: (row) => money(row.priceCents), numeric: true, narrow: true },
];
