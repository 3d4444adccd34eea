import type { Child } from 'hono/jsx';
import type { FormState } from '../../src/web/form-state.ts';
import { Button, type ButtonLook } from './button.tsx';
import { icon } from './icon.tsx';

/**
 * An answer of 4xx or 5xx is shown in place and does not become an entry of the browser's history.
 * `hx-status:4xx` does not parse as a JSX name, so it lives here.
 */
export const staysOnError = { 'hx-status:4xx': 'push:false', 'hx-status:5xx': 'push:false' } as const;

/** A file is no page that could be swapped in. */
const notBoosted = { 'hx-boost': 'false' } as const;

/** A photo over a school's weak network. */
const photosTakeLong = 'timeout:300s';

/** The id of a field; `scope` tells two forms of one page apart. */
export function fieldId(name: string, scope = 'f'): string {
  return `${scope}-${name.replace(/[^\w.-]/g, '_')}`;
}

export interface FormProps {
  state: FormState;
  /** the URL the form is shown on, or the action's own */
  action: string;
  method?: 'post' | 'get';
  submit: string;
  /** 'Saving' */
  busy?: string;
  look?: ButtonLook;
  /** for photos and other files */
  multipart?: boolean;
  danger?: boolean;
  /** a way out: a link beside the button */
  cancel?: string;
  /** more buttons after the first */
  extra?: Child;
  scope?: string;
  /** sticks the buttons to the lower edge of a phone */
  sticky?: boolean;
  /** a GET form whose answer is a file: the browser fetches it itself, and the form may be sent again */
  download?: boolean;
  /** a name for a page with several forms */
  label?: string;
  children?: Child;
}

/** A form that works without JavaScript; errors, conflict, idempotency key and busy state are its own. */
export function Form(props: FormProps) {
  const { state, method = 'post', scope } = props;
  const look = props.look ?? (props.danger ? 'danger' : 'primary');
  return (
    <form
      class="form"
      method={method}
      action={props.action}
      enctype={props.multipart ? 'multipart/form-data' : undefined}
      aria-label={props.label}
      hx-config={props.multipart ? photosTakeLong : undefined}
      data-once={props.download ? undefined : true}
      {...(props.download ? notBoosted : {})}
      {...staysOnError}
    >
      <Summary state={state} scope={scope} />
      {method === 'post' ? <input type="hidden" name="idempotency_key" value={state.key} /> : null}
      {state.version === undefined ? null : <input type="hidden" name="version" value={state.version} />}
      {props.children}
      <div class={props.sticky ? 'form-actions sticky' : 'form-actions'}>
        <Button look={look} busy={props.busy}>
          {props.submit}
        </Button>
        {props.extra}
        {props.cancel ? (
          <a class="button quiet" href={props.cancel}>
            Cancel
          </a>
        ) : null}
      </div>
    </form>
  );
}

function Summary({ state, scope }: { state: FormState; scope?: string }) {
  const errors = Object.entries(state.errors);
  if (errors.length === 0 && !state.message && !state.conflict?.length) return null;
  return (
    <div class="summary" role="alert" tabindex={-1} data-summary>
      {icon('alert')}
      <div>
        <p class="summary-head">{state.message ?? summaryHead(errors.length)}</p>
        {errors.length > 0 ? (
          <ul>
            {errors.map(([name, error]) => (
              <li>{name ? <a href={`#${fieldId(name, scope)}`}>{error}</a> : error}</li>
            ))}
          </ul>
        ) : null}
        {state.conflict?.length ? <Conflict lines={state.conflict} /> : null}
      </div>
    </div>
  );
}

function summaryHead(count: number): string {
  return count === 1
    ? 'One thing needs another look. Nothing was changed.'
    : `${count} things need another look. Nothing was changed.`;
}

function Conflict({ lines }: { lines: NonNullable<FormState['conflict']> }) {
  return (
    <table class="conflict">
      <caption>What changed meanwhile</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Yours</th>
          <th scope="col">Now</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr>
            <th scope="row">{line.label}</th>
            <td>{line.yours || 'empty'}</td>
            <td>{line.theirs || 'empty'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
