import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  providers: readonly { name: string; issuer: string; domains: readonly string[]; returns: string }[];
}

/** Passwords, services, and who gets a login by groups. */
export function WaysPage({ frame, state, providers }: Props) {
  return (
    <Page frame={frame} title="Ways to sign in" back={{ href: '/settings', label: 'Settings' }}>
      {providers.map(({ name, issuer, domains, returns }) => (
        <Card title={`With ${name}`}>
          <Facts
            facts={[
              { label: 'Addresses of', value: domains.join(', '), wide: true },
              { label: 'Issuer', value: issuer, wide: true },
              { label: 'Sends people back to', value: <code>{returns}</code>, wide: true },
            ]}
          />
        </Card>
      ))}
      {providers.length === 0 ? (
        <Card title="With an account of Google, Microsoft or another service">
          <p class="quiet">
            None is set up. Whoever runs this server names it in the environment: the README lists the
            variables.
          </p>
        </Card>
      ) : null}
      <Form
        state={state}
        action="/settings/sign-in-ways"
        submit="Save"
        busy="Saving"
        cancel="/settings"
        sticky
      >
        <Field
          state={state}
          name="passwords"
          label="People may sign in with a password"
          type="checkbox"
          hint="Without, a passkey or one of the services is needed. An admin must have one of them already; on the server, the command 'passwords on' turns them on again"
        />
        <Field
          state={state}
          name="newcomers"
          label="Whoever is in one of these groups gets a login"
          type="checkbox"
          hint="Without, an admin makes each login before the person comes"
        />
        <Field
          state={state}
          name="follow"
          label="Their roles follow the groups at each sign-in"
          type="checkbox"
          hint="A role that a group gave goes when the person is in none of its groups any more. What an admin gave by hand stays, and the last admin too"
        />
        <Field
          state={state}
          name="lines"
          label="Groups and what their members become"
          type="textarea"
          rows={6}
          optional
          maxlength={8000}
          hint="One on a line, as: tech-team = specialist 2 @ MAP, BIR (main sites) or office-map = contact @ MAP"
        />
        <Field
          state={state}
          name="claim"
          label="Claim of the token that holds the groups"
          maxlength={60}
          required
          size="medium"
        />
      </Form>
    </Page>
  );
}
