import type { Ctx } from '../context.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { inState, setImport } from './changes.ts';
import { type FileStore, inOnePiece } from './file-store.ts';
import type { BeginUpload, UploadForm } from './forms.ts';
import type { KindName } from './kind.ts';
import type { Auto } from './mapping-rules.ts';
import { findImport } from './queries.ts';
import { partName, partNames } from './state-rules.ts';

import { IMPORT_LIMITS } from './table.ts';

const MOST = IMPORT_LIMITS.csvBytes;
const TOO_LARGE = `At most ${MOST / 1_000_000} MB: split the file, or leave columns out`;

interface Sent {
  kind: KindName | '';
  fileName: string;
  /** where no person looks at it */
  auto?: Auto | null;
}

/** An import whose file comes next, in parts. */
export async function beginUpload(ctx: Ctx, form: BeginUpload): Promise<{ id: string }> {
  const id = newId();
  return commit(
    ctx,
    { id },
    insert(ctx, id, form, 0, 0, 'uploading'),
    record({ thing: id, kind: 'import', verb: 'upload begun', text: form.fileName, first: true }),
  );
}

function insert(
  ctx: Ctx,
  id: string,
  { kind, fileName, auto = null }: Sent,
  parts: number,
  bytes: number,
  state: 'uploading' | 'reading',
) {
  const { source, person } = ctx.actor;
  return q.insertInto('imports').values({
    id,
    kind,
    file_name: fileName.slice(0, 200),
    auto: auto === null ? null : JSON.stringify(auto),
    parts,
    bytes,
    state,
    asked_by: source === 'api' || source === 'cli' ? source : 'page',
    person,
    at: ctx.now,
  });
}

/**
 * One part of an upload, from 1; the same one may come again. The last one begins the reading.
 * @throws NotFound, Invalid too large, or not the next part
 */
export async function addPart(
  ctx: Ctx,
  files: FileStore,
  id: string,
  part: { nr: number; last: boolean; source: AsyncIterable<Uint8Array> },
): Promise<{ id: string; parts: number; bytes: number }> {
  const it = await findImport(ctx.db, id);
  const own = it.person === ctx.actor.person;
  // Its answer was lost on the way: it is there.
  if (own && part.nr === it.parts && ['uploading', 'reading', 'mapping'].includes(it.state))
    return { id, parts: it.parts, bytes: it.bytes };
  if (it.state !== 'uploading' || !own) throw new Invalid({ part: 'This upload is over' });
  if (part.nr !== it.parts + 1) throw new Invalid({ part: `The next part is ${it.parts + 1}` });
  const { bytes } = await files.put(partName(id, part.nr), atMost(part.source, MOST - it.bytes));
  const sum = it.bytes + bytes;
  return commit(
    { ...ctx, submission: null },
    { id, parts: part.nr, bytes: sum },
    must('no other part came meanwhile', {
      sql: "SELECT 1 FROM imports WHERE n = ? AND state = 'uploading' AND parts = ?",
      parameters: [it.n, it.parts],
    }),
    setImport(it.n, { parts: part.nr, bytes: sum, ...(part.last ? { state: 'reading' } : {}) }),
  );
}

/** A file that comes in one piece. @throws Invalid none, or too large */
export async function uploadFile(
  ctx: Ctx,
  files: FileStore,
  file: File | undefined,
  form: UploadForm & { auto?: Auto | null },
): Promise<{ id: string }> {
  if (!file) throw new Invalid({ file: 'Choose a file' });
  const bytes = new Uint8Array(await file.arrayBuffer());
  return uploadStream(ctx, files, inOnePiece(bytes), {
    kind: form.kind,
    fileName: file.name,
    auto: form.auto ?? null,
  });
}

/**
 * A file as it arrives, kept before its import is.
 * @param along what is written in the same commit, by the import's id
 * @throws Invalid too large, or nothing in it
 */
export async function uploadStream(
  ctx: Ctx,
  files: FileStore,
  source: AsyncIterable<Uint8Array>,
  form: Sent,
  along: (id: string) => Change = () => null,
): Promise<{ id: string }> {
  const id = newId();
  const { bytes } = await files.put(partName(id, 1), atMost(source, MOST));
  if (bytes === 0) throw new Invalid({ file: 'The file is empty' });
  return commit(
    ctx,
    { id },
    insert(ctx, id, form, 1, bytes, 'reading'),
    along(id),
    record({
      thing: id,
      kind: 'import',
      verb: 'file uploaded',
      data: { bytes },
      text: form.fileName,
      first: true,
    }),
  );
}

async function* atMost(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    if (bytes > most) throw new Invalid({ file: TOO_LARGE });
    yield piece;
  }
}

/** The upload or the import is given up before anything of it went in. @throws NotFound, Conflict */
export async function dropImport(ctx: Ctx, files: FileStore, id: string): Promise<{ id: string }> {
  const it = await findImport(ctx.db, id);
  const done = await commit(
    ctx,
    { id },
    inState(
      it.n,
      ['uploading', 'reading', 'mapping', 'planning', 'ready', 'failed'],
      'nothing of the import went in yet',
    ),
    setImport(it.n, { state: 'dropped', ended_at: ctx.now, done_to: 0 }),
    record({ thing: id, kind: 'import', verb: 'import dropped' }),
  );
  await files.remove(partNames(it));
  return done;
}
