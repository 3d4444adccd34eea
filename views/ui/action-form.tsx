import type { Child } from 'hono/jsx';
import { Button, type ButtonLook } from './button.tsx';
import { staysOnError } from './form.tsx';
import type { IconName } from './icon.tsx';

export interface ActionFormProps {
  action: string;
  /** idempotency key: one per form and page */
  formKey: string;
  submit: string;
  busy?: string;
  look?: ButtonLook;
  icon?: IconName;
  /** a longer name for screen readers: 'Remove Ada Quill' */
  label?: string;
  version?: number;
  /** more hidden values */
  values?: Record<string, string>;
  /** only where there is no undo: asks before sending (with JavaScript) */
  confirm?: string;
  children?: Child;
}

/** One button that changes something: a POST form of its own. */
export function ActionForm(props: ActionFormProps) {
  return (
    <form
      class="action-form"
      method="post"
      action={props.action}
      hx-confirm={props.confirm}
      data-once
      {...staysOnError}
    >
      <input type="hidden" name="idempotency_key" value={props.formKey} />
      {props.version === undefined ? null : <input type="hidden" name="version" value={props.version} />}
      {Object.entries(props.values ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {props.children}
      <Button look={props.look} icon={props.icon} busy={props.busy} label={props.label}>
        {props.submit}
      </Button>
    </form>
  );
}
