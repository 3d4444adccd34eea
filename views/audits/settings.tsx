import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

const PERIODS = [
  { value: 'year', label: 'Once a school year' },
  { value: 'term', label: 'Each term' },
  { value: 'never', label: 'Not by rule' },
];

/** How often each kind of place is counted. */
export function AuditSettingsPage({ frame, state }: { frame: Frame; state: FormState }) {
  const day = (name: string, label: string) => (
    <Field
      state={state}
      name={name}
      label={label}
      hint="Month and day, as 08-01"
      maxlength={5}
      size="short"
      required
    />
  );
  const often = (name: string, label: string) => (
    <Field state={state} name={name} label={label} type="select" options={PERIODS} required />
  );
  return (
    <Page
      frame={frame}
      title="Audits"
      back={{ href: '/settings', label: 'Settings' }}
      lede="What is due stands under Audits. A cart that was counted with its site is done."
    >
      <Form state={state} action="/settings/audits" submit="Save" busy="Saving" cancel="/settings" sticky>
        {day('yearFrom', 'The school year begins')}
        {day('termFrom', 'The second term begins')}
        {often('sites', 'Sites')}
        {often('carts', 'Carts')}
        {often('depots', 'Depots')}
        {often('vehicles', 'Vehicles')}
        <Field
          state={state}
          name="silentMinutes"
          label="A phone is named at the closing when it was not heard of for"
          type="number"
          min={1}
          max={10000}
          size="short"
          unit="minutes"
          required
        />
      </Form>
    </Page>
  );
}
