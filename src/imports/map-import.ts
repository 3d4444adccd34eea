import { createHash } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { forgetPlans, inState, rememberMapping, setImport } from './changes.ts';
import { dateOrders } from './date-orders.ts';
import type { MapBody, MapForm } from './forms.ts';
import { guess } from './guess.ts';
import type { ImportKind } from './kind.ts';
import { KINDS } from './kinds/all.ts';
import { headKey, type Mapping, plainHead } from './mapping-rules.ts';
import { kindHere, kindsHere } from './own-columns.ts';
import { isOwn } from './own-names-rules.ts';
import { findImport, type Import, rememberedMapping, rowsAfter } from './queries.ts';

/** What files with this head are known by; @param kind '' for whatever was brought in of them the last time */
export function signatureOf(head: readonly string[], kind: string = ''): string {
  const known = createHash('sha256').update(headKey(head)).digest('base64url');
  return kind === '' ? known : `${known}.${kind}`;
}

/** The columns as they were chosen for the last file with this head; of that kind, where one is said. */
async function rememberedFor(ctx: Ctx, it: Import, kind: string): Promise<Mapping | null> {
  const all = await ctx.db.read(
    rememberedMapping(signatureOf(it.head, kind)),
    rememberedMapping(signatureOf(it.head)),
  );
  const known = all.flat().map(({ mapping }) => JSON.parse(mapping) as Mapping);
  return known.find((mapping) => kind === '' || mapping.kind === kind) ?? null;
}

/**
 * How the file is likely to be read: as files with this head were the last time, else by the names of its columns.
 * @param asked the kind that the person has chosen, '' for none
 */
export async function guessMapping(ctx: Ctx, it: Import, asked: string): Promise<Mapping> {
  if (it.mapping && (asked === '' || asked === it.mapping.kind)) return it.mapping;
  // One file may be sent twice: for the devices, then for who has them.
  const remembered = await rememberedFor(ctx, it, asked || it.kind);
  if (remembered) return remembered;
  const kinds = await kindsHere(ctx.db);
  const only = kinds.find((one) => one.name === (asked || it.kind))?.name;
  const sample = (await rowsAfter(ctx.db, it.n, it.headNr, SAMPLE)).map((row) => row.cells);
  const found = guess(it.head, sample, kinds, only);
  const kind = await kindHere(ctx.db, found?.kind ?? only ?? 'devices');
  const columns = found?.columns ?? {};
  const match = kind.keys.map(({ name }) => name).filter((name) => columns[name] !== undefined);
  const source = found?.source ?? 'csv';
  return {
    kind: kind.name,
    source,
    columns,
    fixed: {},
    match,
    create: [],
    clear: [],
    dates: {},
    takeState: false,
  };
}

/** Whether the columns of a file with this head were chosen before. */
export async function isRemembered(ctx: Ctx, it: Import, kind: string): Promise<boolean> {
  return (await rememberedFor(ctx, it, kind)) !== null;
}

/** Rows that a guess looks at. */
const SAMPLE = 50;

/** The mapping screen's form as a mapping. @throws Invalid two columns of the file are one of the kind */
export async function mappingOfForm(ctx: Ctx, it: Import, form: MapForm): Promise<Mapping> {
  const kind = await kindNamed(ctx, form.kind);
  const columns: Record<string, number> = {};
  const problems: Record<string, string> = {};
  for (const [at, name] of Object.entries(form.column)) {
    if (name === '') continue;
    const index = Number(at);
    if (!(Number.isInteger(index) && index < it.head.length)) continue;
    if (!kind.columns.some((column) => column.name === name))
      problems[`column.${at}`] = 'Choose one of these';
    else if (columns[name] === undefined) columns[name] = index;
    else problems[`column.${at}`] = `${it.head[columns[name]] ?? ''} is this already`;
  }
  const match = [form.first, form.second, form.third].filter(Boolean);
  const mapping = { ...form, columns, match, dates: form.date };
  return checked(it, kind, mapping, problems, 'first');
}

