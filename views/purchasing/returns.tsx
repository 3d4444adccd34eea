import type { ReturnFilter, ReturnRow } from '../../src/purchasing/return-queries.ts';
import type { Option } from '../../src/purchasing/supplier-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Count, Page as PageOfRows } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { Status, status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { age, dateText, When } from '../ui/when.tsx';
import { PurchasingTabs } from './tabs.tsx';
import { exactText, hrefOf, REASON_WORDS, RETURN_TONES, RETURN_WORDS } from './words.ts';

interface ListProps {
  frame: Frame;
  filter: ReturnFilter;
  cursor: string | undefined;
  page: PageOfRows<ReturnRow>;
  count: Count;
  openCents: number;
  suppliers: readonly Option[];
  currency: string;
  mayReturn: boolean;
}

const what = (row: ReturnRow) => row.name ?? (row.code || 'Something else');

const columnsFor = (frame: Frame, currency: string): readonly Column<ReturnRow>[] => [
  { key: 'name', head: 'Part', cell: (row) => `${row.quantity} x ${what(row)}`, phone: 'title' },
  { key: 'supplier', head: 'Supplier', cell: (row) => row.supplierName },
  { key: 'reason', head: 'Why', cell: (row) => REASON_WORDS[row.reason] ?? row.reason, narrow: true },
  {
    key: 'state',
    head: 'State',
    cell: (row) => status(RETURN_TONES[row.state] ?? 'plain', RETURN_WORDS[row.state] ?? row.state),
    narrow: true,
  },
  {
    key: 'expected',
    head: 'Expected',
    cell: (row) => exactText(row.expectedCents, currency),
    numeric: true,
    narrow: true,
  },
  {
    key: 'credited',
    head: 'Credited',
    cell: (row) => (row.state === 'credited' ? exactText(row.creditedCents, currency) : ''),
    numeric: true,
    narrow: true,
  },
  { key: 'age', head: 'Age', cell: (row) => age(row.at, frame), narrow: true },
];

/** Credits that are still owed, oldest first. */
export function ReturnList(props: ListProps) {
  const { frame, filter, cursor, page, count, currency } = props;
  const here = (next: string | null) => hrefOf('/purchasing/returns', { ...filter, cursor: next });
  return (
    <Page
      frame={frame}
      title="Returns"
      wide
      lede={filter.show === '' ? `${exactText(props.openCents, currency)} of credits are open` : null}
      primary={
        props.mayReturn ? (
          <LinkButton href="/purchasing/returns/new" look="primary" icon="plus">
            Return a part
          </LinkButton>
        ) : null
      }
    >
      <PurchasingTabs on="returns" />
      <Filters
        action="/purchasing/returns"
        filters={[
          { name: 'supplier', label: 'Supplier', value: filter.supplier ?? '', options: props.suppliers },
          {
            name: 'show',
            label: 'Show',
            value: filter.show,
            any: 'Open credits',
            options: [{ value: 'done', label: 'Credited or refused' }],
          },
        ]}
      />
      <Results>
        <List
          label="Returns"
          columns={columnsFor(frame, currency)}
          rows={page.items}
          href={(row) => `/purchasing/returns/${row.id}`}
          empty={<Empty text="No credit is open. What arrives damaged or wrong comes here by itself." />}
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={count.more ? '1,000+' : count.n}
          noun={['returns', 'return']}
        />
      </Results>
    </Page>
  );
}

interface PageProps {
  frame: Frame;
  row: ReturnRow;
  send: FormState;
  settle: FormState;
  currency: string;
  may: { send: boolean; settle: boolean };
}

export function ReturnPage({ frame, row, send, settle, currency, may }: PageProps) {
  const here = `/purchasing/returns/${row.id}`;
  const open = row.state === 'open' || row.state === 'sent';
  return (
    <Page
      frame={frame}
      title={`${row.quantity} x ${what(row)}`}
      back={{ href: '/purchasing/returns', label: 'Returns' }}
      lede={
        <>
          {row.supplierName}, {REASON_WORDS[row.reason]?.toLowerCase()}{' '}
          <Status tone={RETURN_TONES[row.state] ?? 'plain'} word={RETURN_WORDS[row.state] ?? row.state} />
        </>
      }
    >
      <Card title="About">
        <Facts
          facts={[
            {
              label: 'Part',
              value: row.part ? <a href={`/stock/parts/${row.part}`}>{row.sku}</a> : row.code,
            },
            {
              label: 'Order',
              value: row.order ? <a href={`/purchasing/orders/${row.order}`}>{row.orderNumber}</a> : null,
            },
            { label: 'Taken from', value: row.binName ?? 'it never went into stock' },
            { label: 'Credit expected', value: exactText(row.expectedCents, currency) },
            {
              label: 'Credited',
              value:
                row.state === 'credited'
                  ? `${exactText(row.creditedCents, currency)} ${row.creditNumber}`
                  : null,
            },
            { label: 'Their number for it', value: row.rma },
            { label: 'Sent', value: row.sentOn ? dateText(row.sentOn, frame.today) : null },
            { label: 'Settled', value: row.settledOn ? dateText(row.settledOn, frame.today) : null },
            {
              label: 'Set aside',
              value: (
                <>
                  {row.byName}, <When at={row.at} frame={frame} />
                </>
              ),
            },
            { label: 'Note', value: row.note, wide: true },
          ]}
        />
      </Card>
      <Cards columns={2}>
        {row.state === 'open' && may.send ? (
          <Card title="Send it back">
            <Form
              state={{ ...send, version: send.version ?? row.version }}
              scope="send"
              action={`${here}/send`}
              submit="It is sent"
              busy="Saving"
            >
              <Field
                state={send}
                scope="send"
                name="rma"
                label="Their number for it (RMA)"
                optional
                maxlength={60}
              />
              <Field
                state={send}
                scope="send"
                name="sentOn"
                label="Sent on"
                type="date"
                optional
                hint="Today where it is empty"
              />
            </Form>
          </Card>
        ) : null}
        {open && may.settle ? (
          <Card title="The credit">
            <Form
              state={{ ...settle, version: settle.version ?? row.version }}
              scope="settle"
              action={`${here}/settle`}
              submit="Save"
              busy="Saving"
            >
              <Field
                state={settle}
                scope="settle"
                name="outcome"
                label="Outcome"
                type="choice"
                required
                options={[
                  { value: 'credited', label: 'Credited' },
                  { value: 'refused', label: 'Refused' },
                ]}
              />
              <Field
                state={settle}
                scope="settle"
                name="credited"
                label="Credited"
                type="money"
                size="short"
                optional
                initial={(row.expectedCents / 100).toFixed(2)}
              />
              <Field
                state={settle}
                scope="settle"
                name="creditNumber"
                label="Credit note"
                optional
                maxlength={60}
              />
              <Field state={settle} scope="settle" name="note" label="Note" optional maxlength={500} />
            </Form>
          </Card>
        ) : null}
      </Cards>
    </Page>
  );
}
