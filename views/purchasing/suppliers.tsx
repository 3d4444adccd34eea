import type { SupplierFilter } from '../../src/purchasing/forms.ts';
import type { SupplierRow } from '../../src/purchasing/supplier-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Count, Page as PageOfRows } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { type Column, List } from '../ui/table.tsx';
import { PurchasingTabs } from './tabs.tsx';
import { hrefOf, leadText, optionsOf, SUPPLIER_WORDS } from './words.ts';

interface ListProps {
  frame: Frame;
  filter: SupplierFilter;
  cursor: string | undefined;
  page: PageOfRows<SupplierRow>;
  count: Count;
  mayEdit: boolean;
}

const COLUMNS: readonly Column<SupplierRow>[] = [
  { key: 'name', head: 'Supplier', cell: (row) => row.name, phone: 'title' },
  { key: 'kind', head: 'Kind', cell: (row) => SUPPLIER_WORDS[row.kind], narrow: true, phone: 'hide' },
  { key: 'lead', head: 'Takes, as measured', cell: (row) => leadText(row.lead) },
  { key: 'minimum', head: 'Minimum', cell: (row) => money(row.minimumCents), numeric: true, narrow: true },
  { key: 'parts', head: 'Parts', cell: (row) => String(row.parts), numeric: true, narrow: true },
  { key: 'open', head: 'Open orders', cell: (row) => String(row.openOrders), numeric: true, narrow: true },
];

export function SupplierList({ frame, filter, cursor, page, count, mayEdit }: ListProps) {
  const here = (next: string | null) => hrefOf('/purchasing/suppliers', { ...filter, cursor: next });
  return (
    <Page
      frame={frame}
      title="Suppliers"
      wide
      primary={
        mayEdit ? (
          <LinkButton href="/purchasing/suppliers/new" look="primary" icon="plus">
            New supplier
          </LinkButton>
        ) : null
      }
    >
      <PurchasingTabs on="suppliers" />
      <Filters
        action="/purchasing/suppliers"
        filters={[
          { name: 'q', label: 'Name', value: filter.q },
          { name: 'kind', label: 'Kind', value: filter.kind ?? '', options: optionsOf(SUPPLIER_WORDS) },
          {
            name: 'show',
            label: 'Show',
            value: filter.show ?? '',
            any: 'In use',
            options: [{ value: 'retired', label: 'Retired' }],
          },
        ]}
      />
      <Results>
        <List
          label="Suppliers"
          columns={COLUMNS}
          rows={page.items}
          href={(row) => `/purchasing/suppliers/${row.id}`}
          empty={<Empty text="Who parts are bought from stands here. None fits these filters." />}
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={count.more ? '1,000+' : count.n}
          noun={['suppliers', 'supplier']}
        />
      </Results>
    </Page>
  );
}

interface FormProps {
  frame: Frame;
  state: FormState;
  /** absent for a new one */
  supplier?: { id: string; name: string };
}

/** A new supplier, or the edit of one. */
export function SupplierForm({ frame, state, supplier }: FormProps) {
  const back = supplier
    ? { href: `/purchasing/suppliers/${supplier.id}`, label: supplier.name }
    : { href: '/purchasing/suppliers', label: 'Suppliers' };
  return (
    <Page frame={frame} title={supplier ? `Edit ${supplier.name}` : 'New supplier'} back={back}>
      <Form
        state={state}
        action={supplier ? `/purchasing/suppliers/${supplier.id}/edit` : '/purchasing/suppliers/new'}
        submit={supplier ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back.href}
        sticky
      >
        <Field state={state} name="name" label="Name" required maxlength={120} />
        <Field
          state={state}
          name="kind"
          label="Kind"
          type="select"
          required
          options={optionsOf(SUPPLIER_WORDS)}
        />
        <Field
          state={state}
          name="accountNumber"
          label="Our account number with them"
          optional
          maxlength={60}
          size="medium"
        />
        <Field
          state={state}
          name="email"
          label="E-mail for orders"
          type="email"
          optional
          maxlength={200}
          hint="Orders can be sent there"
        />
        <Field
          state={state}
          name="phone"
          label="Telephone"
          type="tel"
          optional
          maxlength={40}
          size="medium"
        />
        <Field
          state={state}
          name="address"
          label="Address"
          type="textarea"
          rows={3}
          optional
          maxlength={300}
        />
        <Field
          state={state}
          name="minimum"
          label="Minimum order"
          type="money"
          optional
          size="short"
          hint="An order below it is warned about"
        />
        <Field
          state={state}
          name="shipping"
          label="Shipping of an order"
          type="money"
          optional
          size="short"
        />
        <Field
          state={state}
          name="leadDays"
          label="Days that they promise"
          type="number"
          min={1}
          max={365}
          optional
          size="short"
          hint="From sent to arrived, until enough arrivals are measured"
        />
        <Field state={state} name="note" label="Note" type="textarea" optional maxlength={1000} />
      </Form>
    </Page>
  );
}
