import type { Taking } from '../../src/exports/taking-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { When } from '../ui/when.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  rows: readonly Taking[];
}

/** Everything, for another system or another Spudger. */
export function DistrictPage({ frame, state, rows }: Props) {
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
            district takes some minutes; people go on working meanwhile. The zip is kept for three days.
          </p>
        </div>
        {rows.some((row) => row.state === 'asked') ? (
          <Notice tone={state.errors[''] ? 'bad' : 'note'}>
            One is being written: wait for it, or stop it. This page shows how far it is.
          </Notice>
        ) : (
          <Form state={state} action="/settings/take-out" submit="Write the zip" busy="Asking">
            <Field state={state} name="photos" type="checkbox" label="With the photos" />
          </Form>
        )}
      </Card>
      {rows.map((row) => (
        <One frame={frame} row={row} />
      ))}
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

const WORDS = { asked: 'Being written', made: 'Ready', failed: 'Failed', ended: 'Removed' } as const;
const TONES = { asked: 'wait', made: 'good', failed: 'bad', ended: 'plain' } as const;

function One({ frame, row }: { frame: Frame; row: Taking }) {
  const at = `/settings/take-out/${row.id}`;
  return (
    <Card title={row.photos ? 'The district with its photos' : 'The district'}>
      {row.failure ? <Notice tone="bad">{row.failure}</Notice> : null}
      <Facts
        facts={[
          { label: 'Zip', value: <Status tone={TONES[row.state]} word={WORDS[row.state]} /> },
          { label: 'Asked for', value: <When at={row.askedAt} frame={frame} /> },
          row.bytes > 0
            ? { label: row.state === 'made' ? 'Size' : 'So far', value: megabytes(row.bytes) }
            : null,
        ]}
      />
      <div class="cluster gap-above">
        {row.state === 'made' ? (
          <Form
            state={{ values: {}, errors: {}, key: newKey() }}
            action={`${at}/file`}
            submit="Download"
            label="Download the district"
            scope={row.id}
            download
          />
        ) : null}
        {row.state === 'asked' ? <LinkButton href="/settings/take-out">Look again</LinkButton> : null}
        <ActionForm
          action={`${at}/end`}
          formKey={newKey()}
          submit={row.state === 'asked' ? 'Stop it' : 'Remove'}
          look="danger"
          label={row.state === 'asked' ? 'Stop writing the district' : 'Remove the zip'}
          confirm={row.state === 'asked' ? 'Stop writing it?' : 'Remove this zip?'}
        />
      </div>
    </Card>
  );
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
