import type { Table } from './table.ts';

/** What opens a login, as JSON: one's own keys, and everybody's for admins. */
export const KEY_ROUTES: Table = {
  'GET /api/v1/me/keys': 'y y y y y y y y y',
  'PUT /api/v1/me/passkeys/:passkey': 'y y y y y y y y y',
  'DELETE /api/v1/me/sessions': 'y y y y y y y y y',
  'DELETE /api/v1/me/sessions/:session': 'y y y y y y y y y',
  'DELETE /api/v1/me/passkeys/:passkey': 'y y y y y y y y y',
  'DELETE /api/v1/me/tokens/:token': 'y y y y y y y y y',
  'DELETE /api/v1/users/:id/sessions': 'f f f f f f f f y',
  'DELETE /api/v1/users/:id/sessions/:session': 'f f f f f f f f y',
  'DELETE /api/v1/users/:id/passkeys/:passkey': 'f f f f f f f f y',
  'DELETE /api/v1/users/:id/tokens/:token': 'f f f f f f f f y',
  'DELETE /api/v1/users/:id/accounts/:provider': 'f f f f f f f f y',
  'GET /api/v1/settings/sign-in-ways': 'f f f f f f f f y',
  'PUT /api/v1/settings/sign-in-ways': 'f f f f f f f f y',
};
