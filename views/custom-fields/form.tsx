import type { CustomField } from '../../src/custom-fields/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { FIELD_KIND_WORDS, optionsOf, TYPE_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  /** absent for a new one */
  field?: CustomField;
}

const HERE = '/settings/custom-fields';

/** A new custom field, or the edit of one: its kind and type stay what they are. */
export function CustomFieldForm({ frame, state, field }: Props) {
  const choices = (field?.type ?? 'choice') === 'choice';
  return (
    <Page
      frame={frame}
      title={field ? `Edit ${field.name}` : 'New field'}
      back={{ href: HERE, label: 'Custom fields' }}
      lede={
        field ? `${FIELD_KIND_WORDS[field.deviceKind] ?? field.deviceKind}, ${TYPE_WORDS[field.type]}` : null
      }
    >
      <Form
        state={state}
        action={field ? `${HERE}/${field.id}/edit` : `${HERE}/new`}
        submit={field ? 'Save' : 'Create'}
        busy="Saving"
        cancel={HERE}
        sticky
      >
        {field ? null : (
          <>
            <Field
              state={state}
              name="deviceKind"
              label="Kind of device"
              type="select"
              required
              options={optionsOf(FIELD_KIND_WORDS)}
            />
            <Field
              state={state}
              name="type"
              label="What it holds"
              type="choice"
              required
              options={optionsOf(TYPE_WORDS)}
            />
          </>
        )}
        <Field state={state} name="name" label="Name" required maxlength={60} />
        {choices ? (
          <Field
            state={state}
            name="choices"
            label="Choices"
            type="textarea"
            rows={6}
            maxlength={2000}
            optional={!field}
            hint="For a choice: one on each line"
          />
        ) : null}
        <Field
          state={state}
          name="position"
          label="Position"
          type="number"
          optional
          size="short"
          hint="Smaller numbers stand first"
        />
      </Form>
    </Page>
  );
}
