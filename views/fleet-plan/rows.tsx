import type { PlanModel, PlanRow } from '../../src/fleet-plan/rules.ts';
import { monthText } from '../../src/months.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Empty } from '../ui/empty.tsx';
import { html, type Piece } from '../ui/html.ts';
import { countText } from '../ui/money.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { REASON_WORDS } from './words.ts';

interface Props {
  rows: readonly PlanRow[];
  models: readonly PlanModel[];
  scenario: string | null;
  mayEdit: boolean;
}

/** What comes and leaves, month by month; whoever may edits a row or takes it out. */
export function PlanRows({ rows, models, scenario, mayEdit }: Props) {
  const names = new Map(models.map(({ id, name }) => [id, name]));
  return (
    <List
      label="What comes and leaves"
      rows={rows}
      empty={<Empty text="Nothing leaves and nothing comes in the plan." />}
      columns={[
        { key: 'model', head: 'Model', cell: (row) => names.get(row.model) ?? '', phone: 'title' },
        { key: 'month', head: 'Month', cell: (row) => monthText(row.month), narrow: true },
        {
          key: 'devices',
          head: 'Devices',
          cell: (row) => `${row.devices > 0 ? '+' : '-'}${countText(Math.abs(row.devices))}`,
          numeric: true,
          narrow: true,
        },
        {
          key: 'why',
          head: 'Why',
          cell: (row) => html`${REASON_WORDS[row.why] ?? row.why} <span class="quiet">${row.note}</span>`,
        },
        {
          key: 'from',
          head: 'From',
          cell: (row) => (row.proposed ? status('note', 'Proposed') : status('good', 'Entered')),
          narrow: true,
        },
        ...(mayEdit
          ? [
              {
                key: 'edit',
                head: 'Change',
                quiet: true,
                cell: (row: PlanRow) => change(row, scenario, names),
                narrow: true,
              },
            ]
          : []),
      ]}
    />
  );
}

function change(row: PlanRow, scenario: string | null, names: ReadonlyMap<string, string>): Piece {
  const what = `${names.get(row.model) ?? ''}, ${monthText(row.month)}`;
  const query = new URLSearchParams({
    ...(scenario ? { scenario } : {}),
    model: row.model,
    month: row.month,
    devices: String(Math.abs(row.devices)),
    direction: row.devices > 0 ? 'come' : 'leave',
    why: row.why,
    replaces: row.key,
  });
  if (row.proposed)
    return html`<a href="/fleet-plan/rows/new?${query.toString()}">Change<span class="hidden">: ${what}</span></a>`;
  return (
    <ActionForm
      action={`/fleet-plan/rows/${row.key}/withdraw`}
      formKey={newKey()}
      submit="Take out"
      label={`Take out: ${what}`}
      look="quiet"
    />
  );
}
