import type { DeliveryRow, WebhookRow } from '../../src/webhooks/queries.ts';
import { status } from '../ui/status.tsx';

const WHY = {
  asked: 'Stopped',
  failing: 'Stopped: no good answer for three days',
  gone: 'Stopped: it answered that it is gone',
} as const;

/** How a webhook goes. */
export function webhookStatus(webhook: WebhookRow) {
  if (webhook.retiredAt) return status('plain', 'Retired');
  if (webhook.stoppedAt) {
    const why = webhook.stoppedWhy ?? 'asked';
    return status(why === 'asked' ? 'plain' : 'bad', WHY[why]);
  }
  if (webhook.failures > 0) return status('wait', 'Its answers fail');
  return status('good', 'Running');
}

export function deliveryStatus(row: DeliveryRow) {
  if (row.state === 'sent') return status('good', `Sent, ${row.status}`);
  const last = row.status === null ? '' : `, ${row.status}`;
  if (row.state === 'failed') return status('bad', `Given up${last}`);
  return row.attempts === 0 ? status('plain', 'Waits') : status('wait', `Tried ${row.attempts} times${last}`);
}

/** The host alone: the rest of an address may hold a key. */
export function hostText(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
