import type { Backtest } from '../../src/forecast/backtest-rules.ts';
import type { Verdict } from '../../src/forecast/backtest-words-rules.ts';
import type { Run } from '../../src/forecast/run-queries.ts';
import { monthText } from '../../src/months.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card, Cards } from '../ui/card.tsx';
import { Chart } from '../ui/chart.tsx';
import { Empty } from '../ui/empty.tsx';
import { money } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { ForecastTabs } from './tabs.tsx';
import { percentText, shortMonth } from './words.ts';

interface Props {
  frame: Frame;
  run: Run | null;
  backtest: Backtest | null;
  verdict: Verdict | null;
}

const NAMES = ['10 %', '25 %', '50 %', '75 %', '90 %', '95 %', '99 %'];

/** The past year as it would have been forecast, month by month, with what was known then. */
export function BacktestPage({ frame, run, backtest, verdict }: Props) {
  return (
    <Page
      frame={frame}
      title="Was it right?"
      wide
      lede={
        run ? <>The past year, each month with what was known then. As of {when(run.at, frame)}</> : undefined
      }
    >
      <ForecastTabs on="backtest" />
      {backtest && verdict ? (
        <>
          <Notice tone={verdict.tone}>
            <strong>{verdict.text}</strong> {verdict.because.join(' ')}
          </Notice>
          <Shelf backtest={backtest} />
          <Cards columns={2}>
            <Coverage backtest={backtest} />
            <Losses backtest={backtest} />
          </Cards>
        </>
      ) : (
        <Empty text="After half a year of repairs the forecast looks back: how often it was right, and what that would have cost. There is not enough history yet." />
      )}
    </Page>
  );
}

function Shelf({ backtest: { ours, average } }: { backtest: Backtest }) {
  const rows = [
    { name: 'This forecast and its plan', of: ours },
    { name: 'Moving average of 12 months with safety stock', of: average },
  ];
  return (
    <Card title="What the shelf would have done" flush>
      <List
        label="The plan against a moving average"
        rows={rows}
        columns={[
          { key: 'name', head: 'Ordered by', cell: ({ name }) => name, phone: 'title' },
          {
            key: 'fill',
            head: 'Wants met at once',
            cell: ({ of }) => percentText(of.wants > 0 ? of.met / of.wants : 1),
            numeric: true,
          },
          { key: 'stock', head: 'Money on the shelf', cell: ({ of }) => money(of.stockCents), numeric: true },
          { key: 'over', head: 'Too much', cell: ({ of }) => money(of.overCents), numeric: true },
          { key: 'short', head: 'Too little', cell: ({ of }) => money(of.shortCents), numeric: true },
        ]}
      />
      <p class="quiet small pad">
        Ordered once a month up to the month's level, with a month to arrive. Too much and too little: the
        level against what two months then took, all months together, at catalogue prices.
      </p>
    </Card>
  );
}

function Coverage({ backtest: { ours, average } }: { backtest: Backtest }) {
  const rows = NAMES.map((name, i) => ({
    name,
    ours: ours.coverage[i] ?? 0,
    average: average.coverage[i] ?? 0,
  }));
  return (
    <Card title="How often a quantile was enough">
      <List
        label="Coverage of each quantile"
        compact
        rows={rows}
        columns={[
          { key: 'name', head: 'Promised', cell: ({ name }) => name, numeric: true },
          { key: 'ours', head: 'This forecast', cell: (row) => percentText(row.ours), numeric: true },
          { key: 'average', head: 'Moving average', cell: (row) => percentText(row.average), numeric: true },
        ]}
      />
      <p class="quiet small">
        Parts that are seldom wanted are met more often than promised: pieces are whole.
      </p>
    </Card>
  );
}

function Losses({ backtest: { byMonth } }: { backtest: Backtest }) {
  return (
    <Card title="What its misses cost, month by month">
      <Chart
        label="Pinball loss at the 95 % quantile per unit wanted"
        slots={byMonth.map(({ month }) => shortMonth(month))}
        marks={[0, Math.floor(byMonth.length / 2), byMonth.length - 1]}
        unit="lower is better"
        series={[
          {
            label: 'this forecast',
            look: 'bars',
            tone: 'accent',
            values: byMonth.map(({ ours }) => ours * 100),
          },
          {
            label: 'moving average',
            look: 'bars',
            tone: 'plain',
            values: byMonth.map(({ average }) => average * 100),
          },
        ]}
      >
        <List
          label="Loss by month"
          compact
          rows={byMonth}
          columns={[
            { key: 'month', head: 'Month', cell: ({ month }) => monthText(month) },
            {
              key: 'ours',
              head: 'This forecast',
              cell: ({ ours }) => (ours * 100).toFixed(1),
              numeric: true,
            },
            {
              key: 'average',
              head: 'Moving average',
              cell: ({ average }) => (average * 100).toFixed(1),
              numeric: true,
            },
            {
              key: 'coverage',
              head: '95 % was enough',
              cell: ({ coverage }) => percentText(coverage),
              numeric: true,
            },
          ]}
        />
      </Chart>
    </Card>
  );
}
