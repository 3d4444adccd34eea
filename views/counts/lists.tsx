import type { Accuracy } from '../../src/counts/accuracy-queries.ts';
import type { DueRow } from '../../src/counts/due-queries.ts';
import type { DueFilter } from '../../src/counts/forms.ts';
import type { CountRow } from '../../src/counts/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { StockTabs } from '../stock/tabs.tsx';
import { Bars } from '../ui/bars.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly } from '../ui/when.tsx';
import { CountList } from './home.tsx';

interface Choice {
  value: string;
  label: string;
}

const BACK = { href: '/stock/counts', label: 'To be counted' };

interface DueProps {
  frame: Frame;
  filter: DueFilter;
  rows: readonly DueRow[];
  next: string | null;
  bins: readonly Choice[];
  keepers: readonly Choice[];
}

/** Parts to be counted, by the day. */
export function DueList({ frame, filter, rows, next, bins, keepers }: DueProps) {
  return (
    <Page frame={frame} title="Parts to be counted" wide back={BACK}>
      <StockTabs on="counts" />
      <Filters
        action="/stock/counts/parts"
        filters={[
          { name: 'bin', label: 'Bin', value: filter.bin ?? '', options: bins, any: 'All bins' },
          { name: 'person', label: 'Kept by', value: filter.person ?? '', options: keepers, any: 'Anybody' },
          {
            name: 'show',
            label: 'When',
            value: filter.show ?? '',
            options: [{ value: 'all', label: 'Later ones too' }],
            any: 'Due now',
          },
        ]}
      />
      <Results>
        <List
          label="Parts to be counted"
          rows={rows}
          href={(row) => `/stock/bins/${row.bin}/count`}
          tone={(row) => (row.dueOn < frame.today ? 'late' : '')}
          columns={[
            { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
            { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
            { key: 'bin', head: 'Bin', cell: (row) => row.binName },
            { key: 'abc', head: 'Class', cell: (row) => row.abc ?? '', narrow: true },
            {
              key: 'last',
              head: 'Counted last',
              cell: (row) => dateOnly(row.countedOn, frame.today),
              narrow: true,
            },
            { key: 'due', head: 'Due', cell: (row) => dateOnly(row.dueOn, frame.today), narrow: true },
            {
              key: 'short',
              head: 'Used, not there',
              cell: (row) => (row.short > 0 ? status('wait', `${row.short} short`) : ''),
              narrow: true,
            },
          ]}
          empty={<Empty text="Nothing is due here." />}
        />
        <Pager
          shown={rows.length}
          noun={['parts', 'part']}
          {...nextOf('/stock/counts/parts', filter, next)}
        />
      </Results>
    </Page>
  );
}

interface PastProps {
  frame: Frame;
  counts: readonly CountRow[];
  filter: { bin: string | null; state: string | null };
  next: string | null;
  bins: readonly Choice[];
}

export function PastCounts({ frame, counts, filter, next, bins }: PastProps) {
  return (
    <Page frame={frame} title="Past counts" wide back={BACK}>
      <StockTabs on="counts" />
      <Filters
        action="/stock/counts/past"
        filters={[
          { name: 'bin', label: 'Bin', value: filter.bin ?? '', options: bins, any: 'All bins' },
          {
            name: 'state',
            label: 'State',
            value: filter.state ?? '',
            options: [
              { value: 'counting', label: 'Being counted' },
              { value: 'closed', label: 'Not settled' },
              { value: 'posted', label: 'Settled' },
              { value: 'withdrawn', label: 'Given up' },
            ],
            any: 'Any state',
          },
        ]}
      />
      <Results>
        <CountList frame={frame} counts={counts} />
        <Pager
          shown={counts.length}
          noun={['counts', 'count']}
          {...nextOf('/stock/counts/past', filter, next)}
        />
      </Results>
    </Page>
  );
}

function nextOf(path: string, filter: Readonly<Record<string, string | null>>, next: string | null) {
  if (!next) return {};
  const query = new URLSearchParams({ cursor: next });
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return { next: `${path}?${query}` };
}

interface AccuracyProps {
  frame: Frame;
  filter: { bin: string | null; person: string | null };
  months: readonly (Accuracy & { month: string })[];
  byBin: readonly (Accuracy & { id: string; name: string })[];
  byPerson: readonly (Accuracy & { id: string; name: string })[];
  bins: readonly Choice[];
}

/** How often shelf and books agreed, over the last twelve months. */
export function AccuracyPage({ frame, filter, months, byBin, byPerson, bins }: AccuracyProps) {
  return (
    <Page
      frame={frame}
      title="Accuracy of the books"
      wide
      back={BACK}
      lede="Counts of the last twelve months. A line is right where the shelf held what the books said; first counts are left out."
    >
      <StockTabs on="counts" />
      <Filters
        action="/stock/counts/accuracy"
        filters={[{ name: 'bin', label: 'Bin', value: filter.bin ?? '', options: bins, any: 'All bins' }]}
        {...(filter.person ? { keep: { person: filter.person } } : {})}
      />
      <Results>
        {months.length === 0 ? (
          <Empty text="Nothing was counted yet. Every count that is settled shows here." />
        ) : (
          <>
            <Card title="Lines right, by month">
              <Bars
                label="Lines right by month"
                of="Month"
                head="Right"
                bars={months.map((row) => ({ label: row.month, value: percent(row), tone: toneOf(row) }))}
                text={(value) => `${value} %`}
              />
            </Card>
            <Figures title="By month" of="Month" rows={months.map((row) => ({ ...row, name: row.month }))} />
            <Figures
              title="By bin"
              of="Bin"
              rows={byBin}
              href={(row) => `/stock/counts/accuracy?bin=${row.id}`}
            />
            {byPerson.length > 0 ? (
              <Figures
                title="By who counted"
                of="Person"
                rows={byPerson}
                href={(row) => `/stock/counts/accuracy?person=${row.id}`}
              />
            ) : null}
          </>
        )}
      </Results>
    </Page>
  );
}

function percent(row: Accuracy): number {
  return row.lines === 0 ? 0 : Math.floor((row.right * 100) / row.lines);
}

function toneOf(row: Accuracy) {
  const share = percent(row);
  return share >= 95 ? 'good' : share >= 80 ? 'wait' : 'bad';
}

function Figures<Row extends Accuracy & { name: string }>(props: {
  title: string;
  of: string;
  rows: readonly Row[];
  href?: (row: Row) => string;
}) {
  const number = (key: keyof Accuracy, head: string): Column<Row> => ({
    key,
    head,
    cell: (row) => String(row[key]),
    numeric: true,
    narrow: true,
  });
  return (
    <Card title={props.title} count={props.rows.length} flush>
      <List
        label={props.title}
        rows={props.rows}
        {...(props.href ? { href: props.href } : {})}
        columns={[
          { key: 'name', head: props.of, cell: (row) => row.name, phone: 'title' },
          number('counts', 'Counts'),
          number('lines', 'Lines'),
          number('right', 'Right'),
          { key: 'share', head: 'Share', cell: (row) => `${percent(row)} %`, numeric: true, narrow: true },
          number('units', 'Units off'),
          { key: 'cents', head: 'Worth', cell: (row) => money(row.cents), numeric: true, narrow: true },
          { key: 'net', head: 'Net', cell: (row) => money(row.net), numeric: true, narrow: true },
        ]}
      />
    </Card>
  );
}
