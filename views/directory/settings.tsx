import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

/** How often the directory is read, and whose word counts for what both have. */
export function DirectorySettingsPage({ frame, state }: { frame: Frame; state: FormState }) {
  return (
    <Page
      frame={frame}
      title="Reading Google's directory"
      back={{ href: '/directory', label: 'Google directory' }}
    >
      <Form state={state} action="/settings/directory" submit="Save" busy="Saving" cancel="/directory">
        <Field
          state={state}
          name="nightly"
          label="Read it each night"
          type="checkbox"
          hint="Files in the inbox are taken in then as well"
        />
        <Field
          state={state}
          name="percent"
          label="Ask first where more would change than"
          type="number"
          min={1}
          max={100}
          required
          size="short"
          unit="%"
        />
        <Field
          state={state}
          name="aue"
          label="When updates of a model end"
          type="choice"
          options={[
            { value: 'google', label: 'Google says', hint: 'Where nine in ten of its devices agree' },
            { value: 'ours', label: 'We say', hint: 'Each device shows what Google says beside it' },
          ]}
        />
        <Field
          state={state}
          name="tag"
          label="Asset tags"
          type="choice"
          options={[
            { value: 'ours', label: 'We say', hint: 'What differs is on the list' },
            {
              value: 'fill',
              label: 'A device without a tag takes the asset id',
              hint: 'What differs is on the list',
            },
          ]}
        />
      </Form>
      <p class="quiet">
        Serials, homes, states, who has a device and whose it is are ours alone: where Google says otherwise,
        it is on the list.
      </p>
    </Page>
  );
}
