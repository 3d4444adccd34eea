import type { OrderFilter } from '../../src/purchasing/order-forms.ts';
import type { DraftGroup, OrderRow } from '../../src/purchasing/order-queries.ts';
import type { Option } from '../../src/purchasing/supplier-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import type { Count, Page as PageOfRows } from '../../src/web/paging.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateOnly, when } from '../ui/when.tsx';
import { PurchasingTabs } from './tabs.tsx';
import { hrefOf, ORDER_TONES, ORDER_WORDS, optionsOf } from './words.ts';

interface Props {
  frame: Frame;
  filter: OrderFilter;
  cursor: string | undefined;
  page: PageOfRows<OrderRow>;
  count: Count;
  suppliers: readonly Option[];
  groups: readonly DraftGroup[];
  mayPropose: boolean;
}

/** 'Sent, 3 of 12 there' */
export function stateWords(order: Pick<OrderRow, 'state' | 'received' | 'open'>): string {
  const word = ORDER_WORDS[order.state] ?? order.state;
  return order.state === 'sent' && order.received > 0
    ? `${word}, ${order.received} of ${order.received + order.open} there`
    : word;
}

const columnsFor = (frame: Frame): readonly Column<OrderRow>[] => [
  { key: 'number', head: 'Order', cell: (row) => row.number, mono: true, phone: 'title', narrow: true },
  { key: 'supplier', head: 'Supplier', cell: (row) => row.supplierName ?? 'several' },
  {
    key: 'state',
    head: 'State',
    cell: (row) => status(ORDER_TONES[row.state] ?? 'plain', stateWords(row)),
    narrow: true,
  },
  { key: 'budget', head: 'Budget', cell: (row) => row.budgetName ?? '', phone: 'hide' },
  { key: 'expected', head: 'Expected', cell: (row) => dateOnly(row.expectedOn, frame.today), narrow: true },
  { key: 'total', head: 'Total', cell: (row) => money(row.totalCents), numeric: true, narrow: true },
  { key: 'made', head: 'Made', cell: (row) => when(row.createdAt, frame), narrow: true, phone: 'hide' },
];

export function OrderList(props: Props) {
  const { frame, filter, cursor, page, count, suppliers, mayPropose } = props;
  const here = (next: string | null) => hrefOf('/purchasing/orders', { ...filter, cursor: next });
  return (
    <Page
      frame={frame}
      title="Orders"
      wide
      primary={
        mayPropose ? (
          <LinkButton href="/purchasing/orders/new" look="primary" icon="plus">
            New order
          </LinkButton>
        ) : null
      }
    >
      <PurchasingTabs on="orders" />
      {mayPropose ? <CombineCard groups={props.groups} /> : null}
      <Filters
        action="/purchasing/orders"
        filters={[
          { name: 'state', label: 'State', value: filter.state ?? '', options: optionsOf(ORDER_WORDS) },
          { name: 'supplier', label: 'Supplier', value: filter.supplier ?? '', options: suppliers },
          { name: 'q', label: 'Number', value: filter.q },
        ]}
      />
      <Results>
        <List
          label="Orders"
          columns={columnsFor(frame)}
          rows={page.items}
          href={(row) => `/purchasing/orders/${row.id}`}
          tone={(row) =>
            row.state === 'sent' && row.open > 0 && row.expectedOn !== null && row.expectedOn < frame.today
              ? 'late'
              : ''
          }
          empty={
            <Empty text="Orders stand here, from the draft to the last piece. None fits these filters." />
          }
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={count.more ? '1,000+' : count.n}
          noun={['orders', 'order']}
        />
      </Results>
    </Page>
  );
}

/** Several drafts of one week to one supplier cost their shipping several times. */
function CombineCard({ groups }: { groups: readonly DraftGroup[] }) {
  if (groups.length === 0) return null;
  return (
    <Card title="Drafts of this week that could be one order" tone="note">
      <ul class="links">
        {groups.map((group) => (
          <li class="cluster">
            {group.supplierName}, {group.drafts} drafts
            {group.budgetName ? <span class="quiet">{group.budgetName}</span> : null}
            <ActionForm
              action="/purchasing/orders/combine"
              formKey={newKey()}
              values={{ supplier: group.supplier, budget: group.budget ?? '' }}
              submit="Combine"
              look="quiet"
              label={`Combine the drafts for ${group.supplierName}`}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface HeadProps {
  frame: Frame;
  state: FormState;
  suppliers: readonly Option[];
  budgets: readonly Option[];
  /** absent for a new one */
  order?: { id: string; number: string };
}

/** Who it goes to, and what pays it. */
export function OrderHeadForm({ frame, state, suppliers, budgets, order }: HeadProps) {
  const back = order
    ? { href: `/purchasing/orders/${order.id}`, label: order.number }
    : { href: '/purchasing/orders', label: 'Orders' };
  return (
    <Page frame={frame} title={order ? `Edit ${order.number}` : 'New order'} back={back}>
      <Form
        state={state}
        action={order ? `/purchasing/orders/${order.id}/edit` : '/purchasing/orders/new'}
        submit={order ? 'Save' : 'Create the draft'}
        busy="Saving"
        cancel={back.href}
        sticky
      >
        <Field
          state={state}
          name="supplier"
          label="Supplier"
          type="select"
          options={suppliers}
          none="Several, split later"
        />
        <Field
          state={state}
          name="budget"
          label="Budget"
          type="select"
          options={budgets}
          none="None yet"
          hint="Of the fiscal year that today lies in"
        />
        {order ? (
          <Field state={state} name="shipping" label="Shipping" type="money" optional size="short" />
        ) : null}
        <Field
          state={state}
          name="note"
          label="Note"
          type="textarea"
          optional
          maxlength={1000}
          hint="The supplier reads it too"
        />
      </Form>
    </Page>
  );
}
