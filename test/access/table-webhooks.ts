import type { Table } from './table.ts';

/** Webhooks are settings: an admin's. */
export const WEBHOOK_ROUTES: Table = Object.fromEntries(
  [
    'GET /settings/webhooks',
    'GET /settings/webhooks/new',
    'POST /settings/webhooks/new',
    'GET /settings/webhooks/:id',
    'GET /settings/webhooks/:id/edit',
    'POST /settings/webhooks/:id/edit',
    'POST /settings/webhooks/:id/secret',
    'POST /settings/webhooks/:id/stop',
    'POST /settings/webhooks/:id/start',
    'POST /settings/webhooks/:id/retire',
    'POST /settings/webhooks/:id/test',
    'GET /settings/webhooks/:id/messages/:message',
    'POST /settings/webhooks/:id/messages/:message/resend',
    'GET /api/v1/webhooks',
    'POST /api/v1/webhooks',
    'GET /api/v1/webhooks/events',
    'GET /api/v1/webhooks/:id',
    'PUT /api/v1/webhooks/:id',
    'POST /api/v1/webhooks/:id/secret',
    'POST /api/v1/webhooks/:id/stop',
    'POST /api/v1/webhooks/:id/start',
    'POST /api/v1/webhooks/:id/retire',
    'POST /api/v1/webhooks/:id/test',
    'GET /api/v1/webhooks/:id/messages',
    'GET /api/v1/webhooks/:id/messages/:message',
    'POST /api/v1/webhooks/:id/messages/:message/resend',
  ].map((route) => [route, 'f f f f f f f f y']),
);
