import type { Ctx } from '../context.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { Database } from '../db/database.ts';
import type { Engine, Row } from '../db/engine.ts';
import { compiled } from '../db/query.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import type { FileStore } from '../imports/file-store.ts';
import { partNames } from '../imports/state-rules.ts';
import type { PhotoStore } from '../photos/store.ts';
import { tablesOfAll } from './district.ts';
import type { Purge } from './forms.ts';
import {
  deleteRecordTexts,
  dropExportFiles,
  forgetKeys,
  forgetPerson,
  rewriteTexts,
  stopMail,
  withdrawPhotos,
} from './purge-changes.ts';
import {
  EXPORT_FILES,
  type Holding,
  holdingOf,
  personToRemove,
  photosOfRepairs,
  recordTexts,
  repairColumn,
  repairsHad,
  rowsNaming,
  textColumns,
  UPLOADED_FILES,
} from './purge-queries.ts';
import {
  JSON_TEXT,
  NOT_SEARCHED,
  needlesOf,
  ONE_OF_A_NAME,
  REMOVED,
  type Traces,
  withoutPerson,
  withoutPersonInJson,
} from './purge-rules.ts';
import type { Table } from './tables-rules.ts';

export type Removable = NonNullable<Awaited<ReturnType<typeof findRemovable>>>;

/** Somebody with what stands against the removal, in words. @throws NotFound */
export async function findRemovable(ctx: Ctx, id: string) {
  const [people, holdings] = await ctx.db.read(personToRemove(id), holdingOf(id));
  const person = people[0];
  if (!person || person.purgedAt) throw new NotFound();
  return { ...person, against: against(person, holdings[0] ?? { devices: 0, repairs: 0, bins: 0 }) };
}

function against(person: { login: string | null; endedAt: string | null }, holding: Holding): string[] {
  const of = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);
  return [
    holding.devices > 0 ? `Still has, or is issued, ${of(holding.devices, 'device', 'devices')}` : '',
    holding.repairs > 0 ? `${of(holding.repairs, 'repair is', 'repairs are')} still open` : '',
    holding.bins > 0 ? 'Still keeps a vehicle' : '',
    person.login !== null && person.endedAt === null ? 'The login still works: deactivate it first' : '',
  ].filter(Boolean);
}

interface Stores {
  engine: Engine;
  photos: PhotoStore;
  files: FileStore;
}

/** Rows of one commit: a request may run 499 statements. */
const ROWS_A_COMMIT = 200;

/** What a removal would take. */
async function tracesOf(ctx: Ctx, engine: Engine, person: Removable) {
  const { id, given, family, externalId } = person;
  const emails = [...new Set([person.email, person.loginEmail].filter((email) => email !== null))];
  const who: Traces = { given, family, externalId, emails };
  const repairs = (await ctx.db.all(repairsHad(id))).map((row) => row.id);
  const texts = await ctx.db.all(recordTexts(id, repairs, needlesOf(who)));
  return {
    who,
    rows: await searchTexts(engine, who, repairs),
    history: texts.filter(
      ({ thing, text }) => thing === id || withoutPerson(text, who, repairs.includes(thing)) !== text,
    ),
    photos: await ctx.db.all(photosOfRepairs(repairs)),
    made: await ctx.db.all(EXPORT_FILES),
    uploaded: await ctx.db.all(UPLOADED_FILES),
  };
}

/** What stands against the removal, and how much it would take; nothing is changed. @throws NotFound */
export async function previewPurge(ctx: Ctx, engine: Engine, id: string) {
  const person = await findRemovable(ctx, id);
  const { rows, history, photos, made, uploaded } = await tracesOf(ctx, engine, person);
  return {
    id,
    name: `${person.given} ${person.family}`,
    against: person.against,
    texts: rows.length,
    history: history.length,
    photos: photos.length,
    exportFiles: made.length,
    importFiles: uploaded.length,
  };
}

/**
 * Removes a person for good, and leaves an id: names, addresses, external ids, what texts say of them, the free texts
 * of their own history, and the photos of their repairs where asked for. The history keeps its chain.
 * There is no undo.
 * @throws NotFound, Invalid something stands against it, or the name was not typed
 */
