import { Hono } from 'hono';
import { LookPage } from '../../views/directory/look.tsx';
import { RunPage, RunsPage } from '../../views/directory/runs.tsx';
import { DirectorySettingsPage } from '../../views/directory/settings.tsx';
import { can } from '../accounts/permissions.ts';
import { Invalid } from '../errors.ts';
import { settingVersion } from '../settings/queries.ts';
import { allow } from '../web/access.ts';
import { carryDirectoryOn } from '../web/background.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { beginRun } from './advance.ts';
import { approveRun, refuseRun, saveSettings } from './decide.ts';
import { Nothing, Settings } from './forms.ts';
import { lastFiles } from './inbox-queries.ts';
import { findRun, lastRuns, listTroubled } from './queries.ts';
import { directorySettings } from './rules.ts';

/** What a directory elsewhere says of our devices. */
export const directoryRoutes = new Hono<AppEnv>();

const importers = allow('import.run');
const admins = allow('settings.manage');
const SETTINGS = '/settings/directory';

directoryRoutes.get('/directory', importers, async (c) => {
  const { db, district, actor } = c.var.ctx;
  const { nightly } = directorySettings(district.settings);
  const [runs, files] = await db.read(lastRuns(30), lastFiles(20));
  const ready = c.var.services.config.directory !== null;
  const admin = can(actor, 'settings.manage');
  return c.html(
    <RunsPage
      frame={frameOf(c, 'settings')}
      runs={runs}
      files={files}
      ready={ready}
      nightly={nightly}
      admin={admin}
    />,
  );
});

directoryRoutes.post('/directory/runs', importers, async (c) => {
  const answer = await submit(c, {
    schema: Nothing,
    run: (ctx) => {
      if (!c.var.services.config.directory) throw new Invalid({ '': 'No service account is set up' });
      return beginRun(ctx, 'google');
    },
    done: ({ id }) => `/directory/runs/${id}`,
    back: '/directory',
  });
  carryDirectoryOn(c);
  return answer;
});

directoryRoutes.get('/directory/runs/:run', importers, async (c) => {
  const run = await findRun(c.var.ctx.db, c.req.param('run'));
  const { percent } = directorySettings(c.var.ctx.district.settings);
  if (run.endedAt === null) carryDirectoryOn(c);
  return c.html(<RunPage frame={frameOf(c, 'settings')} run={run} percent={percent} />);
});

for (const [word, act] of [
  ['approve', approveRun],
  ['refuse', refuseRun],
] as const) {
  directoryRoutes.post(`/directory/runs/:run/${word}`, importers, async (c) => {
    const id = c.req.param('run') ?? '';
    const answer = await submit(c, {
      schema: Nothing,
      run: (ctx) => act(ctx, id),
      done: () => `/directory/runs/${id}?done=${word === 'approve' ? 'approved' : 'refused'}`,
      back: `/directory/runs/${id}`,
    });
    carryDirectoryOn(c);
    return answer;
  });
}

directoryRoutes.get('/directory/look', importers, async (c) => {
  const { problem = '', cursor } = c.req.query();
  const page = await listTroubled(c.var.ctx.db, { problem: problem.slice(0, 20), cursor });
  return c.html(
    <LookPage frame={frameOf(c, 'settings')} page={page} problem={problem.slice(0, 20)} cursor={cursor} />,
  );
});

directoryRoutes.get(SETTINGS, admins, async (c) => {
  const set = directorySettings(c.var.ctx.district.settings);
  const values = {
    nightly: set.nightly ? '1' : '',
    percent: String(set.percent),
    aue: set.aue,
    tag: set.tag,
  };
  return c.html(settingsPage(c, freshState(values, await settingVersion(c.var.ctx.db, 'directory'))));
});

directoryRoutes.post(SETTINGS, admins, (c) =>
  submit(c, {
    schema: Settings,
    run: saveSettings,
    done: () => '/directory?done=saved',
    again: async (state) => {
      const version = state.version ?? (await settingVersion(c.var.ctx.db, 'directory'));
      return settingsPage(c, { ...state, version });
    },
  }),
);

function settingsPage(c: AppContext, state: FormState) {
  return <DirectorySettingsPage frame={frameOf(c, 'settings')} state={state} />;
}
