import type { Batch, ModelFailures, Rate, Standout } from '../../src/forecast/failure-rules.ts';
import { monthText } from '../../src/months.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { interval } from '../ui/chart.tsx';
import { Empty } from '../ui/empty.tsx';
import type { Option } from '../ui/field-props.ts';
import { Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { countText, money } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, List } from '../ui/table.tsx';
import { ForecastTabs } from './tabs.tsx';
import { numberText } from './words.ts';

interface Names {
  frame: Frame;
  models: readonly Option[];
  faults: readonly Option[];
}

const label = (options: readonly Option[], value: string) =>
  options.find((option) => option.value === value)?.label ?? value;

/** A rate with its interval, in figures and drawn. */
function rateColumns<Row>(
  rateOf: (row: Row) => Rate,
  most: number,
  bad: (row: Row) => boolean,
): Column<Row>[] {
  return [
    { key: 'n', head: 'Found', cell: (row) => countText(rateOf(row).n), numeric: true, narrow: true },
    {
      key: 'years',
      head: 'Device-years',
      cell: (row) => countText(Math.round(rateOf(row).years)),
      numeric: true,
      narrow: true,
      phone: 'hide',
    },
    {
      key: 'rate',
      head: 'Per 100 and year',
      cell: (row) => {
        const { rate, low, high } = rateOf(row);
        return `${numberText(rate)} (${numberText(low)}-${numberText(high)})`;
      },
      numeric: true,
      narrow: true,
    },
    {
      key: 'drawn',
      head: 'Drawn',
      quiet: true,
      cell: (row) => {
        const { rate, low, high } = rateOf(row);
        return interval(low, rate, high, most, bad(row) ? 'bad' : 'accent');
      },
      phone: 'hide',
    },
  ];
}

const mostOf = (rates: readonly Rate[]) =>
  Math.max(1, ...rates.filter(({ years }) => years >= 5).map(({ high }) => high));

interface Props extends Names {
  rows: readonly ModelFailures[];
  standouts: readonly Standout[];
}

/** What breaks, by model: how often, for how much, and what stands out beyond chance. */
export function FailuresPage({ frame, models, faults, rows, standouts }: Props) {
  const most = mostOf(rows.map(({ all }) => all));
  return (
    <Page
      frame={frame}
      title="Failures"
      wide
      lede="Faults found in the last 24 months, with the interval that chance allows"
    >
      <ForecastTabs on="failures" />
      {standouts.length > 0 ? (
        <Card title="Stands out" count={standouts.length} flush tone="wait">
          <List
            label="Faults that a model has more of than the others"
            rows={standouts}
            href={(row) => `/forecast/failures?model=${row.model}&fault=${row.fault}`}
            columns={[
              {
                key: 'what',
                head: 'Fault and model',
                cell: (row) => html`${label(faults, row.fault)}, ${label(models, row.model)}`,
                phone: 'title',
              },
              ...rateColumns<Standout>(
                ({ own }) => own,
                mostOf(standouts.map(({ own }) => own)),
                () => true,
              ),
              {
                key: 'others',
                head: 'Other models',
                cell: (row) => numberText(row.others),
                numeric: true,
                narrow: true,
              },
            ]}
          />
        </Card>
      ) : null}
      <Card title="By model" count={rows.length} flush>
        <List
          label="Failures by model"
          rows={rows}
          href={(row) => `/forecast/failures?model=${row.model}`}
          empty={<Empty text="After the first nightly run the failures of each model stand here." />}
          columns={[
            { key: 'model', head: 'Model', cell: (row) => label(models, row.model), phone: 'title' },
            {
              key: 'now',
              head: 'In service',
              cell: (row) => countText(row.now),
              numeric: true,
              narrow: true,
            },
            ...rateColumns<ModelFailures>(
              ({ all }) => all,
              most,
              () => false,
            ),
            {
              key: 'cost',
              head: 'Cost of a device and year',
              cell: (row) => money(Math.round(row.centsPerYear)),
              numeric: true,
              narrow: true,
            },
          ]}
        />
      </Card>
    </Page>
  );
}

interface ModelProps extends Names {
  model: string;
  fault: string;
  byFault: readonly { fault: string; rate: Rate }[];
  batches: readonly Batch[];
  byAge: readonly { years: number; rate: Rate }[];
}

/** One model: what breaks, in which batch, at what age. */
export function ModelFailuresPage(props: ModelProps) {
  const { frame, model, fault, models, faults, batches, byAge, byFault } = props;
  const bad = batches.filter((batch) => batch.bad);
  const of = fault ? label(faults, fault) : 'All faults';
  return (
    <Page
      frame={frame}
      title={`Failures of ${label(models, model)}`}
      back={{ href: '/forecast/failures', label: 'Failures' }}
      wide
    >
      <Filters
        action="/forecast/failures"
        filters={[
          { name: 'model', label: 'Model', value: model, options: models },
          { name: 'fault', label: 'Fault', value: fault, options: faults },
        ]}
      />
      <Results>
        {bad.map((batch) => (
          <Notice tone="wait">
            Those bought in {monthText(batch.bought)} break {(batch.rate.rate / batch.others).toFixed(1)}{' '}
            times as often as the others: {numberText(batch.rate.rate)} against {numberText(batch.others)} per
            100 and year.
          </Notice>
        ))}
        <Card title={`${of}, by month of purchase`} flush>
          <List
            label="By month of purchase"
            rows={batches}
            empty={<Empty text="None of them was in service." />}
            columns={[
              {
                key: 'bought',
                head: 'Bought',
                cell: (row) => monthText(row.bought),
                narrow: true,
                phone: 'title',
              },
              ...rateColumns<Batch>(
                ({ rate }) => rate,
                mostOf(batches.map(({ rate }) => rate)),
                (row) => row.bad,
              ),
            ]}
          />
        </Card>
        <Card title={`${of}, by age`} flush>
          <List
            label="By age"
            rows={byAge}
            empty={<Empty text="None of them was in service." />}
            columns={[
              {
                key: 'age',
                head: 'Age',
                cell: (row) => `${row.years} to ${row.years + 1} years`,
                narrow: true,
                phone: 'title',
              },
              ...rateColumns<(typeof byAge)[number]>(
                ({ rate }) => rate,
                mostOf(byAge.map(({ rate }) => rate)),
                () => false,
              ),
            ]}
          />
        </Card>
        <Card title="By fault" flush>
          <List
            label="By fault"
            rows={byFault}
            href={(row) => `/forecast/failures?model=${model}&fault=${row.fault}`}
            empty={<Empty text="Nothing was found on it." />}
            columns={[
              { key: 'fault', head: 'Fault', cell: (row) => label(faults, row.fault), phone: 'title' },
              ...rateColumns<(typeof byFault)[number]>(
                ({ rate }) => rate,
                mostOf(byFault.map(({ rate }) => rate)),
                () => false,
              ),
            ]}
          />
        </Card>
      </Results>
    </Page>
  );
}
