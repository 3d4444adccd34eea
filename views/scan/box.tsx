import type { Child } from 'hono/jsx';
import type { FormState } from '../../src/web/form-state.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';

interface Props {
  state: FormState;
  action: string;
  method: 'get' | 'post';
  label: string;
  submit: string;
  hint?: string;
  children?: Child;
}

/** Camera, hand scanner and typing in one form with one box. */
export function ScanBox({ state, action, method, label, submit, hint, children }: Props) {
  return (
    <Form state={state} action={action} method={method} submit={submit} busy="Looking" label="Scan">
      <spudger-scanner data-open=""></spudger-scanner>
      {children}
      <Field state={state} name="q" type="tag" label={label} hint={hint} maxlength={500} required autofocus />
    </Form>
  );
}
