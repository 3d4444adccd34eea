import { Hono } from 'hono';
import { EntriesPage } from '../../views/sync/entries.tsx';
import { PhonesPage } from '../../views/sync/phones.tsx';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { Decision } from './forms.ts';
import { laidBefore, phonesList } from './queries.ts';
import { settleEntry } from './settle.ts';

export const phoneRoutes = new Hono<AppEnv>();

const MOST = 500;
const MOST_ENTRIES = 100;

/** Every phone: when it was last here, and what it still holds. */
phoneRoutes.get('/phones', allow('phone.see'), async (c) => {
  const phones = await c.var.ctx.db.all(phonesList(MOST));
  return c.html(<PhonesPage frame={frameOf(c, 'settings')} phones={phones} />);
});

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
