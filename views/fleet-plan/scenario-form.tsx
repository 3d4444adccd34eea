import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  /** absent for a new one */
  id?: string;
}

/** The name of a what-if; what it changes is put in on its page. */
export function ScenarioForm({ frame, state, id }: Props) {
  const back = id
    ? { href: `/fleet-plan/scenarios/${id}`, label: 'Scenario' }
    : { href: '/fleet-plan', label: 'Fleet plan' };
  const action = id ? `/fleet-plan/scenarios/${id}/edit` : '/fleet-plan/scenarios/new';
  return (
    <Page frame={frame} title={id ? 'Edit the scenario' : 'New scenario'} back={back}>
      <Form
        state={state}
        action={action}
        submit={id ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back.href}
        sticky
      >
        <Field
          state={state}
          name="name"
          label="What if"
          required
          maxlength={80}
          hint="As: keep the 3100s another year"
        />
        <Field state={state} name="note" label="Note" optional maxlength={300} />
      </Form>
    </Page>
  );
}
