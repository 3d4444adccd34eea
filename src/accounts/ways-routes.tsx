import { Hono } from 'hono';
import { WaysPage } from '../../views/accounts/ways.tsx';
import { settingVersion } from '../settings/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { Ways } from './forms.ts';
import { groupSettings, passwordsAllowed } from './group-rules.ts';
import { returnAddress } from './oidc.ts';
import { saveWays } from './ways.ts';

/** How people of this district sign in. */
export const waysRoutes = new Hono<AppEnv>();

const PATH = '/settings/sign-in-ways';
const admins = allow('settings.manage');

waysRoutes.get(PATH, admins, async (c) => {
  const { settings } = c.var.ctx.district;
  const { newcomers, follow, claim, lines } = groupSettings(settings);
  const values = {
    passwords: passwordsAllowed(settings) ? '1' : '',
    newcomers: newcomers === 'groups' ? '1' : '',
    follow: follow ? '1' : '',
    claim,
    lines,
  };
  return c.html(page(c, freshState(values, await versionOf(c))));
});

waysRoutes.post(PATH, admins, (c) =>
  submit(c, {
    schema: Ways,
    run: (ctx, form) => saveWays(ctx, form, c.var.services.config.providers),
    done: () => '/settings?done=saved',
    again: async (state) => page(c, { ...state, version: state.version ?? (await versionOf(c)) }),
  }),
);

function versionOf(c: AppContext): Promise<number> {
  return settingVersion(c.var.ctx.db, 'sign-in.passwords');
}

function page(c: AppContext, state: FormState) {
  const { baseUrl, providers } = c.var.services.config;
  const shown = providers.map(({ id, name, issuer, domains }) => ({
    name,
    issuer,
    domains,
    returns: returnAddress(baseUrl, id),
  }));
  return <WaysPage frame={frameOf(c, 'settings')} state={state} providers={shown} />;
}
