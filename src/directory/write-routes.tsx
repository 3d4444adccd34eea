import { Hono } from 'hono';
import { WriteBackPage } from '../../views/directory/write-back.tsx';
import { WriteSettingsPage } from '../../views/directory/write-settings.tsx';
import { can } from '../accounts/permissions.ts';
import { Invalid } from '../errors.ts';
import { settingVersion } from '../settings/queries.ts';
import { allow } from '../web/access.ts';
import { carryDirectoryOn } from '../web/background.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { Nothing, UNIT_STATES, WriteForm } from './forms.ts';
import {
  approveWriteBack,
  beginWriteBack,
  refuseWriteBack,
  resumeWriteBack,
  saveWriteSettings,
} from './write-back.ts';
import { findWriteBack, lastWriteBacks, type WriteFilter, writeFilter, writeRows } from './write-queries.ts';
import { writeSettings } from './write-rules.ts';

/** Our words to the directory: looked at, agreed to, written. */
export const writeRoutes = new Hono<AppEnv>();

const importers = allow('import.run');
const admins = allow('settings.manage');
const HERE = '/directory/write-back';
const SETTINGS = '/settings/directory/write';
const ROWS = 50;
const NONE = { items: [], next: null };

writeRoutes.get(HERE, importers, async (c) => {
  const { db, district, actor } = c.var.ctx;
  const { run: asked, ...rest } = c.req.query();
  const runs = await db.all(lastWriteBacks(20));
  const run = asked ? await findWriteBack(db, asked) : (runs[0] ?? null);
  const filter: WriteFilter = writeFilter(rest);
  const page = run ? await writeRows(db, run.n, filter, ROWS) : NONE;
  if (run?.endedAt === null) carryDirectoryOn(c);
  return c.html(
    <WriteBackPage
      frame={frameOf(c, 'settings')}
      run={run}
      page={page}
      filter={filter}
      runs={runs}
      ready={c.var.services.config.directory !== null}
      on={writeSettings(district.settings).on}
      admin={can(actor, 'settings.manage')}
    />,
  );
});

writeRoutes.post(HERE, importers, async (c) => {
  const answer = await submit(c, {
    schema: Nothing,
    run: (ctx) => {
      if (!c.var.services.config.directory) throw new Invalid({ '': 'No service account is set up' });
      return beginWriteBack(ctx, 'google');
    },
    done: ({ id }) => `${HERE}?run=${id}`,
    back: HERE,
  });
  carryDirectoryOn(c);
  return answer;
});

for (const [word, act, done] of [
  ['approve', approveWriteBack, 'approved'],
  ['refuse', refuseWriteBack, 'refused'],
  ['resume', resumeWriteBack, 'saved'],
] as const) {
  writeRoutes.post(`${HERE}/:run/${word}`, admins, async (c) => {
    const id = c.req.param('run') ?? '';
    const answer = await submit(c, {
      schema: Nothing,
      run: (ctx) => act(ctx, id),
      done: () => `${HERE}?run=${id}&done=${done}`,
      back: `${HERE}?run=${id}`,
    });
    carryDirectoryOn(c);
    return answer;
  });
}

writeRoutes.get(SETTINGS, admins, async (c) => {
  const set = writeSettings(c.var.ctx.district.settings);
  const tick = (on: boolean) => (on ? '1' : '');
  const values = {
    on: tick(set.on),
    nightly: tick(set.nightly),
    percent: String(set.percent),
    assetId: tick(set.assetId),
    user: set.user,
    location: tick(set.location),
    ...Object.fromEntries(UNIT_STATES.map((state) => [`units.${state}`, set.units[state] ?? ''])),
  };
  return c.html(settingsPage(c, freshState(values, await versionOf(c))));
});

writeRoutes.post(SETTINGS, admins, (c) =>
  submit(c, {
    schema: WriteForm,
    run: saveWriteSettings,
    done: () => `${HERE}?done=saved`,
    again: async (state) => settingsPage(c, { ...state, version: state.version ?? (await versionOf(c)) }),
  }),
);

function versionOf(c: AppContext): Promise<number> {
  return settingVersion(c.var.ctx.db, 'directory.write');
}

function settingsPage(c: AppContext, state: FormState) {
  return <WriteSettingsPage frame={frameOf(c, 'settings')} state={state} />;
}
