import { expect } from 'vitest';
import { type Calls, must, type Stage } from './calls.ts';

/** Keys that do not come by the API: a browser's session, a passkey, an account of a service. */
async function withKeys({ app, w }: Stage): Promise<void> {
  const row = (table: string, values: Readonly<Record<string, string | number>>) =>
    app.rows(
      `INSERT INTO ${table} (${Object.keys(values).join(', ')})
       VALUES (${Object.keys(values)
         .map(() => '?')
         .join(', ')}) RETURNING 1`,
      ...Object.values(values),
    );
  const at = '2027-03-01T08:00:00.000Z';
  const until = '2027-04-01T08:00:00.000Z';
  await row('sessions', {
    id: 's-1',
    token: 't-1',
    user_id: w.sid,
    expires_at: until,
    created_at: at,
    updated_at: at,
  });
  await row('passkeys', {
    id: 'k-1',
    name: 'Van phone',
    public_key: 'x',
    user_id: w.sid,
    credential_id: 'c-1',
    counter: 0,
    device_type: 'multiDevice',
    backed_up: 1,
    created_at: at,
  });
  await row('credentials', {
    id: 'a-1',
    account_id: 'https://issuer.test 1',
    provider_id: 'google',
    user_id: w.sid,
    created_at: at,
    updated_at: at,
  });
}

async function tokenOf(stage: Stage): Promise<void> {
  await withKeys(stage);
  const answer = await must(stage, stage.w.sid, 'GET', '/me/keys');
  const { tokens } = answer.json as { tokens: { id: string }[] };
  stage.made.token = tokens[0]?.id ?? '';
}

const mine = { as: 'sid', before: withKeys, refuses: null } as const;
const theirs = { as: 'ada', before: withKeys, refuses: ['mara', 403] } as const;
const sid = ({ w }: Stage) => ({ id: w.sid });

/** What opens a login, and how people sign in. */
export const keyCalls: Calls = {
  'get-me-keys': {
    ...mine,
    answers: {
      sessions: expect.arrayContaining([expect.objectContaining({ id: 's-1' })]),
      passkeys: [{ id: 'k-1', name: 'Van phone', backedUp: true }],
      accounts: [{ provider: 'google' }],
    },
  },
  'put-me-passkeys-by-passkey': {
    ...mine,
    at: () => ({ passkey: 'k-1' }),
    body: () => ({ name: 'My phone' }),
    answers: { id: 'k-1' },
  },
  'delete-me-sessions': { ...mine },
  'delete-me-sessions-by-session': { ...mine, at: () => ({ session: 's-1' }) },
  'delete-me-passkeys-by-passkey': { ...mine, at: () => ({ passkey: 'k-1' }) },
  'delete-me-tokens-by-token': { ...mine, before: tokenOf, at: ({ made }) => ({ token: made.token ?? '' }) },
  'delete-users-by-id-sessions': { ...theirs, at: sid },
  'delete-users-by-id-sessions-by-session': { ...theirs, at: (s) => ({ ...sid(s), session: 's-1' }) },
  'delete-users-by-id-passkeys-by-passkey': { ...theirs, at: (s) => ({ ...sid(s), passkey: 'k-1' }) },
  'delete-users-by-id-tokens-by-token': {
    ...theirs,
    before: tokenOf,
    at: (s) => ({ ...sid(s), token: s.made.token ?? '' }),
  },
  'delete-users-by-id-accounts-by-provider': { ...theirs, at: (s) => ({ ...sid(s), provider: 'google' }) },
  'get-settings-sign-in-ways': {
    as: 'ada',
    refuses: ['mara', 403],
    answers: { passwords: true, newcomers: false, services: [] },
  },
  'put-settings-sign-in-ways': {
    as: 'ada',
    body: () => ({
      version: 1,
      passwords: true,
      newcomers: true,
      claim: 'groups',
      lines: 'techs = specialist 2 @ MAP',
    }),
    refuses: ['mara', 403],
    answers: { saved: true },
  },
};
