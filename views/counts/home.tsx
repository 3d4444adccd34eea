import type { BinDue } from '../../src/counts/due-queries.ts';
import type { CountRow } from '../../src/counts/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { StockTabs } from '../stock/tabs.tsx';
import { keeperName } from '../stock/words.ts';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { dateOnly, when } from '../ui/when.tsx';
import { COUNT_STATES, KIND_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  bins: readonly BinDue[];
  open: readonly CountRow[];
  waiting: number;
  /** only the bins in my own keeping */
  mine: boolean;
  mayCount: boolean;
  mayDecide: boolean;
}

/** Which bins are to be counted, what is due longest first. */
export function CountsHome({ frame, state, bins, open, waiting, mine, mayCount, mayDecide }: Props) {
  return (
    <Page
      frame={frame}
      title="To be counted"
      wide
      actions={
        <span class="cluster">
          <a href="/stock/counts/parts">By part</a>
          <a href="/stock/counts/past">Past counts</a>
          <a href="/stock/counts/accuracy">Accuracy</a>
        </span>
      }
    >
      <StockTabs on="counts" />
      {waiting > 0 ? (
        <Notice tone="wait" action={<a href="/stock/counts/waiting">{mayDecide ? 'Decide' : 'Look'}</a>}>
          {waiting === 1 ? 'One difference waits' : `${waiting} differences wait`} for a second count or
          another person's yes.
        </Notice>
      ) : null}
      {mayCount ? (
        <Form state={state} action="/stock/counts" submit="Count this bin" busy="Opening" label="Scan a bin">
          <spudger-scanner></spudger-scanner>
          <Field
            state={state}
            name="bin"
            type="tag"
            label="Label of the bin"
            hint="Scan or type it, then count what lies there"
            maxlength={60}
            required
            size="medium"
          />
        </Form>
      ) : null}
      {open.length > 0 ? (
        <Card title="Being counted" count={open.length} flush>
          <CountList frame={frame} counts={open} />
        </Card>
      ) : null}
      <Card
        title={mine ? 'My bins' : 'All bins'}
        flush
        actions={
          <a href={mine ? '/stock/counts?show=all' : '/stock/counts?show=mine'}>
            {mine ? 'All bins' : 'Mine'}
          </a>
        }
      >
        <List
          label="Bins to be counted"
          rows={bins}
          href={(row) => `/stock/bins/${row.id}/count`}
          tone={(row) => (row.dueOn < frame.today ? 'late' : '')}
          columns={[
            { key: 'name', head: 'Bin', cell: (row) => row.name, phone: 'title' },
            { key: 'code', head: 'Code', cell: (row) => row.code, mono: true, narrow: true },
            { key: 'keeper', head: 'Kept by', cell: (row) => keeperName(row.keeperGiven, row.keeperFamily) },
            { key: 'due', head: 'Parts due', cell: (row) => String(row.due), numeric: true, narrow: true },
            {
              key: 'short',
              head: 'Used, not there',
              cell: (row) => (row.short > 0 ? status('wait', `${row.short} short`) : ''),
              narrow: true,
            },
            { key: 'on', head: 'Since', cell: (row) => dateOnly(row.dueOn, frame.today), narrow: true },
          ]}
          empty={<Empty text="Nothing is due. What falls due is listed here, by the day." />}
        />
      </Card>
    </Page>
  );
}

export function CountList({ frame, counts }: { frame: Frame; counts: readonly CountRow[] }) {
  return (
    <List
      label="Counts"
      rows={counts}
      href={(row) => `/stock/counts/${row.id}`}
      columns={[
        { key: 'bin', head: 'Bin', cell: (row) => row.binName, phone: 'title' },
        { key: 'kind', head: 'What', cell: (row) => KIND_WORDS[row.kind] ?? row.kind, narrow: true },
        {
          key: 'state',
          head: 'State',
          cell: (row) => status(...(COUNT_STATES[row.state] ?? (['plain', row.state] as const))),
          narrow: true,
        },
        { key: 'lines', head: 'Parts', cell: (row) => String(row.lines), numeric: true, narrow: true },
        { key: 'by', head: 'Begun by', cell: (row) => row.by ?? '' },
        { key: 'at', head: 'Begun', cell: (row) => when(row.startedAt, frame), narrow: true },
      ]}
      empty={<Empty text="No count yet." />}
    />
  );
}
