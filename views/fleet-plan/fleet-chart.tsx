import type { ModelAhead, PlanModel } from '../../src/fleet-plan/rules.ts';
import { addMonths, monthText } from '../../src/months.ts';
import { shortMonth } from '../forecast/words.ts';
import { Chart, type Series } from '../ui/chart.tsx';
import { countText } from '../ui/money.tsx';
import { List } from '../ui/table.tsx';

interface Props {
  ahead: readonly ModelAhead[];
  models: readonly PlanModel[];
  /** the first month ahead */
  month: string;
  /** without the scenario, to compare */
  base?: readonly ModelAhead[];
}

export function totals(ahead: readonly ModelAhead[]): number[] {
  const length = ahead[0]?.devices.length ?? 0;
  return Array.from({ length }, (_, i) => ahead.reduce((sum, model) => sum + (model.devices[i] ?? 0), 0));
}

/** Devices in service as the plan has it. */
export function FleetChart({ ahead, models, month, base }: Props) {
  const own = totals(ahead);
  const before = base ? totals(base) : null;
  const series: Series[] = [
    { label: before ? 'with the scenario' : 'in service', look: 'line', tone: 'accent', values: own },
  ];
  if (before) series.push({ label: 'the plan', look: 'line', tone: 'plain', values: before });
  const names = new Map(models.map(({ id, name }) => [id, name]));
  const rows = ahead.filter(({ devices }) => devices.some((n) => n > 0));
  const months = [0, 6, 12, 18, 23].filter((i) => i < own.length);
  return (
    <Chart
      label="Devices in service by month, as planned"
      slots={own.map((_, i) => shortMonth(addMonths(month, i)))}
      unit="devices"
      series={series}
    >
      <List
        label="Devices in service by model, as planned"
        compact
        rows={rows}
        columns={[
          { key: 'model', head: 'Model', cell: (row) => names.get(row.id) ?? '' },
          ...months.map((i) => ({
            key: `m${i}`,
            head: monthText(addMonths(month, i)),
            cell: (row: ModelAhead) => countText(row.devices[i] ?? 0),
            numeric: true,
          })),
        ]}
      />
    </Chart>
  );
}
