import { addMonths, monthText } from '../../src/months.ts';
import { Chart } from '../ui/chart.tsx';
import { countText } from '../ui/money.tsx';
import { List } from '../ui/table.tsx';
import { dateOnly } from '../ui/when.tsx';
import type { GroupProps } from './group.tsx';
import { numberText, shortMonth } from './words.ts';

/** Months of the past that are drawn. */
const PAST = 24;
const AHEAD = 12;

interface MonthRow {
  month: string;
  used: number | null;
  fan: readonly number[] | null;
  empty: boolean;
}

/** Past use as bars, then the fan: what is expected, and between what it lies. */
export function UseChart({ used, group }: GroupProps) {
  const start = Math.max(0, used.units.length - PAST);
  const empty = new Set(used.empty);
  const past: MonthRow[] = used.units.slice(start).map((units, i) => ({
    month: addMonths(used.first, start + i),
    used: units,
    fan: null,
    empty: empty.has(start + i),
  }));
  const ahead: MonthRow[] = group.fan.slice(0, AHEAD).map((fan, i) => ({
    month: addMonths(group.run.month, i),
    used: null,
    fan,
    empty: false,
  }));
  const rows = [...past, ...ahead];
  const at = (i: number) => rows.map(({ fan }) => fan?.[i] ?? null);
  const januaries = rows.flatMap(({ month }, i) => (month.endsWith('-01') || i === 0 ? [i] : []));
  return (
    <Chart
      label={`Use of ${group.name} by month, and what is ahead`}
      slots={rows.map(({ month }) => shortMonth(month))}
      marks={[...januaries.filter((i, k) => k > 0 || (januaries[1] ?? 12) - i > 5), rows.length - 1]}
      now={past.length}
      unit="units a month"
      bands={[
        { label: 'nine of ten', low: at(1), high: at(7), strength: 1 },
        { label: 'one of two', low: at(3), high: at(5), strength: 2 },
      ]}
      series={[
        { label: 'used', look: 'bars', tone: 'plain', values: rows.map((row) => row.used) },
        { label: 'expected', look: 'line', tone: 'accent', values: at(0) },
      ]}
    >
      <List
        label="Use by month, and what is ahead"
        compact
        rows={rows}
        columns={[
          { key: 'month', head: 'Month', cell: (row) => monthText(row.month), narrow: true },
          {
            key: 'used',
            head: 'Used',
            cell: (row) =>
              row.used === null ? '' : `${countText(row.used)}${row.empty ? ', shelf empty' : ''}`,
            numeric: true,
          },
          {
            key: 'mean',
            head: 'Expected',
            cell: (row) => (row.fan ? numberText(row.fan[0] ?? 0) : ''),
            numeric: true,
          },
          {
            key: 'half',
            head: 'One of two',
            cell: (row) => (row.fan ? `${row.fan[3] ?? 0}-${row.fan[5] ?? 0}` : ''),
            numeric: true,
          },
          {
            key: 'nine',
            head: 'Nine of ten',
            cell: (row) => (row.fan ? `${row.fan[1] ?? 0}-${row.fan[7] ?? 0}` : ''),
            numeric: true,
          },
        ]}
      />
    </Chart>
  );
}

/** The shelf week by week, when nothing more is ordered than is on its way. */
export function StockChart({ projected, group }: GroupProps) {
  return (
    <Chart
      label={`Stock of ${group.name} in the next half year`}
      slots={projected.map(({ day }) => day.slice(5))}
      marks={[0, 9, 18, projected.length - 1]}
      unit="pieces"
      bands={[
        {
          label: 'eight of ten',
          low: projected.map(({ low }) => low),
          high: projected.map(({ high }) => high),
          strength: 1,
        },
      ]}
      series={[
        {
          label: 'expected',
          look: 'line',
          tone: 'accent',
          values: projected.map(({ expected }) => expected),
        },
      ]}
    >
      <List
        label="Stock by week"
        compact
        rows={projected}
        columns={[
          { key: 'day', head: 'Day', cell: ({ day }) => dateOnly(day), narrow: true },
          { key: 'n', head: 'Expected', cell: ({ expected }) => numberText(expected), numeric: true },
          { key: 'range', head: 'Eight of ten', cell: ({ low, high }) => `${low}-${high}`, numeric: true },
        ]}
      />
    </Chart>
  );
}
