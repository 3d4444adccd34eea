import { createHash, createHmac } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Invalid, NotFound, SignInNeeded } from '../errors.ts';
import { record } from '../history/record.ts';
import type { FileStore } from '../imports/file-store.ts';
import { allowedQuery } from './allowed.ts';
import type { SaveExport } from './forms.ts';
import { chosenColumns, type ListExport } from './list.ts';
import { askForFile, endExport, insertExport, setLink } from './saved-changes.ts';
import { ownExport, type SavedExport, savedExports } from './saved-queries.ts';
import { nextDay } from './schedule-rules.ts';

const MOST = 50;

export function personOf(ctx: Ctx): string {
  if (!ctx.actor.person) throw new SignInNeeded();
  return ctx.actor.person;
}

/** Keeps a list with its filters and columns; its first file is made soon. @throws Invalid, Forbidden */
export async function saveExport(
  ctx: Ctx,
  list: ListExport,
  filters: Readonly<Record<string, string>>,
  form: SaveExport,
): Promise<{ id: string }> {
  const person = personOf(ctx);
  allowedQuery(ctx.actor, list.name, filters);
  const kept = await ctx.db.all(savedExports(person));
  if (kept.length >= MOST) throw new Invalid({ '': `You have ${MOST} saved exports: end one first` });
  const id = newId();
  const schedule = form.schedule === 'never' ? '' : form.schedule;
  const columns = chosenColumns(list, form.columns).map(({ key }) => key);
  const query = new URLSearchParams(filters).toString();
  const { name, format } = form;
  return commit(
    ctx,
    { id },
    insertExport(
      {
        id,
        person,
        name,
        list: list.name,
        query,
        columns,
        format,
        schedule,
        nextOn: nextDay(schedule, ctx.today),
      },
      ctx.now,
    ),
    record({
      thing: id,
      kind: 'export',
      verb: 'saved',
      data: { list: list.name, format, schedule },
      first: true,
    }),
  );
}

/** One's own export. @throws NotFound */
export async function findOwn(ctx: Ctx, id: string): Promise<SavedExport> {
  const found = await ctx.db.first(ownExport(personOf(ctx), id));
  if (!found) throw new NotFound('There is no such export');
  return found;
}

const stillOpen = (id: string) =>
  must('the export is there', {
    sql: 'SELECT 1 FROM saved_exports WHERE id = ? AND ended_at IS NULL',
    parameters: [id],
  });

/** Asks for a fresh file. @throws NotFound */
export async function makeNow(ctx: Ctx, id: string): Promise<{ id: string }> {
  await findOwn(ctx, id);
  return commit(
    ctx,
    { id },
    stillOpen(id),
    askForFile(id, ctx.now),
    record({ thing: id, kind: 'export', verb: 'asked for' }),
  );
}

/** A secret address for the last file; the one before it opens nothing any more. @throws NotFound */
export async function makeLink(ctx: Ctx, id: string, secret: string): Promise<{ id: string }> {
  await findOwn(ctx, id);
  const link = newId();
  return commit(
    ctx,
    { id },
    stillOpen(id),
    setLink(id, { id: link, hash: linkHash(linkToken(secret, link)) }),
    record({ thing: id, kind: 'export', verb: 'link made' }),
  );
}

/** @throws NotFound */
export async function revokeLink(ctx: Ctx, id: string): Promise<{ id: string }> {
  await findOwn(ctx, id);
  return commit(
    ctx,
    { id },
    stillOpen(id),
    setLink(id, null),
    record({ thing: id, kind: 'export', verb: 'link ended' }),
  );
}

/** Ends an export: its link opens nothing, its file goes. @throws NotFound */
export async function removeExport(ctx: Ctx, files: FileStore, id: string): Promise<{ id: string }> {
  const { file } = await findOwn(ctx, id);
  await commit(
    ctx,
    { id },
    stillOpen(id),
    endExport(id, ctx.now),
    record({ thing: id, kind: 'export', verb: 'ended' }),
  );
  if (file) await files.remove([file]);
  return { id };
}

/** From the link's id and the server's secret: neither the database nor a backup holds it. */
export function linkToken(secret: string, link: string): string {
  return createHmac('sha256', secret).update(`export ${link}`).digest('base64url');
}

/** How addresses are kept. */
export function linkHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
