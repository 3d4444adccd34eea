import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import type { DeliveryRow, WebhookRow } from '../../src/webhooks/queries.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { type Column, List } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { When, when } from '../ui/when.tsx';
import { deliveryStatus, hostText, webhookStatus } from './words.tsx';

interface Props {
  frame: Frame;
  webhook: WebhookRow;
  log: { items: readonly DeliveryRow[]; next: string | null; state: string; further: boolean };
  rotate: FormState;
  /** an event in words */
  label: (event: string) => string;
}

export function WebhookPage({ frame, webhook, log, rotate, label }: Props) {
  const base = `/settings/webhooks/${webhook.id}`;
  const running = !webhook.stoppedAt;
  return (
    <Page
      frame={frame}
      title={webhook.name}
      back={{ href: '/settings/webhooks', label: 'Webhooks' }}
      actions={
        webhook.retiredAt ? null : (
          <>
            <LinkButton href={`${base}/edit`}>Edit</LinkButton>
            {running ? <ActionForm action={`${base}/test`} formKey={newKey()} submit="Send a test" /> : null}
          </>
        )
      }
    >
      {webhook.failures > 0 && running ? (
        <Notice tone="wait">
          Its last answers were not good. It is tried again by itself, and stopped after three days.
        </Notice>
      ) : null}
      <Card title="Where it goes">
        <Facts
          facts={[
            { label: 'State', value: webhookStatus(webhook) },
            { label: 'Goes to', value: hostText(webhook.url) },
            { label: 'Made', value: <When at={webhook.createdAt} frame={frame} /> },
            webhook.stoppedAt
              ? { label: 'Stopped', value: <When at={webhook.stoppedAt} frame={frame} /> }
              : null,
            {
              label: 'Events',
              value: (JSON.parse(webhook.events) as string[]).join(', '),
              wide: true,
            },
          ]}
        />
      </Card>
      <Card title="Messages" id="log">
        <Tabs
          label="Messages"
          under
          tabs={[
            ['', 'All'],
            ['waiting', 'Waiting'],
            ['sent', 'Sent'],
            ['failed', 'Given up'],
          ].map(([state = '', words = '']) => ({
            href: state ? `${base}?state=${state}` : base,
            label: words,
            on: log.state === state,
          }))}
        />
        <List
          label="Messages"
          columns={columns(frame, label)}
          rows={log.items}
          href={(row) => `${base}/messages/${row.message}`}
          empty={<Empty text="What was told stands here, with the answers, for 30 days." />}
        />
        <Pager
          shown={log.items.length}
          {...(log.further ? { first: log.state ? `${base}?state=${log.state}` : base } : {})}
          {...(log.next ? { next: `${base}?state=${log.state}&cursor=${encodeURIComponent(log.next)}` } : {})}
        />
      </Card>
      {webhook.retiredAt ? null : <Turns base={base} webhook={webhook} rotate={rotate} />}
    </Page>
  );
}

const columns = (frame: Frame, label: Props['label']): readonly Column<DeliveryRow>[] => [
  { key: 'event', head: 'Event', cell: (row) => label(row.event), phone: 'title' },
  { key: 'at', head: 'When', cell: (row) => when(row.at, frame), narrow: true },
  { key: 'attempts', head: 'Attempts', cell: (row) => String(row.attempts), numeric: true, narrow: true },
  { key: 'state', head: 'State', cell: deliveryStatus, narrow: true },
];

function Turns({ base, webhook, rotate }: { base: string; webhook: WebhookRow; rotate: FormState }) {
  return (
    <>
      <Card title="A new secret">
        <Form
          state={rotate}
          action={`${base}/secret`}
          submit="Make a new secret"
          look="plain"
          label="A new secret"
        >
          <Field
            state={rotate}
            name="hours"
            label="The present one signs as well for"
            type="number"
            min={0}
            max={168}
            initial="24"
            unit="hours"
            size="short"
            hint="Time to put the new one into the program that receives"
          />
        </Form>
      </Card>
      <div class="cluster">
        {webhook.stoppedAt ? (
          <ActionForm
            action={`${base}/start`}
            formKey={newKey()}
            version={webhook.version}
            submit="Start it"
          />
        ) : (
          <ActionForm
            action={`${base}/stop`}
            formKey={newKey()}
            version={webhook.version}
            submit="Stop it"
            look="quiet"
          />
        )}
        <ActionForm
          action={`${base}/retire`}
          formKey={newKey()}
          version={webhook.version}
          submit="Retire it"
          look="quiet"
          confirm="It is told nothing more, and what waits for it is dropped."
        />
      </div>
    </>
  );
}
