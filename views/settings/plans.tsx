import type { Plan } from '../../src/settings/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';

const BASE = '/settings/coverage-plans';

const COLUMNS: readonly Column<Plan>[] = [
  { key: 'name', head: 'Name', cell: (plan) => plan.name, phone: 'title' },
  { key: 'incidents', head: 'Pays for', cell: paysFor },
  {
    key: 'state',
    head: 'State',
    cell: (plan) => (plan.retiredAt ? status('plain', 'Retired') : status('good', 'In use')),
    narrow: true,
  },
];

export function PlanList({ frame, plans }: { frame: Frame; plans: readonly Plan[] }) {
  return (
    <Page
      frame={frame}
      title="Coverage plans"
      back={{ href: '/settings', label: 'Settings' }}
      primary={
        <LinkButton href={`${BASE}/new`} look="primary" icon="plus">
          New plan
        </LinkButton>
      }
    >
      <List
        label="Coverage plans"
        columns={COLUMNS}
        rows={plans}
        href={(plan) => `${BASE}/${plan.id}/edit`}
        empty={<Empty text="Insurances and service plans that pay for accidents stand here." />}
      />
    </Page>
  );
}

interface FormProps {
  frame: Frame;
  state: FormState;
  /** absent for a new one */
  plan?: Plan;
}

export function PlanForm({ frame, state, plan }: FormProps) {
  return (
    <Page
      frame={frame}
      title={plan ? `Edit ${plan.name}` : 'New coverage plan'}
      back={{ href: BASE, label: 'Coverage plans' }}
    >
      <Form
        state={state}
        action={plan ? `${BASE}/${plan.id}/edit` : `${BASE}/new`}
        submit={plan ? 'Save' : 'Create'}
        busy="Saving"
        cancel={BASE}
      >
        <Field state={state} name="name" label="Name" required maxlength={80} />
        <Field
          state={state}
          name="incidents"
          label="Incidents that it pays for"
          type="number"
          min={1}
          max={99}
          optional
          size="short"
          hint="Empty: any number"
        />
        <Field
          state={state}
          name="per"
          label="In each"
          type="choice"
          required
          options={[
            { value: 'year', label: 'Year' },
            { value: 'term', label: 'Whole term of the plan' },
          ]}
        />
      </Form>
      {plan ? (
        <ActionForm
          action={`${BASE}/${plan.id}/retire`}
          formKey={newKey()}
          version={plan.version}
          submit={plan.retiredAt ? 'Offer it again' : 'Retire this plan'}
          look="quiet"
        />
      ) : null}
    </Page>
  );
}

function paysFor({ incidents, per }: Plan): string {
  const many =
    incidents === null
      ? 'any number of incidents'
      : incidents === 1
        ? '1 incident'
        : `${incidents} incidents`;
  return per === 'year' ? `${many} a year` : `${many} in its term`;
}
