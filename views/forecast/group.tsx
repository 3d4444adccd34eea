import type { Factor } from '../../src/forecast/fleet-rules.ts';
import type { Projected } from '../../src/forecast/group-page-rules.ts';
import type { AheadOrder, GroupDetails, GroupPart } from '../../src/forecast/group-queries.ts';
import type { PlanLine } from '../../src/forecast/plan-rules.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card, Cards } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { html } from '../ui/html.ts';
import { countText, money } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly, when } from '../ui/when.tsx';
import { StockChart, UseChart } from './group-charts.tsx';
import { numberText, rangeText } from './words.ts';

export interface GroupProps {
  frame: Frame;
  group: GroupDetails;
  factors: readonly (Factor & { name: string })[];
  used: { first: string; units: readonly number[]; empty: readonly number[] };
  line: PlanLine | null;
  parts: readonly GroupPart[];
  orders: readonly AheadOrder[];
  projected: readonly Projected[];
  how: string;
  reason: string;
  stop: string;
  oneLess: string;
}

const BACK = { href: '/forecast', label: 'Forecast' };

/** A group or part: what was used, what is ahead, why, and what is there. */
export function GroupPage(props: GroupProps) {
  const { frame, group, stop, line, reason } = props;
  return (
    <Page
      frame={frame}
      title={group.name}
      back={BACK}
      wide
      lede={
        <>
          {group.kind} {group.sku ? <span class="mono">{group.sku}</span> : null}
        </>
      }
      actions={group.sku ? <a href={`/stock/parts/${group.thing}`}>The part</a> : null}
    >
      {stop ? <Notice tone={line?.stop ? 'note' : 'wait'}>{capital(stop)}.</Notice> : null}
      <p class="prose">
        {reason.replace(/\.$/, '')}. <span class="quiet">{props.how}.</span>
      </p>
      <Card title="Use, and what is ahead">
        <UseChart {...props} />
      </Card>
      <Cards columns={2}>
        <PlanCard {...props} />
        {line ? (
          <Card title="On the shelf, if nothing more is ordered">
            <StockChart {...props} />
          </Card>
        ) : null}
        <OrdersCard {...props} />
        <PartsCard {...props} />
      </Cards>
      <FactorsCard {...props} />
      <p class="quiet small">
        From the forecast of {when(group.run.at, frame)},{' '}
        <a href={`/forecast/runs/${group.run.id}`}>run {group.run.n}</a>.
      </p>
    </Page>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** There is the thing, but no forecast says anything of it. */
export function UnknownGroup({ frame, name, text }: { frame: Frame; name: string; text: string }) {
  return (
    <Page frame={frame} title={name} back={BACK}>
      <Empty text={text} />
    </Page>
  );
}

function PlanCard({ line, oneLess, frame, group }: GroupProps) {
  if (!line)
    return (
      <Card title="In the plan">
        <p class="quiet">Its stock is not counted, so the plan leaves it out.</p>
      </Card>
    );
  const { today } = group.run;
  const later = (days: number) =>
    new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return (
    <Card title="In the plan">
      <Facts
        facts={[
          { label: 'On hand', value: countText(line.onHand) },
          { label: 'Coming', value: line.coming > 0 ? countText(line.coming) : null },
          { label: 'Drafted', value: line.drafted > 0 ? countText(line.drafted) : null },
          { label: 'Waited for', value: line.waiting > 0 ? countText(line.waiting) : null },
          { label: 'To harvest', value: line.harvest > 0 ? countText(line.harvest) : null },
          { label: 'Next 60 days', value: rangeText(...line.sixty) },
          { label: 'Lead time', value: `${line.lead[0]} days, nine of ten within ${line.lead[1]}` },
          {
            label: 'Runs out',
            value: line.runsOut === null ? 'not within a year' : dateOnly(later(line.runsOut), frame.today),
          },
          {
            label: 'Price',
            value: line.offer ? money(line.offer.unitCents) : 'nobody has one',
          },
          { label: 'This order', value: oneLess || null, wide: true },
        ]}
      />
    </Card>
  );
}

const ORDER_COLUMNS: readonly Column<AheadOrder>[] = [
  { key: 'number', head: 'Order', cell: (row) => row.number, mono: true, phone: 'title' },
  { key: 'state', head: 'State', cell: (row) => row.state, narrow: true },
  { key: 'from', head: 'From', cell: (row) => row.supplierName ?? '' },
  { key: 'n', head: 'To come', cell: (row) => countText(row.quantity), numeric: true, narrow: true },
  { key: 'on', head: 'Expected', cell: (row) => dateOnly(row.expectedOn), narrow: true },
];

function OrdersCard({ orders }: GroupProps) {
  return (
    <Card title="Orders ahead" count={orders.length} flush>
      <List
        label="Orders ahead"
        columns={ORDER_COLUMNS}
        rows={orders}
        href={(row) => `/purchasing/orders/${row.id}`}
        empty={<Empty text="Nothing of it is on order." />}
      />
    </Card>
  );
}

const PART_COLUMNS: readonly Column<GroupPart>[] = [
  { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true, phone: 'title' },
  {
    key: 'name',
    head: 'Part',
    // Where its name says it already, once is enough.
    cell: (row) =>
      row.name.includes(row.condition)
        ? row.name
        : html`${row.name} <span class="quiet">${row.condition}</span>`,
  },
  { key: 'n', head: 'On hand', cell: (row) => countText(row.onHand), numeric: true, narrow: true },
];

function PartsCard({ parts }: GroupProps) {
  return (
    <Card title="Parts that do" count={parts.length} flush>
      <List label="Parts" columns={PART_COLUMNS} rows={parts} href={(row) => `/stock/parts/${row.id}`} />
    </Card>
  );
}

const FACTOR_COLUMNS: readonly Column<Factor & { name: string }>[] = [
  { key: 'name', head: 'Model', cell: (row) => row.name, phone: 'title' },
  { key: 'devices', head: 'In service', cell: (row) => countText(row.devices), numeric: true, narrow: true },
  {
    key: 'rate',
    head: 'Per 1,000 devices and year',
    cell: (row) => numberText(row.hazard * 12_000),
    numeric: true,
    narrow: true,
  },
  {
    key: 'against',
    head: 'Against the average',
    cell: (row) => (row.average > 0 ? `${(row.hazard / row.average).toFixed(2)} x` : '-'),
    numeric: true,
    narrow: true,
  },
  { key: 'age', head: 'Age', cell: (row) => `${row.age.toFixed(2)} x`, numeric: true, narrow: true },
  {
    key: 'month',
    head: 'Best and worst month',
    cell: (row) => monthsText(row.month),
    narrow: true,
    phone: 'hide',
  },
];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function monthsText(months: readonly number[]): string {
  if (months.length < 12) return '';
  const least = months.indexOf(Math.min(...months));
  const most = months.indexOf(Math.max(...months));
  return `${MONTHS[least]} ${months[least]?.toFixed(2)}, ${MONTHS[most]} ${months[most]?.toFixed(2)} x`;
}

/** What makes up the forecast: devices times rate times age times month. */
function FactorsCard({ factors }: GroupProps) {
  if (factors.length === 0) return null;
  const rows = [...factors].sort((a, b) => b.devices * b.hazard * b.age - a.devices * a.hazard * a.age);
  return (
    <Card title="What it follows from" count={rows.length} flush>
      <List label="Devices, rate, age and month by model" columns={FACTOR_COLUMNS} rows={rows} />
    </Card>
  );
}
