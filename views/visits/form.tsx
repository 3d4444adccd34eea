import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { PURPOSE_OPTIONS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  sites: readonly { value: string; label: string }[];
  /** nobody to choose from: the visit is one's own */
  people: readonly { value: string; label: string }[];
  visit?: { id: string; siteName: string };
}

/** Where, when, what for and who. */
export function VisitForm({ frame, state, sites, people, visit }: Props) {
  const here = visit ? `/visits/${visit.id}` : '/visits';
  return (
    <Page
      frame={frame}
      title={visit ? `Change the visit to ${visit.siteName}` : 'Plan a visit'}
      back={{ href: here, label: visit ? visit.siteName : 'Visits' }}
    >
      <Form state={state} action={visit ? `${here}/edit` : '/visits/new'} submit="Save" cancel={here} sticky>
        <Field state={state} name="site" label="Site" type="select" options={sites} required />
        <Field state={state} name="day" label="Day" type="date" required />
        <div class="fields">
          <Field
            state={state}
            name="fromTime"
            label="From"
            type="time"
            optional
            size="short"
            hint="Alone: not before"
          />
          <Field state={state} name="toTime" label="To" type="time" optional size="short" />
        </div>
        <Field
          state={state}
          name="purpose"
          label="Purpose"
          type="choice"
          initial="routine"
          options={PURPOSE_OPTIONS}
        />
        {people.length > 0 ? (
          <details class="more" open={state.errors.people !== undefined}>
            <summary>Technicians</summary>
            <Field
              state={state}
              name="people"
              label="Who goes"
              type="checkbox"
              options={people}
              hint="Nobody ticked: you"
            />
          </details>
        ) : null}
        <Field state={state} name="note" label="Note" type="textarea" rows={3} maxlength={1000} optional />
      </Form>
    </Page>
  );
}
