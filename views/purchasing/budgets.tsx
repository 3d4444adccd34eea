import type { BudgetRow, OrderOfBudget } from '../../src/purchasing/budget-queries.ts';
import type { BudgetFilter } from '../../src/purchasing/forms.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Bars } from '../ui/bars.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { amountText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { Status, status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { dateText } from '../ui/when.tsx';
import { PurchasingTabs } from './tabs.tsx';
import { exactText, ORDER_TONES, ORDER_WORDS } from './words.ts';

/** '2026/27' of a year from July to June, '2027' of a calendar year. */
export function fiscalYear(budget: Pick<BudgetRow, 'fiscalYearFrom' | 'fiscalYearTo'>): string {
  const [from, to] = [budget.fiscalYearFrom.slice(0, 4), budget.fiscalYearTo.slice(0, 4)];
  return from === to ? from : `${from}/${to.slice(2)}`;
}

const COLUMNS: readonly Column<BudgetRow>[] = [
  { key: 'name', head: 'Budget', cell: (row) => row.name, phone: 'title' },
  { key: 'year', head: 'Year', cell: (row) => fiscalYear(row), narrow: true },
  { key: 'account', head: 'Fund and account', cell: (row) => `${row.fund} ${row.accountCode}`, mono: true },
  { key: 'amount', head: 'Amount', cell: (row) => amountText(row.amountCents), numeric: true, narrow: true },
  { key: 'spent', head: 'Spent', cell: (row) => amountText(row.spentCents), numeric: true, narrow: true },
  {
    key: 'committed',
    head: 'Committed',
    cell: (row) => amountText(row.committedCents),
    numeric: true,
    narrow: true,
  },
  {
    key: 'left',
    head: 'Left',
    cell: (row) => (row.leftCents < 0 ? status('bad', amountText(row.leftCents)) : amountText(row.leftCents)),
    numeric: true,
    narrow: true,
  },
];

interface ListProps {
  frame: Frame;
  filter: BudgetFilter;
  budgets: readonly BudgetRow[];
  mayEdit: boolean;
}

export function BudgetList({ frame, filter, budgets, mayEdit }: ListProps) {
  return (
    <Page
      frame={frame}
      title="Budgets"
      wide
      primary={
        mayEdit ? (
          <LinkButton href="/purchasing/budgets/new" look="primary" icon="plus">
            New budget
          </LinkButton>
        ) : null
      }
    >
      <PurchasingTabs on="budgets" />
      <Filters
        action="/purchasing/budgets"
        filters={[
          {
            name: 'show',
            label: 'Show',
            value: filter.show ?? '',
            any: 'This year and later',
            options: [
              { value: 'past', label: 'Past years' },
              { value: 'retired', label: 'Retired' },
            ],
          },
        ]}
      />
      <Results>
        <List
          label="Budgets"
          columns={COLUMNS}
          rows={budgets}
          href={(row) => `/purchasing/budgets/${row.id}`}
          empty={<Empty text="What may be spent in a fiscal year, by fund and account, stands here." />}
        />
        <Pager shown={budgets.length} total={budgets.length} noun={['budgets', 'budget']} />
      </Results>
    </Page>
  );
}

interface PageProps {
  frame: Frame;
  budget: BudgetRow;
  orders: readonly OrderOfBudget[];
  currency: string;
  mayEdit: boolean;
}

export function BudgetPage({ frame, budget, orders, currency, mayEdit }: PageProps) {
  const here = `/purchasing/budgets/${budget.id}`;
  return (
    <Page
      frame={frame}
      title={budget.name}
      back={{ href: '/purchasing/budgets', label: 'Budgets' }}
      lede={
        <>
          {fiscalYear(budget)}, {exactText(Math.max(budget.leftCents, 0), currency)} of{' '}
          {exactText(budget.amountCents, currency)} left{' '}
          {budget.leftCents < 0 ? (
            <Status tone="bad" word={`${exactText(-budget.leftCents, currency)} over`} />
          ) : null}
          {budget.retiredAt ? <Status tone="bad" word="Retired" /> : null}
        </>
      }
      actions={
        mayEdit ? (
          <>
            <LinkButton href={`${here}/edit`}>Edit</LinkButton>
            <ActionForm
              action={`${here}/retire`}
              formKey={newKey()}
              version={budget.version}
              submit={budget.retiredAt ? 'Take into use again' : 'Retire'}
              look="quiet"
            />
          </>
        ) : null
      }
    >
      <Cards columns={2}>
        <Card title="Where it went">
          <Bars
            label="Where it went"
            of="What"
            head="Amount"
            text={(cents) => exactText(cents, currency)}
            bars={[
              { label: 'Spent', value: Math.max(budget.spentCents, 0) },
              { label: 'Committed', value: budget.committedCents, tone: 'wait' },
              { label: 'Left', value: Math.max(budget.leftCents, 0), tone: 'good' },
            ]}
          />
        </Card>
        <Card title="About">
          <Facts
            facts={[
              { label: 'Fund', value: budget.fund },
              { label: 'Account code', value: budget.accountCode },
              {
                label: 'Fiscal year',
                value: `${dateText(budget.fiscalYearFrom)} to ${dateText(budget.fiscalYearTo)}`,
              },
              { label: 'Amount', value: exactText(budget.amountCents, currency) },
              { label: 'Note', value: budget.note, wide: true },
            ]}
          />
          <p class="quiet small">
            Spent: billed, or received and not billed yet, less credits. Committed: approved or sent and still
            to come.
          </p>
        </Card>
      </Cards>
      <Card title="Orders" count={orders.length} flush>
        <List
          label="Orders on this budget"
          rows={orders}
          href={(row) => `/purchasing/orders/${row.id}`}
          columns={[
            {
              key: 'number',
              head: 'Order',
              cell: (row) => row.number,
              mono: true,
              phone: 'title',
              narrow: true,
            },
            { key: 'supplier', head: 'Supplier', cell: (row) => row.supplierName ?? 'several' },
            {
              key: 'state',
              head: 'State',
              cell: (row) => status(ORDER_TONES[row.state] ?? 'plain', ORDER_WORDS[row.state] ?? row.state),
              narrow: true,
            },
            {
              key: 'total',
              head: 'Total',
              cell: (row) => exactText(row.totalCents, currency),
              numeric: true,
              narrow: true,
            },
          ]}
          empty={<p class="quiet">No order is paid from it yet</p>}
        />
      </Card>
    </Page>
  );
}

/** A new budget, or the edit of one. */
export function BudgetForm({
  frame,
  state,
  budget,
}: {
  frame: Frame;
  state: FormState;
  budget?: { id: string; name: string };
}) {
  const back = budget
    ? { href: `/purchasing/budgets/${budget.id}`, label: budget.name }
    : { href: '/purchasing/budgets', label: 'Budgets' };
  return (
    <Page frame={frame} title={budget ? `Edit ${budget.name}` : 'New budget'} back={back}>
      <Form
        state={state}
        action={budget ? `/purchasing/budgets/${budget.id}/edit` : '/purchasing/budgets/new'}
        submit={budget ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back.href}
        sticky
      >
        <Field state={state} name="name" label="Name" required maxlength={120} />
        <div class="fields">
          <Field state={state} name="fund" label="Fund" required maxlength={60} />
          <Field state={state} name="accountCode" label="Account code" required maxlength={60} />
        </div>
        <div class="fields">
          <Field state={state} name="fiscalYearFrom" label="First day" type="date" required />
          <Field state={state} name="fiscalYearTo" label="Last day" type="date" required />
        </div>
        <Field state={state} name="amount" label="Amount" type="money" required size="medium" />
        <Field state={state} name="note" label="Note" type="textarea" optional maxlength={1000} />
      </Form>
    </Page>
  );
}

/** Above which amount an order takes two people. */
export function LimitForm({ frame, state }: { frame: Frame; state: FormState }) {
  return (
    <Page
      frame={frame}
      title="Orders"
      back={{ href: '/settings', label: 'Settings' }}
      lede="A level III specialist proposes, a manager approves; small orders may be left to level III."
    >
      <Form state={state} action="/settings/orders" submit="Save" busy="Saving" cancel="/settings" sticky>
        <Field
          state={state}
          name="limit"
          label="One manager up to"
          type="money"
          required
          size="medium"
          hint="Above it another manager approves than the one who drafted or proposed it; who approved does not receive alone"
        />
        <Field
          state={state}
          name="specialist"
          label="Level III up to"
          type="money"
          optional
          size="medium"
          hint="Empty: specialists propose, and managers approve everything"
        />
      </Form>
    </Page>
  );
}
