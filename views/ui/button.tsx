import type { Child } from 'hono/jsx';
import { type IconName, icon } from './icon.tsx';

export type ButtonLook = 'primary' | 'plain' | 'danger' | 'quiet';

export interface ButtonProps {
  look?: ButtonLook;
  type?: 'submit' | 'button' | 'reset';
  name?: string;
  value?: string;
  icon?: IconName;
  /** shown in place of the label while the form is being sent */
  busy?: string;
  disabled?: boolean;
  /** when the visible text is not enough */
  label?: string;
  /** sends the form to another URL */
  formaction?: string;
  /** sends the form although fields are not filled in */
  unchecked?: boolean;
  children?: Child;
}

/** A button of a form. Label and busy label lie on top of each other, so the width never changes. */
export function Button(props: ButtonProps) {
  const { look = 'plain', type = 'submit', busy } = props;
  return (
    <button
      class={`button ${look}`}
      type={type}
      name={props.name}
      value={props.value}
      disabled={props.disabled}
      aria-label={props.label}
      formaction={props.formaction}
      formnovalidate={props.unchecked}
    >
      <span class="idle">
        {props.icon ? icon(props.icon) : null}
        {props.children}
      </span>
      {busy ? (
        <span class="busy" aria-hidden="true">
          {busy}
        </span>
      ) : null}
    </button>
  );
}

export interface LinkButtonProps {
  href: string;
  look?: ButtonLook;
  icon?: IconName;
  label?: string;
  /** a file: the browser fetches it itself */
  download?: boolean;
  /** to another site by way of ours: the browser goes there itself, here or in a tab of its own */
  leaves?: 'here' | 'tab';
  children?: Child;
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton(props: LinkButtonProps) {
  return (
    <a
      class={`button ${props.look ?? 'plain'}`}
      href={props.href}
      aria-label={props.label}
      download={props.download ? true : undefined}
      target={props.leaves === 'tab' ? '_blank' : undefined}
      hx-boost={props.leaves ? 'false' : undefined}
    >
      <span class="idle">
        {props.icon ? icon(props.icon) : null}
        {props.children}
      </span>
    </a>
  );
}
