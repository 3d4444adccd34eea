import type { Child } from 'hono/jsx';
import { staysOnError } from './form.tsx';

export interface TickBarProps {
  /** the id that `List`'s `select.form` names */
  id: string;
  /** where the ticked rows go; each button may name its own by `formaction` */
  action: string;
  /** idempotency key */
  formKey: string;
  /** the buttons for what is ticked */
  children?: Child;
}

/** The actions for the ticked rows of a list: a form of its own, since the rows are links. */
export function TickBar(props: TickBarProps) {
  return (
    <form
      class="tick-bar"
      id={props.id}
      method="post"
      action={props.action}
      data-tick-bar
      data-once
      {...staysOnError}
    >
      <input type="hidden" name="idempotency_key" value={props.formKey} />
      <output class="tick-count" data-tick-count>
        For the ticked rows
      </output>
      <div class="tick-actions">{props.children}</div>
    </form>
  );
}
