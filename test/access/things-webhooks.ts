import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { AT, row } from '../support/world-row.ts';

/** A webhook that nothing was told yet but a test; it belongs to no school. */
export async function webhookThings(engine: Engine) {
  const id = newId();
  const message = `test_${newId()}`;
  await engine.batch([
    row('webhooks', {
      id,
      name: 'Ticket system',
      url: 'https://tickets.example.org/spudger',
      events: '["device.lost"]',
      secret: newId(),
      created_at: AT,
    }),
    row('webhook_deliveries', {
      webhook: id,
      message,
      event: 'test',
      thing: message,
      state: 'sent',
      at: AT,
      next_at: AT,
      ended_at: AT,
      status: 204,
    }),
  ]);
  return { webhook: { own: id, other: id }, webhookMessage: { own: message, other: message } };
}
