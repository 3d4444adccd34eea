import type { Plan } from '../../src/settings/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import type { Option } from '../ui/field-props.ts';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';

const BASE = '/settings/coverage-plans';

const columns = (today: string): readonly Column<Plan>[] => [
  { key: 'name', head: 'Name', cell: (plan) => plan.name, phone: 'title' },
  { key: 'incidents', head: 'Pays for', cell: paysFor },
  { key: 'pool', head: 'Pool of this year', cell: (plan) => poolText(plan, today) },
  { key: 'vendor', head: 'Claims go to', cell: (plan) => plan.vendorName ?? '' },
  {
    key: 'state',
    head: 'State',
    cell: (plan) => (plan.retiredAt ? status('plain', 'Retired') : status('good', 'In use')),
    narrow: true,
  },
];

export function PlanList({ frame, plans, today }: { frame: Frame; plans: readonly Plan[]; today: string }) {
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
        columns={columns(today)}
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
  vendors: readonly Option[];
  /** absent for a new one */
  plan?: Plan;
}

export function PlanForm({ frame, state, vendors, plan }: FormProps) {
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
          label="Incidents that it pays for, of each device"
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
        <Field
          state={state}
          name="vendor"
          label="Claims go to"
          type="select"
          none="Any vendor"
          optional
          options={vendors}
        />
        <Pool state={state} />
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

/** What a plan pays for over all its devices. */
function Pool({ state }: { state: FormState }) {
  return (
    <>
      <Field
        state={state}
        name="poolIncidents"
        label="Pool: incidents of all its devices in a year"
        type="number"
        min={1}
        optional
        size="short"
        hint="Empty: no limit over all devices, or a share below"
      />
      <div class="fields">
        <Field
          state={state}
          name="poolPercent"
          label="Pool: share of the units"
          type="number"
          min={1}
          max={100}
          unit="%"
          optional
          size="short"
        />
        <Field
          state={state}
          name="poolUnits"
          label="Units under contract"
          type="number"
          min={1}
          optional
          size="short"
        />
      </div>
      <Field
        state={state}
        name="poolYearFrom"
        label="The pool's year begins on"
        placeholder="07-01"
        maxlength={5}
        size="short"
        hint="Month and day, as 07-01"
      />
    </>
  );
}

function poolText(plan: Plan, today: string): string {
  if (plan.poolSize === null) return '';
  const from =
    today.slice(5) >= plan.poolYearFrom ? today.slice(0, 4) : String(Number(today.slice(0, 4)) - 1);
  const used = plan.poolLastFrom === `${from}-${plan.poolYearFrom}` ? (plan.poolLastUsed ?? 0) : 0;
  return `${plan.poolSize - used} of ${plan.poolSize} left`;
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
