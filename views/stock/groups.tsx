import type { Option } from '../../src/stock/bin-queries.ts';
import type { GroupRow } from '../../src/stock/fit-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { StockTabs } from './tabs.tsx';

export function GroupList({
  frame,
  groups,
  mayEdit,
}: {
  frame: Frame;
  groups: readonly GroupRow[];
  mayEdit: boolean;
}) {
  return (
    <Page
      frame={frame}
      title="Interchange groups"
      wide
      lede="Parts that do for each other"
      primary={
        mayEdit ? (
          <LinkButton href="/stock/groups/new" look="primary" icon="plus">
            New group
          </LinkButton>
        ) : null
      }
    >
      <StockTabs on="groups" />
      <List
        label="Interchange groups"
        rows={groups}
        href={(row) => (mayEdit ? `/stock/groups/${row.id}/edit` : `/stock/parts?group=${row.id}`)}
        columns={[
          { key: 'name', head: 'Group', cell: (row) => row.name, phone: 'title' },
          { key: 'kind', head: 'Kind', cell: (row) => row.partKind.replaceAll('_', ' '), narrow: true },
          { key: 'parts', head: 'Parts', cell: (row) => String(row.parts), numeric: true, narrow: true },
          {
            key: 'fits',
            head: 'Confirmed fits',
            cell: (row) => String(row.fits),
            numeric: true,
            narrow: true,
          },
        ]}
        empty={
          <Empty text="A group holds the parts that fit in place of each other: two makers' panels with the same plug." />
        }
      />
    </Page>
  );
}

interface Props {
  frame: Frame;
  state: FormState;
  kinds: readonly Option[];
  id?: string | undefined;
}

export function GroupForm({ frame, state, kinds, id }: Props) {
  return (
    <Page
      frame={frame}
      title={id ? 'Edit group' : 'New interchange group'}
      back={{ href: '/stock/groups', label: 'Interchange groups' }}
    >
      <Form
        state={state}
        action={id ? `/stock/groups/${id}/edit` : '/stock/groups/new'}
        submit={id ? 'Save' : 'Create'}
        busy="Saving"
        cancel="/stock/groups"
        sticky
      >
        <Field
          state={state}
          name="name"
          label="Name"
          required
          maxlength={120}
          hint="What makes them alike: 11.6 inch LCD, 30 pin, no touch"
        />
        <Field
          state={state}
          name="partKind"
          label="Kind of part"
          required
          maxlength={50}
          size="medium"
          suggestions={kinds.map((kind) => kind.value)}
        />
        <Field
          state={state}
          name="touch"
          label="Touch"
          type="choice"
          optional
          options={[
            { value: '', label: 'Does not matter' },
            { value: '1', label: 'For touch screens' },
            { value: '0', label: 'For screens without touch' },
          ]}
        />
      </Form>
    </Page>
  );
}
