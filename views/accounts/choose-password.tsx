import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { BarePage } from '../ui/bare-page.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';

const HINT = 'At least 10 characters: three or four words are easy to keep in mind';

interface Props {
  frame: Frame;
  state: FormState;
  /** the address that the form is shown on */
  action: string;
  purpose: 'invitation' | 'reset';
  name: string;
  email: string;
}

/** What an invitation or a reset link opens. */
export function ChoosePasswordPage({ frame, state, action, purpose, name, email }: Props) {
  const title = purpose === 'invitation' ? 'Choose your password' : 'Choose a new password';
  return (
    <BarePage frame={frame} title={title} lede={`${name}, you will sign in as ${email}.`}>
      <Form state={state} action={action} submit="Save and sign in" busy="Saving">
        <NewPasswordField state={state} />
      </Form>
    </BarePage>
  );
}

/** What a link opens where passwords are switched off. */
export function ComeInPage({
  frame,
  state,
  action,
  name,
}: Pick<Props, 'frame' | 'state' | 'action' | 'name'>) {
  return (
    <BarePage frame={frame} title="Come in" lede={`${name}, this link signs you in once, on this device.`}>
      <p>Add a passkey then, under My account: it signs you in from there on.</p>
      <Form state={state} action={action} submit="Sign in" busy="Signing in" />
    </BarePage>
  );
}

/** The first person who may set things up. */
export function SetUpPage({ frame, state, action }: Pick<Props, 'frame' | 'state' | 'action'>) {
  return (
    <BarePage
      frame={frame}
      title="Set up Spudger"
      lede="You become the first admin. You can invite everybody else afterwards."
    >
      <Form state={state} action={action} submit="Create and sign in" busy="Saving">
        <Field
          state={state}
          name="givenName"
          label="Given name"
          autocomplete="given-name"
          required
          maxlength={80}
        />
        <Field
          state={state}
          name="familyName"
          label="Family name"
          autocomplete="family-name"
          required
          maxlength={80}
        />
        <Field
          state={state}
          name="email"
          label="E-mail address"
          type="email"
          autocomplete="username"
          required
          maxlength={200}
        />
        <NewPasswordField state={state} />
      </Form>
    </BarePage>
  );
}

export function NewPasswordField({ state, scope }: { state: FormState; scope?: string }) {
  return (
    <Field
      state={state}
      {...(scope ? { scope } : {})}
      name="password"
      label="New password"
      type="password"
      autocomplete="new-password"
      hint={HINT}
      required
      maxlength={200}
    />
  );
}

/** A link that was used, replaced or has ended. */
export function SpentLinkPage({ frame }: { frame: Frame }) {
  return (
    <BarePage frame={frame} title="This link does not work any more">
      <p>
        It was used already, a newer one took its place, or its time is over. If you have chosen a password,
        sign in with it; else ask an admin of your district for another link.
      </p>
      <p>
        <LinkButton href="/sign-in" look="primary">
          Sign in
        </LinkButton>
      </p>
    </BarePage>
  );
}
