import type { CountedLine } from '../../src/counts/lines.ts';
import type { CountRow } from '../../src/counts/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { signed } from '../stock/words.ts';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { money, moneyText } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { whenText } from '../ui/when.tsx';
import { LINE_STATES, REASON_OPTIONS, reasonWords } from './words.ts';

interface Props {
  frame: Frame;
  count: CountRow;
  lines: readonly CountedLine[];
  state: FormState;
  maySettle: boolean;
}

/** A count that is closed: what it found, and why that differs. */
export function SettlePage({ frame, count, lines, state, maySettle }: Props) {
  const open = lines.filter((line) => line.state === 'counted' && line.fate !== 'superseded');
  const done = lines.filter((line) => line.state !== 'counted' || line.fate === 'superseded');
  const right = lines.filter((line) => line.differs === 0).length;
  return (
    <Page
      frame={frame}
      title={`Count of ${count.binName}`}
      back={{ href: '/stock/counts', label: 'To be counted' }}
      lede={`${right} of ${lines.length} right`}
    >
      {open.length > 0 && maySettle ? <Reasons {...{ frame, count, state }} lines={open} /> : null}
      {open.length > 0 && !maySettle ? (
        <Notice tone="wait">{open.length} differences wait for their reason.</Notice>
      ) : null}
      {lines.some((line) => line.state === 'waiting') ? (
        <Notice tone="wait" action={<a href="/stock/counts/waiting">All that wait</a>}>
          Another person counts these once more, or says yes.
        </Notice>
      ) : null}
      {done.length > 0 ? (
        <Card title="Counted" count={done.length} flush>
          <LineList lines={done} label="Counted parts" />
        </Card>
      ) : null}
    </Page>
  );
}

function Reasons({ frame, count, lines, state }: Omit<Props, 'maySettle'>) {
  const waits = lines.filter((line) => line.fate === 'waiting').length;
  return (
    <Form
      state={state}
      action={`/stock/counts/${count.id}/settle`}
      submit={waits === lines.length ? 'Send for a second look' : 'Put right in the books'}
      busy="Saving"
      sticky
    >
      {waits > 0 ? (
        <p class="quiet">
          {waits === lines.length ? 'These' : `${waits} of these`} take a second count by another person, or
          another person's yes.
        </p>
      ) : null}
      {lines.map((line) => (
        <Field
          state={state}
          name={`reason.${line.id}`}
          label={`${line.name}: ${signed(line.differs)}`}
          hint={hintOf(line, frame)}
          type="select"
          none="Why?"
          required
          options={REASON_OPTIONS}
        />
      ))}
    </Form>
  );
}

function hintOf(line: CountedLine, frame: Frame): string {
  const parts = [
    `${line.sku}: counted ${line.counted}, by the books ${line.books} then (${whenText(line.at, frame)})`,
  ];
  if (line.late !== 0) parts.push(`${signed(line.late)} recorded later`);
  if (line.shortSince > 0) parts.push(`${line.shortSince} used since`);
  parts.push(moneyText(line.cents));
  if (line.disputed) parts.push('another person counted it differently');
  else if (line.second !== null) parts.push('a second count says the same');
  else if (line.fate === 'waiting') parts.push('needs a second look');
  return parts.join('; ');
}

export function LineList({ lines, label }: { lines: readonly CountedLine[]; label: string }) {
  return (
    <List
      label={label}
      rows={lines}
      href={(row) => `/stock/parts/${row.part}`}
      columns={[
        { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
        { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
        { key: 'n', head: 'Counted', cell: (row) => String(row.counted), numeric: true, narrow: true },
        {
          key: 'd',
          head: 'Difference',
          cell: (row) => (row.differs === 0 ? 'right' : signed(row.differs)),
          numeric: true,
          narrow: true,
        },
        { key: 'c', head: 'Worth', cell: (row) => money(row.cents), numeric: true, narrow: true },
        { key: 'why', head: 'Why', cell: (row) => reasonWords(row.reason) },
        {
          key: 'state',
          head: 'State',
          cell: (row) => {
            const shown = row.state === 'counted' && row.fate === 'superseded' ? 'superseded' : row.state;
            return status(...(LINE_STATES[shown] ?? (['plain', shown] as const)));
          },
          narrow: true,
        },
      ]}
    />
  );
}
