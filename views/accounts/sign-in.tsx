import type { Kept } from '../../src/accounts/forms.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { BarePage } from '../ui/bare-page.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';

import { PasskeyButton } from './passkeys.tsx';

export interface DemoLogin {
  role: string;
  email: string;
  password: string;
}

interface Props {
  frame: Frame;
  state: FormState;
  /** where to go on to */
  next: string;
  /** what was typed into a form whose session had ended */
  kept?: Kept | null;
  demo?: readonly DemoLogin[];
  notice?: string | undefined;
  /** why a service's account was not let in */
  refused?: string | null;
  ways: Ways;
}

/** How this district lets people sign in. */
export interface Ways {
  /** where an account of another service signs in */
  providers: readonly { id: string; name: string }[];
  passwords: boolean;
  passkeys: boolean;
}

export function SignInPage({ frame, state, next, kept, demo = [], notice, refused, ways }: Props) {
  const carried: Record<string, string> = kept ? { kept: JSON.stringify(kept) } : { next };
  return (
    <BarePage frame={frame} title="Sign in">
      {kept ? (
        <Notice tone="wait">
          Your session had ended, so nothing was saved. What you typed is kept on this page: sign in, and you
          can save it.{kept.files ? ' Photos and files cannot be kept: choose them again afterwards.' : ''}
        </Notice>
      ) : null}
      {notice ? <Notice tone="good">{notice}</Notice> : null}
      {refused ? (
        <Notice tone="bad" live>
          {refused}
        </Notice>
      ) : null}
      <Providers ways={ways} next={next} kept={kept ?? null} />
      {ways.passkeys ? (
        <PasskeyButton frame={frame} purpose="sign-in" next={next} label="Sign in with a passkey" />
      ) : null}
      {ways.passwords ? (
        <PasswordForm state={state} carried={carried} />
      ) : state.message ? (
        <Notice tone="bad">{state.message}</Notice>
      ) : null}
      {demo.length > 0 ? (
        <section class="stack gap-above" aria-label="Demo">
          <h2>This is a demo: come in as</h2>
          <div class="button-row">
            {demo.map(({ role, email, password }) => (
              <ActionForm
                action="/sign-in"
                formKey={`${state.key}-${role}`}
                submit={role}
                values={{ ...carried, email, password }}
              />
            ))}
          </div>
        </section>
      ) : ways.passwords ? (
        <p class="quiet">Forgotten your password? An admin of your district can send you a link.</p>
      ) : (
        <p class="quiet">
          Passwords are switched off here. Does nothing else work? An admin of your district can help.
        </p>
      )}
    </BarePage>
  );
}

/** Links, since the page's policy lets no form lead to another site; fetched by the browser itself. */
function Providers({ ways, next, kept }: Pick<Props, 'ways' | 'next'> & { kept: Kept | null }) {
  if (ways.providers.length === 0 && !(kept && ways.passkeys)) return null;
  const query = next === '/' ? '' : `?next=${encodeURIComponent(next)}`;
  return (
    <div class="stack">
      <div class="button-row">
        {ways.providers.map(({ id, name }) => (
          <LinkButton
            href={kept ? `/sign-in/with/${id}` : `/sign-in/with/${id}${query}`}
            leaves={kept ? 'tab' : 'here'}
          >
            Continue with {name}
          </LinkButton>
        ))}
      </div>
      {kept ? (
        <ActionForm
          action="/sign-in/kept"
          formKey=""
          submit="I am signed in now: go on"
          values={{ kept: JSON.stringify(kept) }}
        />
      ) : null}
    </div>
  );
}

function PasswordForm({ state, carried }: { state: FormState; carried: Record<string, string> }) {
  return (
    <Form state={state} action="/sign-in" submit="Sign in" busy="Signing in" scope="in">
      {Object.entries(carried).map(([name, value]) => (
        <Field state={state} name={name} label="" type="hidden" initial={value} />
      ))}
      <Field
        state={state}
        scope="in"
        name="email"
        label="E-mail address"
        type="email"
        autocomplete="username webauthn"
        required
        maxlength={200}
      />
      <Field
        state={state}
        scope="in"
        name="password"
        label="Password"
        type="password"
        autocomplete="current-password"
        required
        maxlength={200}
      />
    </Form>
  );
}

interface SaveProps {
  frame: Frame;
  kept: Kept;
}

/** Signed in again: what was typed before is saved by one button, under its first key. */
export function SaveKeptPage({ frame, kept }: SaveProps) {
  const { idempotency_key: key, ...fields } = kept.fields;
  const blank: FormState = { values: {}, errors: {}, key: '' };
  return (
    <BarePage frame={frame} title="Save what you typed" lede="You are signed in again.">
      {kept.files ? (
        <Notice tone="wait">The photos and files were not kept. Save without them, then add them.</Notice>
      ) : null}
      <ActionForm
        action={kept.path}
        formKey={typeof key === 'string' ? key : ''}
        submit="Save it now"
        busy="Saving"
        look="primary"
      >
        {Object.entries(fields).flatMap(([name, value]) =>
          (Array.isArray(value) ? value : [value]).map((one) => (
            <Field state={blank} name={name} label="" type="hidden" initial={one} />
          )),
        )}
      </ActionForm>
      <p>
        <LinkButton href="/" look="quiet">
          Throw it away
        </LinkButton>
      </p>
    </BarePage>
  );
}
