import { monthText } from '../../src/months.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

const MONTHS = Array.from({ length: 12 }, (_, i) => ({
  value: String(i + 1),
  label: monthText(`2027-${String(i + 1).padStart(2, '0')}`).slice(0, 3),
}));

/** What the proposed rows follow from. */
export function PlanSettingsForm({ frame, state }: { frame: Frame; state: FormState }) {
  return (
    <Page
      frame={frame}
      title="How the fleet plan is proposed"
      back={{ href: '/fleet-plan', label: 'Fleet plan' }}
    >
      <Form
        state={state}
        action="/fleet-plan/settings"
        submit="Save"
        busy="Saving"
        cancel="/fleet-plan"
        sticky
      >
        <Field
          state={state}
          name="lifeMonths"
          label="A device is kept for"
          type="number"
          unit="months"
          required
          min={12}
          max={240}
          size="short"
          hint="Unless its updates end before"
        />
        <Field
          state={state}
          name="collection"
          label="Devices are collected in"
          type="select"
          required
          options={MONTHS}
          hint="What is too old then does not go out again"
        />
      </Form>
    </Page>
  );
}
