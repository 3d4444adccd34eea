import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

/** How often parts are counted, from where on it takes two, and what a vehicle carries. */
export function CountSettingsPage({ frame, state }: { frame: Frame; state: FormState }) {
  const number = (name: string, label: string, unit: string, range: [number, number], hint?: string) => (
    <Field
      state={state}
      name={name}
      label={label}
      type="number"
      min={range[0]}
      max={range[1]}
      required
      size="short"
      unit={unit}
      {...(hint ? { hint } : {})}
    />
  );
  const amount = (name: string, label: string, hint: string) => (
    <Field state={state} name={name} label={label} type="money" required size="short" hint={hint} />
  );
  return (
    <Page
      frame={frame}
      title="Counts and vehicles"
      back={{ href: '/settings', label: 'Settings' }}
      lede="Parts are classed every night by what their use of the last twelve months was worth."
    >
      <Form state={state} action="/settings/counts" submit="Save" busy="Saving" cancel="/settings" sticky>
        {number('shareA', 'Class A goes up to this share of the value of use', '%', [1, 99])}
        {number('shareB', 'Class B goes up to this share of the value of use', '%', [1, 100])}
        {number('daysA', 'Class A is counted every', 'days', [1, 730])}
        {number('daysB', 'Class B is counted every', 'days', [1, 730])}
        {number('daysC', 'Class C is counted every', 'days', [1, 730])}
        {number(
          'limitUnits',
          'One person alone puts right up to so many units of a part',
          'units',
          [0, 9999],
        )}
        {amount('limit', 'and up to', 'Beyond either it takes a second count, or another person’s yes')}
        {amount(
          'total',
          'and of one whole count up to',
          'All its differences together, up and down; a bin’s first count has no such limit',
        )}
        {number('depotDays', 'A technician is at a depot every', 'days', [1, 90])}
        {amount(
          'vehicle',
          'The parts in one vehicle may cost',
          'The most useful ones are proposed up to here',
        )}
        {amount(
          'shortage',
          'A part that is missing in the field costs',
          'Another drive, a device that waits',
        )}
      </Form>
    </Page>
  );
}
