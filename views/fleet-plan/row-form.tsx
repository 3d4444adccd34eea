import type { Scenario } from '../../src/fleet-plan/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import type { Option } from '../ui/field-props.ts';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { REASON_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  models: readonly Option[];
  scenario: Scenario | null;
}

/** Devices that come or leave in a month; in place of a proposed row, or one more. */
export function PlanRowForm({ frame, state, models, scenario }: Props) {
  const back = scenario
    ? { href: `/fleet-plan/scenarios/${scenario.id}`, label: scenario.name }
    : { href: '/fleet-plan', label: 'Fleet plan' };
  const replaces = String(state.values.replaces ?? '');
  return (
    <Page frame={frame} title={replaces ? 'Change what is proposed' : 'Add to the plan'} back={back}>
      <Form state={state} action="/fleet-plan/rows/new" submit="Save" busy="Saving" cancel={back.href} sticky>
        <Field state={state} name="scenario" label="Scenario" type="hidden" />
        <Field state={state} name="replaces" label="In place of" type="hidden" />
        <Field
          state={state}
          name="direction"
          label="They"
          type="choice"
          required
          options={[
            { value: 'come', label: 'Come' },
            { value: 'leave', label: 'Leave' },
          ]}
        />
        <Field state={state} name="model" label="Model" type="select" required options={models} />
        <Field
          state={state}
          name="devices"
          label="How many"
          type="number"
          required
          min={0}
          size="short"
          {...(replaces ? { hint: '0 where it is not to happen' } : {})}
        />
        <Field
          state={state}
          name="month"
          label="Month"
          required
          size="short"
          maxlength={7}
          pattern="20\d\d-(0[1-9]|1[0-2])"
          hint="Year and month, as 2027-07"
        />
        <Field
          state={state}
          name="why"
          label="Why"
          type="select"
          required
          options={Object.entries(REASON_WORDS).map(([value, label]) => ({ value, label }))}
        />
        <Field state={state} name="note" label="Note" optional maxlength={300} />
      </Form>
    </Page>
  );
}
