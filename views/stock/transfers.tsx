import type { Option } from '../../src/stock/bin-queries.ts';
import type { ShortLine, TransferLine, TransferRow } from '../../src/stock/transit-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { money } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { Age, age, When, when } from '../ui/when.tsx';
import { StockTabs } from './tabs.tsx';
import { SHORT_WORDS } from './words.ts';

interface ListProps {
  frame: Frame;
  filter: { bin: string; closed: boolean };
  page: PageOfRows<TransferRow>;
  cursor: string | undefined;
  bins: readonly Option[];
  short: readonly ShortLine[];
  maySend: boolean;
}

/** What is on its way between bins, and for how long; what never arrived. */
export function TransferList({ frame, filter, page, cursor, bins, short, maySend }: ListProps) {
  const { bin, closed } = filter;
  const here = (next: string | null) => {
    const set = {
      ...(bin ? { bin } : {}),
      ...(closed ? { show: 'ended' } : {}),
      ...(next ? { cursor: next } : {}),
    };
    const query = new URLSearchParams(set);
    return `/stock/transfers${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page
      frame={frame}
      title="Transfers"
      wide
      primary={
        maySend ? (
          <LinkButton href="/stock/transfers/new" look="primary" icon="plus">
            Move parts
          </LinkButton>
        ) : null
      }
    >
      <StockTabs on="transfers" />
      <Filters
        action="/stock/transfers"
        filters={[
          { name: 'bin', label: 'From or to', value: bin, options: bins },
          {
            name: 'show',
            label: 'Show',
            value: closed ? 'ended' : '',
            any: 'Under way',
            options: [{ value: 'ended', label: 'Ended' }],
          },
        ]}
      />
      <Results>
        <List
          label="Transfers"
          rows={page.items}
          href={(row) => `/stock/transfers/${row.id}`}
          columns={[
            { key: 'to', head: 'To', cell: (row) => row.toName, phone: 'title' },
            { key: 'from', head: 'From', cell: (row) => row.fromName },
            { key: 'n', head: 'Pieces', cell: (row) => String(row.quantity), numeric: true, narrow: true },
            { key: 'there', head: 'There', cell: (row) => String(row.arrived), numeric: true, narrow: true },
            { key: 'short', head: 'Short', cell: (row) => shortWord(row.short), narrow: true },
            { key: 'by', head: 'Sent by', cell: (row) => row.sentBy ?? '', phone: 'hide' },
            {
              key: 'age',
              head: closed ? 'Ended' : 'Under way for',
              cell: (row) => (closed ? when(row.closedAt, frame) : age(row.sentAt, frame)),
              narrow: true,
            },
          ]}
          empty={
            <Empty
              text={
                closed ? 'No transfer has ended yet.' : 'Nothing is under way: what was sent has arrived.'
              }
            />
          }
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          noun={['transfers', 'transfer']}
        />
        <div class="gap-above">
          <ShortCard frame={frame} short={short} />
        </div>
      </Results>
    </Page>
  );
}

function shortWord(short: number) {
  return short > 0 ? status('bad', String(short)) : '';
}

/** What was sent and did not arrive. */
export function ShortCard({ frame, short }: { frame: Frame; short: readonly ShortLine[] }) {
  if (short.length === 0) return null;
  return (
    <Card title="Sent, but did not arrive" count={short.length} flush tone="wait">
      <List
        label="Did not arrive"
        rows={short}
        href={(row) => `/stock/transfers/${row.transfer}`}
        columns={[
          { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
          { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true, phone: 'hide' },
          {
            key: 'way',
            head: 'From, to',
            cell: (row) => `${row.fromCode}, ${row.toCode}`,
            mono: true,
            narrow: true,
          },
          { key: 'n', head: 'Short', cell: (row) => String(row.short), numeric: true, narrow: true },
          { key: 'value', head: 'Value', cell: (row) => money(row.shortCents), numeric: true, narrow: true },
          { key: 'why', head: 'Why', cell: (row) => SHORT_WORDS[row.reason ?? ''] ?? '' },
          { key: 'by', head: 'Said by', cell: (row) => row.by ?? '', phone: 'hide' },
          { key: 'at', head: 'When', cell: (row) => when(row.at, frame), narrow: true },
        ]}
      />
    </Card>
  );
}

interface PageProps {
  frame: Frame;
  transfer: TransferRow;
  lines: readonly TransferLine[];
  state: FormState;
  mayReceive: boolean;
}

/** One transfer: the receiver counts what is there, line by line. */
export function TransferDetails({ frame, transfer, lines, state, mayReceive }: PageProps) {
  const open = lines.filter((line) => line.open > 0);
  const path = `/stock/transfers/${transfer.id}`;
  return (
    <Page
      frame={frame}
      title={`Parts for ${transfer.toName}`}
      back={{ href: '/stock/transfers', label: 'Transfers' }}
      lede={
        <>
          From <a href={`/stock/bins/${transfer.from}`}>{transfer.fromName}</a>, sent{' '}
          <When at={transfer.sentAt} frame={frame} />
          {transfer.sentBy ? ` by ${transfer.sentBy}` : ''}
        </>
      }
    >
      {open.length > 0 && !mayReceive ? (
        <Notice tone="note">Whose vehicle it goes to says what has arrived.</Notice>
      ) : null}
      {open.length > 0 && mayReceive ? (
        <Card title="What is there">
          <Form state={state} action={`${path}/arrive`} submit="Save what is there" busy="Saving" sticky>
            {open.map((line) => (
              <div class="fields">
                <Field
                  state={state}
                  name={`arrived.${line.id}`}
                  label={line.name}
                  hint={`${line.sku}, ${line.open} under way`}
                  type="number"
                  min={0}
                  max={line.open}
                  inputmode="numeric"
                  size="short"
                />
                <Field
                  state={state}
                  name={`short.${line.id}`}
                  label={`The rest of ${line.sku}`}
                  type="select"
                  optional
                  none="Still under way"
                  options={Object.entries(SHORT_WORDS).map(([value, label]) => ({ value, label }))}
                />
              </div>
            ))}
          </Form>
        </Card>
      ) : null}
      <Card title="Lines" count={lines.length} flush>
        <List
          label="Lines"
          rows={lines}
          href={(row) => `/stock/parts/${row.part}`}
          columns={[
            { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
            { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
            { key: 'n', head: 'Sent', cell: (row) => String(row.quantity), numeric: true, narrow: true },
            { key: 'there', head: 'There', cell: (row) => String(row.arrived), numeric: true, narrow: true },
            { key: 'open', head: 'Under way', cell: (row) => String(row.open), numeric: true, narrow: true },
            { key: 'short', head: 'Short', cell: (row) => shortWord(row.short), narrow: true },
            { key: 'why', head: 'Why', cell: (row) => SHORT_WORDS[row.reason ?? ''] ?? '' },
          ]}
        />
      </Card>
      <Card title="About">
        <Facts
          facts={[
            transfer.note ? { label: 'Note', value: transfer.note, wide: true } : null,
            transfer.closedAt
              ? { label: 'Ended', value: <When at={transfer.closedAt} frame={frame} /> }
              : { label: 'Under way for', value: <Age at={transfer.sentAt} frame={frame} /> },
          ]}
        />
      </Card>
    </Page>
  );
}