/** The same as programs send it. @throws Invalid a column that there is not */
export async function mappingOfBody(ctx: Ctx, it: Import, body: MapBody): Promise<Mapping> {
  const kind = await kindNamed(ctx, body.kind);
  const columns: Record<string, number> = {};
  const problems: Record<string, string> = {};
  const named = body.columns ?? (await guessMapping(ctx, it, body.kind)).columns;
  for (const [name, at] of Object.entries(named)) {
    const index =
      typeof at === 'number' ? at : it.head.findIndex((head) => plainHead(head) === plainHead(at));
    const column = columnNamed(kind, name);
    if (!column) problems[`columns.${name}`] = 'This kind has no such column';
    else if (index < 0 || index >= it.head.length)
      problems[`columns.${name}`] = `The file has no column ${at}`;
    else columns[column.name] = index;
  }
  const { fixed = {}, dates = {} } = body;
  const match =
    body.match.length > 0
      ? body.match
      : kind.keys.map(({ name }) => name).filter((name) => columns[name] !== undefined);
  return checked(it, kind, { ...body, columns, fixed, dates, match }, problems, 'match');
}

async function kindNamed(ctx: Ctx, name: string): Promise<ImportKind> {
  const kind = KINDS.find((one) => one.name === name);
  if (!kind) throw new Invalid({ kind: 'Choose one of these' });
  return kindHere(ctx.db, kind.name);
}

/** A column by its name; one of the district's own fields by what people call it as well. */
function columnNamed(kind: ImportKind, name: string) {
  const own = (label: string) => plainHead(label) === plainHead(name);
  return (
    kind.columns.find((column) => column.name === name) ??
    kind.columns.find((column) => isOwn(column.name) && own(column.label))
  );
}

function checked(
  it: Import,
  kind: ImportKind,
  wanted: Omit<Mapping, 'kind'>,
  problems: Record<string, string>,
  matchField: string,
): Mapping {
  const known = new Set(kind.columns.map(({ name }) => name));
  const match = [...new Set(wanted.match)];
  for (const name of match) {
    const key = kind.keys.find((one) => one.name === name);
    if (!key) problems[matchField] = `Rows cannot be matched by ${name}`;
    else if (wanted.columns[name] === undefined)
      problems[matchField] = `No column of the file is the ${key.label.toLowerCase()}`;
  }
  if (match.length === 0) problems[matchField] ??= 'Say what tells which one a row is about';
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  const filled = Object.entries(wanted.fixed).filter(([name, text]) => known.has(name) && text !== '');
  return {
    kind: kind.name,
    source: wanted.source || it.source,
    columns: wanted.columns,
    fixed: Object.fromEntries(filled),
    match,
    create: wanted.create.filter((one) => kind.makes.includes(one)),
    clear: wanted.clear.filter((name) => kind.columns.some((one) => one.name === name && one.clearable)),
    dates: wanted.dates,
    takeState: kind.name === 'devices' && wanted.takeState === true,
  };
}

/**
 * Which column is what, from now on: each row is planned anew, and the next file with this head is read so too.
 * @throws NotFound, Invalid, Conflict it is being applied already
 */
export async function mapImport(
  ctx: Ctx,
  id: string,
  read: (it: Import) => Mapping | Promise<Mapping>,
): Promise<{ id: string }> {
  const it = await findImport(ctx.db, id);
  const wanted = await read(it);
  const dates = await dateOrders(
    ctx.db,
    it,
    await kindHere(ctx.db, wanted.kind),
    wanted.columns,
    wanted.dates,
  );
  const mapping = { ...wanted, dates };
  const counts = { creates: 0, changes: 0, sames: 0, rejects: 0, lefts: 0 };
  return commit(
    ctx,
    { id },
    inState(it.n, ['mapping', 'ready'], 'its rows are not being read or applied'),
    forgetPlans(it.n),
    setImport(it.n, {
      state: 'planning',
      kind: mapping.kind,
      source: mapping.source,
      mapping: JSON.stringify(mapping),
      done_to: 0,
      ...counts,
    }),
    ['', mapping.kind].map((one) =>
      rememberMapping(
        {
          signature: signatureOf(it.head, one),
          kind: mapping.kind,
          mapping: JSON.stringify(mapping),
          person: ctx.actor.person,
        },
        ctx.now,
      ),
    ),
    record({
      thing: id,
      kind: 'import',
      verb: 'columns chosen',
      data: { kind: mapping.kind, match: mapping.match, create: mapping.create, clear: mapping.clear },
    }),
  );
}
