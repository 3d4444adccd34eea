import type { RowKind } from '../../src/purchasing/price-list-forms.ts';
import type { PriceList } from '../../src/purchasing/price-list-queries.ts';
import type { JudgedRow } from '../../src/purchasing/price-list-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { html } from '../ui/html.ts';
import { countText } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { type Column, List } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { dateText } from '../ui/when.tsx';
import { exactText, hrefOf } from './words.ts';

const KIND_WORDS: Readonly<Record<RowKind, string>> = {
  new: 'New',
  changed: 'Changed',
  same: 'The same',
  doubtful: 'Doubtful',
  unmatched: 'Not matched',
  wrong: 'Wrong',
};

interface PreviewProps {
  frame: Frame;
  state: FormState;
  list: PriceList;
  counts: Readonly<Record<RowKind, number>>;
  kind: RowKind;
  rows: readonly JudgedRow[];
  /** not the first page */
  later: boolean;
  next: string | null;
  currency: string;
}

const columnsFor = (currency: string): readonly Column<JudgedRow>[] => [
  { key: 'part', head: 'Part', cell: (row) => row.part?.name ?? (row.code || 'No number'), phone: 'title' },
  { key: 'line', head: 'Line', cell: (row) => String(row.line), numeric: true, narrow: true },
  { key: 'sku', head: 'SKU or number', cell: (row) => row.part?.sku ?? row.code, mono: true, narrow: true },
  {
    key: 'was',
    head: 'Was',
    cell: (row) => (row.was ? exactText(row.was.priceCents, currency) : ''),
    numeric: true,
    narrow: true,
  },
  {
    key: 'now',
    head: 'Would be',
    cell: (row) => (row.now ? exactText(row.now.priceCents, currency) : ''),
    numeric: true,
    narrow: true,
  },
  {
    key: 'pack',
    head: 'Pack',
    cell: (row) => (row.now ? String(row.now.pack) : ''),
    numeric: true,
    narrow: true,
  },
  { key: 'why', head: 'Why', cell: (row) => html`${row.words}` },
];

/** Then what it would change, row by row, with the reason of each that is left out. */
export function PreviewPage(props: PreviewProps) {
  const { frame, list, counts, kind, rows, currency } = props;
  const here = `/purchasing/price-lists/${list.id}`;
  const order: readonly RowKind[] = ['new', 'changed', 'doubtful', 'unmatched', 'wrong', 'same'];
  return (
    <Page
      frame={frame}
      title="What it would change"
      back={
        list.applied === 0
          ? { href: here, label: 'Columns' }
          : { href: `/purchasing/suppliers/${list.supplier}`, label: list.supplierName }
      }
      lede={`${list.supplierName}, ${list.fileName}, ${list.rows === 1 ? 'one row' : `${countText(list.rows)} rows`}, from ${dateText(list.mapping?.fromOn ?? frame.today, frame.today)}`}
      wide
    >
      <ApplyCard {...props} />
      <Tabs
        label="Kinds of row"
        tabs={order.map((one) => ({
          href: `${here}/preview?kind=${one}`,
          label: KIND_WORDS[one],
          on: one === kind,
          count: counts[one],
        }))}
      />
      <List
        label={KIND_WORDS[kind]}
        columns={columnsFor(currency)}
        rows={rows}
        empty={<Empty text="No row of the file is of this kind." />}
      />
      <Pager
        {...(props.later ? { first: hrefOf(`${here}/preview`, { kind }) } : {})}
        {...(props.next ? { next: hrefOf(`${here}/preview`, { kind, cursor: props.next }) } : {})}
        shown={rows.length}
        total={counts[kind]}
        noun={['rows', 'row']}
      />
    </Page>
  );
}

function ApplyCard({ list, counts, state }: PreviewProps) {
  const here = `/purchasing/price-lists/${list.id}`;
  if (list.doneAt !== null)
    return (
      <Notice tone="good">
        {countText(list.changed)} prices of this list are in. What stands below is how it compares now.
      </Notice>
    );
  const toDo = counts.new + counts.changed;
  return (
    <Card title={list.applied > 0 ? `${list.applied} of ${list.chunks} parts of the list are in` : 'Apply'}>
      <p>
        {countText(counts.new)} new, {countText(counts.changed)} changed, {countText(counts.same)} the same.{' '}
        {counts.unmatched + counts.wrong > 0
          ? `${countText(counts.unmatched + counts.wrong)} rows are left out, each with its reason below.`
          : 'Every row was understood.'}
      </p>
      {toDo + counts.doubtful + counts.same > 0 ? (
        <Form
          state={{ ...state, key: state.key || newKey() }}
          action={`${here}/apply`}
          submit={
            list.applied > 0
              ? 'Apply the rest'
              : toDo === 1
                ? 'Apply 1 price'
                : `Apply ${countText(toDo)} prices`
          }
          busy="Applying"
        >
          <Field
            state={{ ...state, values: { ...state.values, seen: JSON.stringify(list.mapping) } }}
            name="seen"
            label=""
            type="hidden"
          />
          {counts.doubtful > 0 ? (
            <Field
              state={state}
              name="doubtful"
              label={
                counts.doubtful === 1
                  ? 'Apply the doubtful one too'
                  : `Apply the ${countText(counts.doubtful)} doubtful ones too`
              }
              type="checkbox"
              hint="More than four times as much as before, or less than a quarter"
            />
          ) : null}
        </Form>
      ) : null}
    </Card>
  );
}
