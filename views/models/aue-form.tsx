import type { Model } from '../../src/models/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { ProposalNotice } from './form.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  model: Model;
  proposes: boolean;
}

/** Another date for the end of a model's updates; what was believed before stays in its history. */
export function AueForm({ frame, state, model, proposes }: Props) {
  const name = `${model.maker} ${model.name}`;
  const here = `/models/${model.id}`;
  return (
    <Page
      frame={frame}
      title={`End of updates: ${name}`}
      heading="End of updates (AUE)"
      lede={name}
      back={{ href: here, label: name }}
    >
      {proposes ? <ProposalNotice /> : null}
      <Form
        state={state}
        action={`${here}/aue`}
        submit={proposes ? 'Propose' : 'Save'}
        busy="Saving"
        cancel={here}
        sticky
      >
        <Field state={state} name="seen" label="Until now" type="hidden" />
        <Field
          state={state}
          name="aueOn"
          label="Updates end on"
          type="date"
          optional
          size="short"
          hint="Empty: it is not known"
        />
        <Field state={state} name="source" label="Where the date is from" required maxlength={300} />
        <Field state={state} name="readOn" label="Read on" type="date" required size="short" />
      </Form>
    </Page>
  );
}
