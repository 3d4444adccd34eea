import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import type { Attempt, Delivery, WebhookRow } from '../../src/webhooks/queries.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, List } from '../ui/table.tsx';
import { When, when } from '../ui/when.tsx';
import { deliveryStatus } from './words.tsx';

interface Props {
  frame: Frame;
  webhook: WebhookRow;
  delivery: Delivery;
  /** the event in words */
  label: string;
}

/** One message: what was sent, and how each attempt was answered. */
export function WebhookDelivery({ frame, webhook, delivery, label }: Props) {
  const base = `/settings/webhooks/${webhook.id}`;
  return (
    <Page
      frame={frame}
      title={label}
      back={{ href: base, label: webhook.name }}
      actions={
        delivery.state === 'waiting' || webhook.stoppedAt ? null : (
          <ActionForm
            action={`${base}/messages/${delivery.message}/resend`}
            formKey={newKey()}
            submit="Send it again"
          />
        )
      }
    >
      <Card title="Message">
        <Facts
          facts={[
            { label: 'State', value: deliveryStatus(delivery) },
            { label: 'Event', value: <code>{delivery.event}</code> },
            { label: 'Happened', value: <When at={delivery.at} frame={frame} /> },
            delivery.state === 'waiting'
              ? { label: 'Tried again', value: <When at={delivery.nextAt} frame={frame} /> }
              : null,
            { label: 'webhook-id', value: <code>{delivery.message}</code>, wide: true },
          ]}
        />
        {delivery.body ? <pre>{JSON.stringify(JSON.parse(delivery.body), null, 2)}</pre> : null}
      </Card>
      <Card title="Attempts" count={delivery.attempts} flush>
        <List
          label="Attempts"
          columns={columns(frame)}
          rows={delivery.tries}
          empty={<Empty text="It was not sent yet." />}
        />
      </Card>
    </Page>
  );
}

const columns = (frame: Frame): readonly Column<Attempt>[] => [
  { key: 'at', head: 'When', cell: (row) => when(row.at, frame), phone: 'title' },
  {
    key: 'status',
    head: 'Answer',
    cell: (row) => (row.status === null ? '-' : String(row.status)),
    narrow: true,
  },
  { key: 'took', head: 'Took', cell: (row) => `${row.milliseconds} ms`, numeric: true, narrow: true },
  { key: 'text', head: 'What it said', cell: (row) => row.failure || row.answer || '-' },
];
