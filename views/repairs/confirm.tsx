import type { ToConfirmRow } from '../../src/repairs/confirm-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { html } from '../ui/html.ts';
import { money } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, List } from '../ui/table.tsx';
import { TickBar } from '../ui/tick-bar.tsx';
import { when } from '../ui/when.tsx';
import { deviceText, numberText, OUTCOMES } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  rows: readonly ToConfirmRow[];
}

/** Interns' work: looked at and confirmed, many at once. */
export function ConfirmPage({ frame, state, rows }: Props) {
  const words = [state.message, ...Object.values(state.errors)].filter(Boolean);
  return (
    <Page
      frame={frame}
      title="To confirm"
      wide
      back={{ href: '/repairs', label: 'Repairs' }}
      lede="Interns' work is saved and handed back at once. Tick what is good; open what is not."
    >
      {words.map((text) => (
        <Notice tone="bad" live>
          {text}
        </Notice>
      ))}
      <List
        label="Repairs to confirm"
        columns={columnsIn(frame)}
        rows={rows}
        href={(row) => `/repairs/${numberText(row.number)}`}
        select={{
          name: 'repair',
          value: (row) => row.id,
          label: (row) => numberText(row.number),
          form: 'confirm',
        }}
        empty={<Empty text="Nothing waits to be confirmed." />}
      />
      {rows.length > 0 ? (
        <TickBar id="confirm" action="/repairs/confirm" formKey={state.key}>
          <Button look="primary" busy="Confirming">
            Confirm
          </Button>
        </TickBar>
      ) : null}
    </Page>
  );
}

function columnsIn(frame: Frame): Column<ToConfirmRow>[] {
  return [
    {
      key: 'repair',
      head: 'Repair',
      phone: 'title',
      cell: (row) => html`<span class="mono">${numberText(row.number)}</span> ${row.headline}`,
    },
    { key: 'done', head: 'Done', cell: (row) => row.remedies },
    {
      key: 'outcome',
      head: 'Outcome',
      cell: (row) => (row.outcome ? OUTCOMES[row.outcome] : ''),
      narrow: true,
    },
    { key: 'device', head: 'Device', cell: (row) => deviceText(row), mono: true, narrow: true },
    { key: 'site', head: 'Site', cell: (row) => row.siteName },
    { key: 'by', head: 'By', cell: (row) => row.technicianName ?? '' },
    { key: 'at', head: 'When', cell: (row) => when(row.readyAt, frame), narrow: true },
    { key: 'minutes', head: 'Minutes', cell: (row) => String(row.minutes), numeric: true },
    { key: 'parts', head: 'Parts', cell: (row) => money(row.partsCents), numeric: true },
  ];
}
