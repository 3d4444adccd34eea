import type { Hono } from 'hono';
import { z } from 'zod';
import { beginRun } from '../directory/advance.ts';
import { approveRun, refuseRun, saveSettings } from '../directory/decide.ts';
import { Settings, WriteForm } from '../directory/forms.ts';
import { lastFiles } from '../directory/inbox-queries.ts';
import { findRun, lastRuns, listTroubled } from '../directory/queries.ts';
import { directorySettings, PROBLEMS, type Problem } from '../directory/rules.ts';
import { saveWriteSettings } from '../directory/write-back.ts';
import { lastWriteBacks } from '../directory/write-queries.ts';
import { writeSettings } from '../directory/write-rules.ts';
import { Invalid } from '../errors.ts';
import { optionalChoice } from '../fields.ts';
import { settingVersion } from '../settings/queries.ts';
import { carryDirectoryOn } from '../web/background.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { settingsSection } from './settings-section.ts';
import { Done, Made } from './shapes.ts';
import { Difference, Directory, DirectoryRun, InboxFile } from './shapes-directory.ts';
import { pageOfWhole } from './whole-list.ts';

export const tag = 'Directory';
export const RIGHTS = ['import.run'] as const;
export const Nothing = z.object({});
const MOST = 200;

/** @throws Invalid no service account is set up */
export function mustBeReady(c: AppContext): void {
  if (!c.var.services.config.directory) throw new Invalid({ '': 'No service account is set up' });
}

/** Reading a directory elsewhere: how it stands, what it asks, what differs. */
export function directoryOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/directory',
      rights: RIGHTS,
      summary: 'How it stands with the directory',
      tag,
      answer: Directory,
    },
    (c) => directoryOf(c),
  );
  lists(
    api,
    {
      path: '/directory/runs',
      rights: RIGHTS,
      summary: 'Readings, the latest first',
      tag,
      item: DirectoryRun,
    },
    async (c, paging) => pageOfWhole(await c.var.ctx.db.all(lastRuns(MOST)), paging),
  );
  writes(
    api,
    {
      path: '/directory/runs',
      rights: RIGHTS,
      summary: 'Read the directory now',
      tag,
      schema: Nothing,
      answer: Made,
      status: 201,
      location: ({ id }) => `/directory/runs/${id}`,
    },
    async (ctx, _, c) => {
      mustBeReady(c);
      const made = await beginRun(ctx, 'google');
      carryDirectoryOn(c);
      return made;
    },
  );
  reads(
    api,
    {
      path: '/directory/runs/:run',
      rights: RIGHTS,
      summary: 'One reading: what it would change, or has',
      tag,
      answer: DirectoryRun,
    },
    (c) => findRun(c.var.ctx.db, c.req.param('run') ?? ''),
  );
  for (const [word, act, summary] of [
    ['approve', approveRun, 'Let in what a reading that asks would change'],
    ['refuse', refuseRun, 'Leave all as it was'],
  ] as const)
    writes(
      api,
      { path: `/directory/runs/:run/${word}`, rights: RIGHTS, summary, tag, schema: Nothing, answer: Done },
      async (ctx, _, c) => {
        const done = await act(ctx, c.req.param('run') ?? '');
        carryDirectoryOn(c);
        return done;
      },
    );
  lists(
    api,
    {
      path: '/directory/look',
      rights: RIGHTS,
      summary: 'Where the directory and our records do not agree',
      tag,
      item: Difference,
      filters: { problem: optionalChoice(Object.keys(PROBLEMS) as [Problem, ...Problem[]]) },
    },
    (c, { problem, cursor, limit }) => listTroubled(c.var.ctx.db, { problem: problem ?? '', cursor }, limit),
  );
  lists(
    api,
    {
      path: '/directory/inbox',
      rights: RIGHTS,
      summary: 'Files that other programs left, as the nights took them in',
      tag,
      item: InboxFile,
    },
    async (c, paging) => pageOfWhole(await c.var.ctx.db.all(lastFiles(MOST)), paging),
  );
  settingsSection(
    api,
    ['directory', 'When the directory is read, and whose word counts for what both have'],
    Settings,
    { nightly: true, percent: 10, aue: 'google', tag: 'ours' },
    saveSettings,
  );
  settingsSection(
    api,
    ['directory-write', 'What of ours is written to the directory'],
    WriteForm,
    {
      on: true,
      nightly: false,
      percent: 5,
      assetId: true,
      user: 'off',
      location: true,
      units: { spare: '/Devices/Spare', retired: '/Devices/Retired' },
    },
    saveWriteSettings,
  );
}

async function directoryOf(c: AppContext): Promise<z.input<typeof Directory>> {
  const { db, district } = c.var.ctx;
  const [[run], [written]] = await db.read(lastRuns(1), lastWriteBacks(1));
  return {
    ready: c.var.services.config.directory !== null,
    reading: { ...directorySettings(district.settings), version: await settingVersion(db, 'directory') },
    writing: { ...writeSettings(district.settings), version: await settingVersion(db, 'directory.write') },
    lastRun: run ?? null,
    lastWriteBack: written ?? null,
  };
}
