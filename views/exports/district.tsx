import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

/** Everything, for another system or another Spudger. */
export function DistrictPage({ frame, state }: { frame: Frame; state: FormState }) {
  return (
    <Page frame={frame} title="The whole district" back={{ href: '/settings', label: 'Settings' }}>
      <Card title="Take it out">
        <div class="prose">
          <p>
            One zip with a CSV file for each table, a dictionary that says what every column means, and the
            SHA-256 of each file. It holds names of students: keep it as you keep those.
          </p>
          <p>
            Passwords, passkeys, tokens, sessions, webhooks and mail that waits are not in it. A large
            district takes some minutes; people go on working meanwhile.
          </p>
        </div>
        <Form state={state} action="/settings/take-out" submit="Download the district" download>
          <Field state={state} name="photos" type="checkbox" label="With the photos" />
        </Form>
      </Card>
      <Card title="Put it into an empty Spudger">
        <div class="prose">
          <p>On a server of the same version, with an empty data folder:</p>
          <p class="mono">npm run -s cli -- import district FILE.zip</p>
          <p>
            It compares every table with what was taken out, and prints a link for each admin to set a
            password.
          </p>
        </div>
      </Card>
    </Page>
  );
}
