import type { Run } from '../../src/forecast/run-queries.ts';
import type { Summary } from '../../src/forecast/run-rules.ts';
import type { Frame, Tone } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Empty } from '../ui/empty.tsx';
import { countText, money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { ForecastTabs } from './tabs.tsx';

type Row = Run & { found: Summary | null };

interface Props {
  frame: Frame;
  page: PageOfRows<Row>;
  first: boolean;
  mayRun: boolean;
}

export const RUN_STATES: Readonly<Record<Run['state'], readonly [Tone, string]>> = {
  waiting: ['wait', 'Waiting'],
  running: ['note', 'Running'],
  done: ['good', 'Done'],
  failed: ['bad', 'Failed'],
};

/** Every run, the newest first: a number can be explained a year later. */
export function RunList({ frame, page, first, mayRun }: Props) {
  return (
    <Page
      frame={frame}
      title="Runs of the forecast"
      wide
      primary={
        mayRun ? (
          <ActionForm action="/forecast/runs" formKey={newKey()} submit="Run it now" look="primary" />
        ) : null
      }
    >
      <ForecastTabs on="runs" />
      <List
        label="Runs"
        columns={columns(frame)}
        rows={page.items}
        href={(row) => `/forecast/runs/${row.id}`}
        empty={<Empty text="The forecast runs every night. No night has passed yet." />}
      />
      <Pager
        shown={page.items.length}
        noun={['runs', 'run']}
        {...(first ? {} : { first: '/forecast/runs' })}
        {...(page.next ? { next: `/forecast/runs?cursor=${page.next}` } : {})}
      />
    </Page>
  );
}

function columns(frame: Frame): readonly Column<Row>[] {
  return [
    { key: 'at', head: 'Asked for', cell: (row) => when(row.at, frame), phone: 'title', narrow: true },
    { key: 'of', head: 'Of', cell: (row) => row.scenarioName ?? 'The fleet plan' },
    {
      key: 'by',
      head: 'By',
      cell: (row) => row.askedBy ?? (row.why === 'nightly' ? 'the night' : 'the command line'),
    },
    { key: 'state', head: 'State', cell: (row) => status(...RUN_STATES[row.state]), narrow: true },
    {
      key: 'wants',
      head: 'Next 3 months',
      cell: (row) => (row.found ? countText(row.found.ahead[0] ?? 0) : ''),
      numeric: true,
      narrow: true,
    },
    {
      key: 'cost',
      head: 'For 95 of 100',
      cell: (row) => (row.found ? money(row.found.goalCents) : ''),
      numeric: true,
      narrow: true,
    },
  ];
}
