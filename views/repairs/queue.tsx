import type { QueuePage, QueueRow } from '../../src/repairs/queue-queries.ts';
import type { QueueFilter } from '../../src/repairs/queue-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { Menu } from '../ui/menu.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { SaveView } from '../ui/saved-views.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { age, when } from '../ui/when.tsx';
import { queueFilters } from './queue-filters.ts';
import { deviceText, numberText, OUTCOMES, PRIORITIES, stateWords } from './words.ts';

interface Props extends QueuePage {
  frame: Frame;
  filter: QueueFilter;
  late: (row: QueueRow) => boolean;
  /** the URL with other filters, without a cursor unless one is given */
  url: (change: Partial<QueueFilter>, cursor?: string | null) => string;
  /** the query string of what is shown, for a saved view */
  query: string;
  saving: FormState;
  mayWork: boolean;
  mayConfirm: boolean;
  mayReport: boolean;
  /** of vendor batches */
  seesClaims: boolean;
  /** is shown work above the level of who did it */
  manages: boolean;
}

/** The queue: what waits for whom, late on top. */
export function RepairQueue(props: Props) {
  const { frame, filter, page, count, url } = props;
  return (
    <Page
      frame={frame}
      title="Repairs"
      wide
      actions={
        <>
          <LinkButton href="/repairs/board">Board</LinkButton>
          <MoreLists {...props} />
        </>
      }
      primary={
        props.mayReport ? (
          <LinkButton href="/repairs/new" look="primary" icon="plus">
            Report
          </LinkButton>
        ) : null
      }
    >
      <Views {...props} />
      <Filters
        action="/repairs"
        filters={queueFilters(props)}
        keep={{
          ...(filter.show ? { show: filter.show } : {}),
          ...(filter.sort === 'age' ? { sort: 'age' } : {}),
        }}
        open={3}
      />
      <Results>
        <List
          label="Repairs"
          columns={filter.show ? closedColumns(frame) : openColumns(frame, filter, url)}
          rows={page.items}
          href={(row) => `/repairs/${numberText(row.number)}`}
          tone={(row) => (!filter.show && props.late(row) ? 'late' : '')}
          empty={<Empty text="No repair fits these filters." />}
        />
        <Pager
          {...(filter.cursor ? { first: url({}) } : {})}
          {...(page.next ? { next: url({}, page.next) } : {})}
          shown={page.items.length}
          total={count.more ? '1,000+' : count.n}
          noun={['repairs', 'repair']}
        />
        <SaveView page="repairs" saving={props.saving} query={props.query} views={props.views} />
      </Results>
    </Page>
  );
}

function MoreLists({ mayWork, mayConfirm, seesClaims }: Props) {
  const items = [
    seesClaims ? <a href="/vendor-batches">Vendor batches</a> : null,
    seesClaims ? <a href="/vendor-batches/covered">Covered by warranty or plan</a> : null,
    mayWork ? <a href="/repairs/hand-back">Hand back many</a> : null,
    mayConfirm ? <a href="/repairs/confirm">To confirm</a> : null,
  ].filter((item) => item !== null);
  return items.length > 0 ? <Menu label="More" items={items} /> : null;
}

function Views({ filter, views, query, mayWork, manages }: Props) {
  const mine = filter.technician === 'me';
  return (
    <Tabs
      label="Views"
      tabs={[
        { href: '/repairs', label: 'Open', on: query === '' },
        ...(mayWork
          ? [{ href: '/repairs?technician=me', label: 'Mine', on: mine && query === 'technician=me' }]
          : []),
        { href: '/repairs?show=closed', label: 'Closed', on: query === 'show=closed' },
        ...(manages
          ? [
              {
                href: '/repairs?show=closed&mark=above',
                label: 'Above the level',
                on: query === 'show=closed&mark=above',
              },
            ]
          : []),
        ...views.map((view) => ({
          href: view.query ? `/repairs?${view.query}` : '/repairs',
          label: view.name,
          on: query !== '' && view.query === query,
        })),
      ]}
    />
  );
}

const FIRST: readonly Column<QueueRow>[] = [
  {
    key: 'repair',
    head: 'Repair',
    phone: 'title',
    cell: (row) => html`<span class="mono">${numberText(row.number)}</span> ${row.headline}`,
  },
  { key: 'device', head: 'Device', cell: (row) => deviceText(row), mono: true, narrow: true },
  { key: 'site', head: 'Site', cell: (row) => row.siteName },
];

function openColumns(frame: Frame, filter: QueueFilter, url: Props['url']): Column<QueueRow>[] {
  const sorted = (sort: 'due' | 'age') => ({
    sort: { href: url({ sort }), ...(filter.sort === sort ? { on: 'asc' as const } : {}) },
  });
  return [
    ...FIRST,
    { key: 'state', head: 'State', cell: (row) => status(...stateWords(row)), narrow: true },
    { key: 'technician', head: 'Technician', cell: (row) => row.technicianName ?? '' },
    {
      key: 'priority',
      head: 'Priority',
      cell: (row) => (row.priority === 'normal' ? '' : PRIORITIES[row.priority]),
      narrow: true,
    },
    { key: 'level', head: 'Level', cell: (row) => String(row.level), numeric: true, phone: 'hide' },
    {
      key: 'age',
      head: 'Age',
      cell: (row) => age(row.reportedAt, frame),
      numeric: true,
      ...sorted('age'),
    },
    { key: 'due', head: 'Due', cell: (row) => when(row.dueAt, frame), narrow: true, ...sorted('due') },
  ];
}

function closedColumns(frame: Frame): Column<QueueRow>[] {
  return [
    ...FIRST,
    {
      key: 'outcome',
      head: 'Outcome',
      cell: (row) =>
        row.outcome && row.outcome !== 'withdrawn'
          ? status('good', OUTCOMES[row.outcome])
          : status('plain', 'Withdrawn'),
      narrow: true,
    },
    { key: 'technician', head: 'Technician', cell: (row) => row.technicianName ?? '' },
    { key: 'closed', head: 'Closed', cell: (row) => when(row.closedAt, frame), narrow: true },
  ];
}
