import type { Hono } from 'hono';
import { z } from 'zod';
import { Ways } from '../accounts/forms.ts';
import { groupSettings, passwordsAllowed } from '../accounts/group-rules.ts';
import { returnAddress } from '../accounts/oidc.ts';
import { saveWays } from '../accounts/ways.ts';
import { settingVersion } from '../settings/queries.ts';
import type { AppEnv } from '../web/env.ts';
import { reads, writes } from './operation.ts';
import { rights, Saved, tag } from './settings-section.ts';

const SignInWays = z
  .object({
    passwords: z.boolean().describe('People may sign in with a password'),
    newcomers: z.boolean().describe('Whoever is in one of the groups gets a login'),
    follow: z.boolean().describe('The roles that groups gave follow them at each sign-in'),
    claim: z.string().describe('The claim of the ID token that holds the groups'),
    lines: z.string().describe('Groups and what their members become, one on a line'),
    services: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          issuer: z.string(),
          domains: z.array(z.string()),
          returns: z.string().describe('The address that it sends people back to'),
        }),
      )
      .describe('Those that the server was started with'),
    version: z.int().describe('To be stated when it is changed'),
  })
  .meta({ id: 'SignInWays' });

/** How people of this district sign in. Nothing of it can shut out the last admin. */
export function signInWayOperations(api: Hono<AppEnv>): void {
  const path = '/settings/sign-in-ways';
  reads(
    api,
    { path, rights, summary: 'Passwords, services, and who gets a login by groups', tag, answer: SignInWays },
    async (c) => {
      const { district, db } = c.var.ctx;
      const { newcomers, follow, claim, lines } = groupSettings(district.settings);
      const { providers, baseUrl } = c.var.services.config;
      return {
        passwords: passwordsAllowed(district.settings),
        newcomers: newcomers === 'groups',
        follow,
        claim,
        lines,
        services: providers.map(({ id, name, issuer, domains }) => ({
          id,
          name,
          issuer,
          domains: [...domains],
          returns: returnAddress(baseUrl, id),
        })),
        version: await settingVersion(db, 'sign-in.passwords'),
      };
    },
  );
  writes(
    api,
    {
      method: 'put',
      path,
      rights,
      summary: 'Passwords on or off, and who gets a login by groups',
      description:
        'Passwords go off only where an admin can come in without: by a passkey or one of the services.',
      tag,
      schema: Ways,
      example: {
        version: 1,
        passwords: true,
        newcomers: true,
        claim: 'groups',
        lines: 'tech-team = specialist 2 @ MAP, BIR',
      },
      answer: Saved,
    },
    (ctx, form, c) => saveWays(ctx, form, c.var.services.config.providers),
  );
}
