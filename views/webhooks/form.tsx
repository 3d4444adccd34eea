import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { EventKind } from '../../src/webhooks/event-rules.ts';
import type { WebhookRow } from '../../src/webhooks/queries.ts';
import { LinkButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

const BASE = '/settings/webhooks';

interface Props {
  frame: Frame;
  state: FormState;
  events: readonly EventKind[];
  /** absent for a new one */
  webhook?: WebhookRow;
}

export function WebhookForm({ frame, state, events, webhook }: Props) {
  const back = webhook ? `${BASE}/${webhook.id}` : BASE;
  return (
    <Page
      frame={frame}
      title={webhook ? `Edit ${webhook.name}` : 'New webhook'}
      back={{ href: back, label: webhook ? webhook.name : 'Webhooks' }}
    >
      <Form
        state={state}
        action={webhook ? `${back}/edit` : `${BASE}/new`}
        submit={webhook ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back}
      >
        <Field state={state} name="name" label="Name" required maxlength={80} placeholder="Ticket system" />
        <Field
          state={state}
          name="url"
          label="Address"
          required
          maxlength={2000}
          inputmode="url"
          placeholder="https://tickets.example.org/spudger"
          hint="Each event is posted there as JSON, with a signature"
        />
        <Field
          state={state}
          name="events"
          label="Events"
          type="checkbox"
          options={events.map(({ name, label }) => ({ value: name, label, hint: name }))}
        />
      </Form>
    </Page>
  );
}

/** Shown once, directly after it was made. */
export function SecretPage({ frame, secret, back }: { frame: Frame; secret: string; back: string }) {
  return (
    <Page frame={frame} title="The secret of this webhook" back={{ href: back, label: 'Webhook' }}>
      {secret ? (
        <>
          <p>Copy it now into the program that receives: it is shown this once.</p>
          <p>
            <code class="secret">{secret}</code>
          </p>
          <p class="quiet">
            Every message carries webhook-id, webhook-timestamp and webhook-signature, as the Standard
            Webhooks describe them. Refuse what is not signed with this secret, or more than five minutes old.
          </p>
        </>
      ) : (
        <p>
          It was made already and was shown once. If it is lost, make a new one on the page of the webhook.
        </p>
      )}
      <p>
        <LinkButton href={back}>Done</LinkButton>
      </p>
    </Page>
  );
}
