import { z } from 'zod';
import { day, time, truth } from './shapes.ts';

const grants = z.array(
  z.object({
    role: z.string(),
    level: z.int().nullable(),
    site: z.string().nullable().describe('Null: at all sites'),
    siteCode: z.string().nullable(),
    siteName: z.string().nullable(),
  }),
);
const sites = z.array(
  z.object({ rank: z.enum(['main', 'backup']), id: z.string(), code: z.string(), name: z.string() }),
);
const bin = z.object({ id: z.string(), code: z.string(), name: z.string() }).nullable();

export const Me = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    grants,
    rights: z
      .record(z.string(), z.union([z.literal('all'), z.array(z.string())]))
      .describe('Each action that you may do, with the sites where: all, or their ids'),
    sites,
    bin: bin.describe('The bin of your vehicle'),
  })
  .meta({ id: 'Me' });

export const UserLine = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(
      z.object({ role: z.string(), level: z.int().nullable(), siteName: z.string().nullable() }),
    ),
    deactivatedAt: time.nullable(),
    hasLeft: truth().describe('The person is no longer there, so the login does not open'),
    hasPassword: truth(),
  })
  .meta({ id: 'UserLine' });

/** What opens a login. */
const keys = {
  sessions: z.array(
    z.object({
      id: z.string(),
      createdAt: time,
      expiresAt: time,
      address: z.string().nullable(),
      userAgent: z.string().nullable(),
    }),
  ),
  tokens: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        hint: z.string().describe('Its last four characters'),
        createdAt: time,
        lastUsedOn: day.nullable(),
        revokedAt: time.nullable(),
      }),
    )
    .describe('Tokens are shown once, when they are made'),
  passkeys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      backedUp: truth().describe('A service keeps it as well, so it outlives the device'),
      createdAt: time,
    }),
  ),
  accounts: z
    .array(z.object({ provider: z.string(), since: time }))
    .describe('Accounts of Google, Microsoft or another service'),
};

export const Keys = z.object(keys).meta({ id: 'Keys', description: 'What opens a login' });

export const User = z
  .object({
    id: z.string(),
    name: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    email: z.string(),
    deactivatedAt: time.nullable(),
    hasLeft: truth().describe('The person is no longer there, so the login does not open'),
    hasPassword: truth(),
    invited: z.boolean().describe('A link by which to choose a password is open'),
    version: z.int(),
    createdAt: time,
    grants,
    sites,
    bin,
    ...keys,
  })
  .meta({ id: 'User' });
