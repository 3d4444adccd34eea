import type { Holiday } from '../../src/settings/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { DateOnly } from '../ui/when.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  holidays: readonly Holiday[];
}

/** Days that due times do not count. */
export function HolidaysPage({ frame, state, holidays }: Props) {
  return (
    <Page frame={frame} title="Holidays" back={{ href: '/settings', label: 'Settings' }}>
      <Card title="Add a day or a break">
        <Form state={state} action="/settings/holidays" submit="Add" busy="Saving">
          <Field state={state} name="from" label="First day" type="date" required />
          <Field
            state={state}
            name="to"
            label="Last day"
            type="date"
            optional
            hint="Of a break of several days"
          />
          <Field state={state} name="name" label="Name" required maxlength={80} />
        </Form>
      </Card>
      <Card title="Days without work" count={holidays.length}>
        {holidays.length === 0 ? <p class="quiet">None is set from the start of last year on.</p> : null}
        <ul class="rows">
          {holidays.map(({ day, name }) => (
            <li>
              <span>
                <DateOnly date={day} /> <span class="quiet">{name}</span>
              </span>
              <ActionForm
                action={`/settings/holidays/${day}/remove`}
                formKey={newKey()}
                submit="Take off"
                look="quiet"
                label={`Take off ${day}`}
              />
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}
