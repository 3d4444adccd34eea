import type { Frame } from '../../src/web/frame.ts';
import type { WebhookRow } from '../../src/webhooks/queries.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { type Column, List } from '../ui/table.tsx';
import { hostText, webhookStatus } from './words.tsx';

const columns: readonly Column<WebhookRow>[] = [
  { key: 'name', head: 'Name', cell: (row) => row.name, phone: 'title' },
  { key: 'host', head: 'Goes to', cell: (row) => hostText(row.url) },
  { key: 'waiting', head: 'Waits', cell: waits, numeric: true, narrow: true },
  { key: 'state', head: 'State', cell: webhookStatus, narrow: true },
];

export function WebhookList({ frame, webhooks }: { frame: Frame; webhooks: readonly WebhookRow[] }) {
  const down = webhooks.filter((row) => row.stoppedAt && row.stoppedWhy !== 'asked' && !row.retiredAt);
  return (
    <Page
      frame={frame}
      title="Webhooks"
      lede="Programs elsewhere that are told what happens here, as soon as it does."
      back={{ href: '/settings', label: 'Settings' }}
      primary={
        <LinkButton href="/settings/webhooks/new" look="primary" icon="plus">
          New webhook
        </LinkButton>
      }
    >
      {down.length > 0 ? (
        <Notice tone="bad">
          {down.map(({ name }) => name).join(', ')}: stopped by itself. Its page says why.
        </Notice>
      ) : null}
      <List
        label="Webhooks"
        columns={columns}
        rows={webhooks}
        href={(row) => `/settings/webhooks/${row.id}`}
        empty={
          <Empty text="A ticket system or a chat that should hear of repairs, orders or audits stands here." />
        }
      />
    </Page>
  );
}

function waits({ waiting }: WebhookRow): string {
  // No more are counted.
  return waiting >= 1_000 ? '1,000+' : String(waiting);
}
