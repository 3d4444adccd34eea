import { Hono } from 'hono';
import { EntriesPage } from '../../views/sync/entries.tsx';
import { PhonesPage } from '../../views/sync/phones.tsx';
import { settingVersion } from '../settings/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { COPY_DAYS, copyDays } from './copy-rules.ts';
import { CopySettings, Decision } from './forms.ts';
import { laidBefore, phonesList } from './queries.ts';
import { saveCopySettings } from './save-settings.ts';
import { settleEntry } from './settle.ts';

export const phoneRoutes = new Hono<AppEnv>();

const MOST = 500;
const MOST_ENTRIES = 100;

/** Every phone: when it was last here, and what it still holds. */
phoneRoutes.get('/phones', allow('phone.see'), async (c) => c.html(await phonesPage(c, freshState())));

phoneRoutes.post('/phones/settings', allow('settings.manage'), (c) =>
  submit(c, {
    schema: CopySettings,
    run: saveCopySettings,
    done: () => '/phones?done=saved',
    again: (state) => phonesPage(c, state),
  }),
);

async function phonesPage(c: AppContext, state: FormState) {
  const { db, district } = c.var.ctx;
  const [phones, version] = await Promise.all([db.all(phonesList(MOST)), settingVersion(db, COPY_DAYS)]);
  const values = { days: String(copyDays(district.settings)), ...state.values };
  const shown = { ...state, values, version: state.version ?? version };
  return <PhonesPage frame={frameOf(c, 'settings')} phones={phones} state={shown} />;
}

/** What came from people whose login was ended, or whose role does not include it any more. */
phoneRoutes.get('/phones/entries', allow('entry.decide'), (c) => entriesPage(c, freshState(), ''));

phoneRoutes.post('/phones/entries/:key', allow('entry.decide'), (c) => {
  const key = c.req.param('key');
  return submit(c, {
    schema: Decision,
    run: (ctx, form) => settleEntry(ctx, key, form),
    done: () => '/phones/entries?done=saved',
    again: (state) => entriesList(c, state, key),
  });
});

async function entriesPage(c: AppContext, state: FormState, key: string) {
  return c.html(await entriesList(c, state, key));
}

async function entriesList(c: AppContext, state: FormState, key: string) {
  const entries = await c.var.ctx.db.all(laidBefore(MOST_ENTRIES));
  return <EntriesPage frame={frameOf(c, 'settings')} entries={entries} state={state} sent={key} />;
}
