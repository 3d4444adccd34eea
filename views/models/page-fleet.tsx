import type { ModelFit } from '../../src/models/page-queries.ts';
import { STATE_WORDS, USE_WORDS } from '../devices/words.ts';
import { Bars } from '../ui/bars.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { html } from '../ui/html.ts';
import { countText, money } from '../ui/money.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import type { ModelPageProps } from './page.tsx';

/** How many there are, for what, and where most of them are. */
export function FleetCard({ model, fleet, homes }: ModelPageProps) {
  const serving = fleet.filter((cell) => cell.state === 'in_service');
  const others = fleet.filter((cell) => cell.state !== 'in_service');
  const sum = (cells: readonly { n: number }[]) => cells.reduce((all, cell) => all + cell.n, 0);
  const list = (query: string) => `/devices?model=${model.id}&${query}`;
  const states = [...new Set(others.map((cell) => cell.state))];
  return (
    <Card
      title="In service"
      count={countText(sum(serving))}
      actions={<a href={list('state=in_service')}>List</a>}
    >
      <Facts
        facts={[
          ...serving.map((cell) => ({
            label: USE_WORDS[cell.use] ?? cell.use,
            value: <a href={list(`state=in_service&use=${cell.use}`)}>{countText(cell.n)}</a>,
          })),
          ...states.map((state) => ({
            label: STATE_WORDS[state] ?? state,
            value: (
              <a href={list(`state=${state}`)}>
                {countText(sum(others.filter((cell) => cell.state === state)))}
              </a>
            ),
          })),
        ]}
      />
      {homes.length > 1 ? (
        <Bars
          label="Homes with most of them"
          of="Home"
          head="Devices"
          bars={homes.map((home) => ({
            label: home.name,
            value: home.n,
            href: list(`state=in_service&home=${home.id}`),
          }))}
        />
      ) : null}
    </Card>
  );
}

/** Those in service by the year in which they were bought, beside the end of their updates. */
export function AgesCard({ model, ages }: ModelPageProps) {
  if (ages.length === 0) return null;
  const end = model.aueOn?.slice(0, 4);
  return (
    <Card title={end ? `Age; updates end ${end}` : 'Age'}>
      <Bars
        label="Devices in service by year of purchase"
        of="Bought"
        head="Devices"
        bars={ages.map(({ year, n }) => ({
          label: year || 'Not known',
          value: n,
          ...(year ? { href: `/devices?model=${model.id}&from=${year}&to=${year}` } : {}),
        }))}
      />
    </Card>
  );
}

/** What breaks on it, the commonest first. */
export function MixCard({ mix }: ModelPageProps) {
  if (mix.length === 0) return null;
  return (
    <Card title="What breaks">
      <Bars
        label="Faults found on this model"
        of="Fault"
        head="Found"
        bars={mix.map(({ name, n }) => ({ label: name, value: n }))}
      />
    </Card>
  );
}

const FIT_COLUMNS: readonly Column<ModelFit>[] = [
  { key: 'fault', head: 'Fault', cell: (row) => row.fault, phone: 'title' },
  { key: 'part', head: 'What fits', cell: fitCell },
  { key: 'variant', head: 'Only', cell: (row) => row.variant ?? '' },
  {
    key: 'state',
    head: 'State',
    cell: (row) => (row.state === 'confirmed' ? status('good', 'Confirmed') : status('note', 'Proposed')),
    narrow: true,
  },
  {
    key: 'price',
    head: 'From',
    cell: (row) => money(row.partCents ?? row.groupCents),
    numeric: true,
    narrow: true,
  },
];

function fitCell(row: ModelFit) {
  if (row.groupName !== null) return html`${row.groupName}`;
  return html`<span class="mono">${row.sku}</span> ${row.partName}`;
}

/** The parts that fit it, fault by fault. */
export function FitsCard({ model, fits }: ModelPageProps) {
  if (fits.length === 0) return null;
  return (
    <Card
      title="What fits"
      count={fits.length}
      actions={<a href={`/stock/fits?model=${model.id}`}>Fits</a>}
      flush
    >
      <List label="Parts that fit this model" columns={FIT_COLUMNS} rows={fits} />
    </Card>
  );
}
