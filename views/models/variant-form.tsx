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
  /** id, null for a new one */
  variant: string | null;
  proposes: boolean;
}

const KNOWN = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: '', label: 'Not known' },
];

/** What tells some devices of a model from the others: touch, 2-in-1, LTE. */
export function VariantFormPage({ frame, state, model, variant, proposes }: Props) {
  const name = `${model.maker} ${model.name}`;
  const here = `/models/${model.id}`;
  return (
    <Page
      frame={frame}
      title={variant ? 'Edit variant' : 'New variant'}
      lede={name}
      back={{ href: here, label: name }}
    >
      {proposes ? <ProposalNotice /> : null}
      <Form
        state={state}
        action={`${here}/variants/${variant ?? 'new'}`}
        submit={proposes ? 'Propose' : variant ? 'Save' : 'Create'}
        busy="Saving"
        cancel={here}
        sticky
      >
        <Field
          state={state}
          name="name"
          label="Name"
          required
          maxlength={60}
          hint="As: touch, 2-in-1 with LTE"
        />
        <Field state={state} name="touch" label="Touch screen" type="choice" options={KNOWN} initial="" />
        <Field state={state} name="convertible" label="2-in-1" type="choice" options={KNOWN} initial="" />
        <Field state={state} name="lte" label="LTE" type="choice" options={KNOWN} initial="" />
      </Form>
    </Page>
  );
}
