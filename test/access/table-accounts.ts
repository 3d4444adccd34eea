import type { Table } from './table.ts';

/** Ways to sign in: one's own passkeys, and what an admin decides. */
export const ACCOUNT_ROUTES: Table = {
  'POST /me/passkeys': 'y y y y y y y y y',
  'POST /me/passkeys/:id/name': 'y y y y y y y y y',
  'POST /me/passkeys/:id/remove': 'y y y y y y y y y',
  'POST /me/passkeys/options': 'y y y y y y y y y',
  'GET /settings/sign-in-ways': 'f f f f f f f f y',
  'POST /settings/sign-in-ways': 'f f f f f f f f y',
  'POST /users/:id/accounts/:provider/unlink': 'f f f f f f f f y',
  'POST /users/:id/passkeys/:passkey/remove': 'f f f f f f f f y',
};