export async function purgePerson(
  ctx: Ctx,
  stores: Stores,
  id: string,
  form: Purge,
): Promise<{ id: string }> {
  const person = await findRemovable(ctx, id);
  if (person.against.length > 0) throw new Invalid({ '': person.against.join('. ') });
  if (form.name.trim() !== `${person.given} ${person.family}`)
    throw new Invalid({ name: `Type the name as it stands here: ${person.given} ${person.family}` });
  const { who, rows: found, history, made, uploaded, ...all } = await tracesOf(ctx, stores.engine, person);
  const photos = form.photos ? all.photos : [];
  for (let at = 0; at < found.length; at += ROWS_A_COMMIT) {
    const rows = found.slice(at, at + ROWS_A_COMMIT);
    await commit(
      { ...ctx, submission: null, db: new Database(stores.engine) },
      null,
      ...rows,
      record({ thing: id, kind: 'person', verb: 'texts removed', data: { rows: rows.length } }),
    );
  }
  await commit(
    { ...ctx, db: new Database(stores.engine) },
    { id },
    must('the person has no device and no open repair', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM devices WHERE holder = ? OR assigned_person = ?)
              AND NOT EXISTS (SELECT 1 FROM repairs WHERE closed_at IS NULL AND (had_device = ? OR technician = ?))`,
      parameters: [id, id, id, id],
    }),
    must('the person is there', {
      sql: 'SELECT 1 FROM people WHERE id = ? AND purged_at IS NULL',
      parameters: [id],
    }),
    history.length > 0 ? deleteRecordTexts(history) : null,
    photos.length > 0
      ? withdrawPhotos(
          photos.map((photo) => photo.id),
          ctx.now,
        )
      : null,
    forgetKeys([...who.emails, ...(who.externalId ? [who.externalId] : [])]),
    dropExportFiles(id, ctx.now),
    stopMail(REMOVED, ctx.now),
    forgetPerson(id, ctx.now),
    record({
      thing: id,
      kind: 'person',
      verb: 'removed for privacy',
      site: person.site,
      data: { texts: found.length + history.length, photos: photos.length },
    }),
  );
  await stores.photos.remove(photos.flatMap(({ name, thumb }) => [name, thumb]));
  await stores.files.remove(made.map(({ file }) => file));
  // Their rows are in the database, and were looked through: nobody needs the files.
  await stores.files.remove(uploaded.flatMap((one) => partNames(one)));
  return { id };
}

/** Every table is looked through, whatever domain it is of; only rows that name the person are rewritten. */
async function searchTexts(engine: Engine, who: Traces, repairs: readonly string[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const table of await tablesOfAll(engine)) {
    if (NOT_SEARCHED.has(table.name) || textColumns(table).length === 0) continue;
    const [rows = []] = await engine.read([compiled(rowsNaming(table, repairs, needlesOf(who)))]);
    for (const row of rows) {
      const texts = rewritten(table, row, who, repairs);
      if (texts)
        changes.push(
          rewriteTexts(
            table,
            table.order.map((key) => row[key] ?? null),
            texts,
          ),
        );
    }
    // Others are served between the tables.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return changes;
}

/** The texts of a row without the person; null where nothing is said of them. */
function rewritten(
  table: Table,
  row: Row,
  who: Traces,
  repairs: readonly string[],
): Record<string, string> | null {
  const own = repairColumn(table);
  const theirs = own !== null && repairs.includes(String(row[own]));
  const texts: Record<string, string> = {};
  for (const name of textColumns(table)) {
    const text = row[name];
    if (typeof text !== 'string') continue;
    const without = JSON_TEXT.has(name) ? withoutPersonInJson(text, who) : withoutPerson(text, who, theirs);
    if (without !== text) texts[name] = alone(table, name) ? `${without} ${tailOf(table, row)}` : without;
  }
  return Object.keys(texts).length > 0 ? texts : null;
}

const alone = (table: Table, name: string) => ONE_OF_A_NAME.has(`${table.name}.${name}`);
const tailOf = (table: Table, row: Row) => String(row[table.order[0] ?? '']).slice(-6);
