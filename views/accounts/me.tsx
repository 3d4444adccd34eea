import type { UserDetails } from '../../src/accounts/user-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { NewPasswordField } from './choose-password.tsx';
import { PasskeyButton, Passkeys } from './passkeys.tsx';
import { Sessions } from './sessions.tsx';
import { Tokens } from './tokens.tsx';
import { grantWords } from './words.ts';

interface Props {
  frame: Frame;
  user: UserDetails;
  /** the session of this browser */
  session: string | null;
  token: FormState;
  /** whether passwords and passkeys are of use here */
  ways: { passwords: boolean; passkeys: boolean };
}

/** One's own account. */
export function MePage({ frame, user, session, token, ways }: Props) {
  const others = user.sessions.filter(({ id }) => id !== session);
  const sites = (rank: string) =>
    user.sites
      .filter((site) => site.rank === rank)
      .map((site) => site.name)
      .join(', ');
  return (
    <Page
      frame={frame}
      title="My account"
      actions={ways.passwords ? <LinkButton href="/me/password">Change password</LinkButton> : undefined}
    >
      <Card title={user.name}>
        <Facts
          facts={[
            { label: 'Signs in as', value: user.email, wide: true },
            { label: 'Roles', value: grantWords(user.grants).join('; '), wide: true },
            { label: 'Main sites', value: sites('main'), wide: true },
            { label: 'Backup sites', value: sites('backup'), wide: true },
            { label: 'My vehicle', value: user.bin?.name },
          ]}
        />
        <ActionForm action="/sign-out" formKey={newKey()} submit="Sign out" busy="Signing out" />
      </Card>
      {ways.passkeys ? (
        <Card title="Passkeys" count={user.passkeys.length}>
          <p class="quiet">
            A key that this phone or computer keeps: your finger, face or its code signs you in, without a
            password.
          </p>
          {user.passkeys.length > 0 ? (
            <Passkeys frame={frame} passkeys={user.passkeys} base="/me/passkeys" own />
          ) : null}
          <PasskeyButton frame={frame} purpose="add" label="Add a passkey" />
        </Card>
      ) : null}
      <Card title="Where I am signed in" count={user.sessions.length}>
        <Sessions frame={frame} sessions={user.sessions} current={session} base="/me/sessions" />
        {others.length > 0 ? (
          <ActionForm
            action="/me/sessions/end"
            formKey={newKey()}
            submit="Sign out everywhere else"
            look="quiet"
          />
        ) : null}
      </Card>
      <Card title="Tokens for programs">
        <p class="quiet">
          A program with a token acts as you and may do what you may do.{' '}
          <a href="/api">About the interface</a>
        </p>
        <Tokens frame={frame} tokens={user.tokens} base="/me/tokens" />
        <Form
          state={token}
          action="/me/tokens"
          submit="Make a token"
          scope="token"
          label="A new token"
          look="plain"
        >
          <Field
            state={token}
            scope="token"
            name="name"
            label="What is it for"
            required
            maxlength={60}
            placeholder="Rostering script"
          />
        </Form>
      </Card>
    </Page>
  );
}

/** Shown once, directly after the token was made. */
export function TokenPage({ frame, token, back }: { frame: Frame; token: string; back: string }) {
  return (
    <Page frame={frame} title="Your new token" back={{ href: back, label: 'Back' }}>
      {token ? (
        <>
          <p>Copy it now: it is shown this once and is not kept anywhere.</p>
          <p>
            <code class="secret">{token}</code>
          </p>
        </>
      ) : (
        <p>This token was made already and was shown once. If it is lost, end it and make another.</p>
      )}
      <p>
        <LinkButton href={back}>Done</LinkButton>
      </p>
    </Page>
  );
}

export function PasswordPage({ frame, state }: { frame: Frame; state: FormState }) {
  return (
    <Page frame={frame} title="Change password" back={{ href: '/me', label: 'My account' }}>
      <Form state={state} action="/me/password" submit="Change it" busy="Saving" cancel="/me">
        <Field
          state={state}
          name="current"
          label="Present password"
          type="password"
          autocomplete="current-password"
          required
          maxlength={200}
        />
        <NewPasswordField state={state} />
      </Form>
      <p class="quiet">You stay signed in here; everywhere else you are signed out.</p>
    </Page>
  );
}
