import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  state: FormState;
}

const BACK = { href: '/settings', label: 'Settings' };

export function DistrictForm({ frame, state }: Props) {
  return (
    <Page frame={frame} title="The district" back={BACK}>
      <Form state={state} action="/settings/district" submit="Save" busy="Saving" cancel="/settings" sticky>
        <Field state={state} name="name" label="Name" required maxlength={120} />
        <Field
          state={state}
          name="currency"
          label="Currency"
          required
          maxlength={3}
          size="short"
          hint="Three letters, as USD"
        />
        <Field
          state={state}
          name="foundText"
          label="What a finder reads"
          type="textarea"
          optional
          maxlength={1000}
          hint="On the page behind a device's label, without signing in. Empty: the district's name and a request to hand it in"
        />
      </Form>
      <p class="quiet">The time zone is {frame.zone}. It is set where the server is started (TIME_ZONE).</p>
    </Page>
  );
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export function WorkForm({ frame, state }: Props) {
  const days = (name: string, label: string) => (
    <Field
      state={state}
      name={name}
      label={label}
      type="number"
      min={0}
      max={365}
      required
      size="short"
      unit="days"
    />
  );
  return (
    <Page
      frame={frame}
      title="Working week and due times"
      back={BACK}
      lede="Due times of repairs count these days. They hold for repairs reported from now on."
    >
      <Form state={state} action="/settings/work" submit="Save" busy="Saving" cancel="/settings" sticky>
        <Field
          state={state}
          name="weekdays"
          label="Working days"
          type="checkbox"
          options={WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }))}
        />
        <Field
          state={state}
          name="dayStart"
          label="The day starts at"
          required
          maxlength={5}
          size="short"
          hint="As 07:30"
        />
        <Field
          state={state}
          name="dayEnd"
          label="The day ends at"
          required
          maxlength={5}
          size="short"
          hint="As 16:00"
        />
        {days('urgent', 'Urgent repairs are due within')}
        {days('high', 'High ones within')}
        {days('normal', 'Normal ones within')}
        {days('low', 'Low ones within')}
      </Form>
    </Page>
  );
}

export function SignInLimitsForm({ frame, state }: Props) {
  return (
    <Page
      frame={frame}
      title="Wrong passwords"
      back={BACK}
      lede="After so many, signing in has to wait: 30 seconds first, then twice as long each time."
    >
      <Form state={state} action="/settings/sign-in" submit="Save" busy="Saving" cancel="/settings">
        <Field
          state={state}
          name="account"
          label="At one account"
          type="number"
          min={1}
          max={100}
          required
          size="short"
          unit="guesses"
        />
        <Field
          state={state}
          name="address"
          label="From one address"
          type="number"
          min={1}
          max={1000}
          required
          size="short"
          unit="guesses"
          hint="A school's devices share one address"
        />
        <Field
          state={state}
          name="longest"
          label="Longest wait"
          type="number"
          min={1}
          max={1000}
          required
          size="short"
          unit="minutes"
        />
      </Form>
    </Page>
  );
}

export function AdviceForm({ frame, state }: Props) {
  const number = (name: string, label: string, unit: string, min: number, max: number, hint?: string) => (
    <Field
      state={state}
      name={name}
      label={label}
      type="number"
      min={min}
      max={max}
      required
      size="short"
      unit={unit}
      hint={hint}
    />
  );
  return (
    <Page
      frame={frame}
      title="Advice: repair or retire"
      back={BACK}
      lede="Every device's page says what these figures come to. It is advice, and decides nothing."
    >
      <Form state={state} action="/settings/advice" submit="Save" busy="Saving" cancel="/settings" sticky>
        <Field
          state={state}
          name="benchRate"
          label="An hour at the bench costs"
          type="money"
          required
          size="short"
        />
        {number(
          'lifeMonths',
          'Life of a device',
          'months',
          12,
          240,
          'From its purchase; it ends earlier with the updates',
        )}
        {number('shareOfValue', 'One repair may cost, of the value left', '%', 1, 100)}
        {number('shareOfPrice', 'All repairs together, of the price', '%', 1, 200)}
        <Field
          state={state}
          name="small"
          label="Always worth it up to"
          type="money"
          required
          size="short"
          hint="A keycap is worth it as long as there is life left"
        />
        {number('fewestMonths', 'No life left with less than', 'months', 0, 60, 'of updates')}
        {number(
          'sameFaultLook',
          'Somebody should look after',
          'repairs',
          1,
          20,
          'of the same fault within a year',
        )}
      </Form>
    </Page>
  );
}
