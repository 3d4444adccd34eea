import type { Model } from '../../src/models/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { DEVICE_KIND_WORDS, optionsOf } from '../devices/words.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  /** the person may only ask for it */
  proposes: boolean;
  /** absent for a new one */
  model?: Model;
}

export const ProposalNotice = () => (
  <Notice tone="note">A manager decides about it. Until then nothing changes.</Notice>
);

/** A new model, or the edit of one. */
export function ModelForm({ frame, state, model, proposes }: Props) {
  const back = model
    ? { href: `/models/${model.id}`, label: `${model.maker} ${model.name}` }
    : { href: '/models', label: 'Models' };
  return (
    <Page frame={frame} title={model ? `Edit ${back.label}` : 'New model'} back={back}>
      {proposes ? <ProposalNotice /> : null}
      <Form
        state={state}
        action={model ? `/models/${model.id}/edit` : '/models/new'}
        submit={proposes ? 'Propose' : model ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back.href}
        sticky
      >
        <Field state={state} name="maker" label="Maker" required maxlength={60} />
        <Field state={state} name="name" label="Name" required maxlength={120} />
        <Field
          state={state}
          name="number"
          label="Number"
          optional
          maxlength={60}
          size="medium"
          hint="The maker's model or type number, as on the label"
        />
        <Field
          state={state}
          name="kind"
          label="Kind"
          type="select"
          required
          options={optionsOf(DEVICE_KIND_WORDS)}
        />
        {model ? null : (
          <>
            <Field state={state} name="aueOn" label="Updates end (AUE)" type="date" optional size="short" />
            <Field
              state={state}
              name="aueSource"
              label="Where the date is from"
              optional
              maxlength={300}
              hint="As: Google's auto-update policy list"
            />
            <Field state={state} name="aueReadOn" label="Read on" type="date" optional size="short" />
          </>
        )}
        <Field
          state={state}
          name="warrantyMonths"
          label="Warranty"
          type="number"
          optional
          unit="months"
          size="short"
        />
        <Field
          state={state}
          name="price"
          label="Price"
          type="money"
          optional
          size="short"
          hint="What a new one costs: repair or retire is weighed by it"
        />
      </Form>
    </Page>
  );
}
