import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  places: readonly { value: string; label: string; group?: string }[];
  models: readonly { value: string; label: string }[];
}

/** What is to be counted, how, and who signs it. */
export function PlanPage({ frame, state, places, models }: Props) {
  return (
    <Page frame={frame} title="New audit" back={{ href: '/audits', label: 'Audits' }}>
      <Form state={state} action="/audits/new" submit="Save" busy="Freezing the list" cancel="/audits" sticky>
        <Field
          state={state}
          name="location"
          label="Place"
          type="select"
          none="The whole district"
          options={places}
          hint="A site, depot or vehicle with all that is in it, or one room or cart"
        />
        <Field
          state={state}
          name="kind"
          label="What is counted"
          type="choice"
          initial="place"
          options={[
            { value: 'place', label: 'Everything there' },
            { value: 'sample', label: 'A random sample', hint: 'as large as needed' },
            { value: 'models', label: 'Some models' },
          ]}
        />
        <Field
          state={state}
          name="everyone"
          label="Everyone brings theirs: what people hold is expected too"
          type="checkbox"
        />
        <Field
          state={state}
          name="blind"
          label="Blind: who counts is not told what is expected"
          type="checkbox"
        />
        <details class="more">
          <summary class="disclose">Sample, models, who signs</summary>
          <div class="stack">
            <div class="fields">
              <Field
                state={state}
                name="confidence"
                label="Confidence of a sample"
                type="select"
                initial="95"
                options={['90', '95', '99'].map((value) => ({ value, label: `${value} %` }))}
                hint="Cochran’s formula, for a population that is not endless"
              />
              <Field
                state={state}
                name="margin"
                label="Margin of a sample"
                type="number"
                min={1}
                max={20}
                initial="5"
                size="short"
                unit="%"
              />
            </div>
            <Field
              state={state}
              name="models"
              label="Models"
              type="checkbox"
              options={models}
              hint="Where only some are counted"
            />
            <Field
              state={state}
              name="signer"
              label="Who signs"
              type="choice"
              initial="any"
              options={[
                { value: 'any', label: 'Anyone who may' },
                { value: 'manager', label: 'A manager' },
                { value: 'auditor', label: 'An auditor' },
              ]}
            />
            <Field state={state} name="title" label="Title" maxlength={120} optional hint="Else the place" />
            <Field state={state} name="dueOn" label="Due on" type="date" optional />
            <Field
              state={state}
              name="note"
              label="Note"
              type="textarea"
              maxlength={1000}
              rows={2}
              optional
            />
          </div>
        </details>
        <Field
          state={state}
          name="start"
          label="When"
          type="choice"
          initial="1"
          options={[
            { value: '1', label: 'Begin now', hint: 'freezes the list of what is expected' },
            { value: '0', label: 'Plan it only' },
          ]}
        />
      </Form>
    </Page>
  );
}
