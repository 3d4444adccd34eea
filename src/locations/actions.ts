import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertLocation, moveLocation, retireLocation, updateLocation } from './changes.ts';
import type { LocationEdit, LocationKind, NewLocation, Versioned } from './forms.ts';
import { findLocation, treeOf } from './queries.ts';
import { isRoot, MAX_DEPTH, parentProblem, subtree } from './rules.ts';

/** The words of the form, for the page that says what somebody else changed. */
const LABELS = {
  code: 'Code',
  name: 'Name',
  siteType: 'Type',
  address: 'Address',
  slots: 'Slots',
  note: 'Note',
} as const;

/** @throws Invalid the parent cannot hold this kind */
export async function createLocation(ctx: Ctx, form: NewLocation): Promise<{ id: string }> {
  const id = newId();
  const parent = await parentFor(ctx, form.kind, form.parent);
  return commit(
    ctx,
    { id },
    parent ? inUse(parent.id) : null,
    insertLocation(id, parent?.top ?? id, form, ctx.now),
    record({
      thing: id,
      kind: 'location',
      verb: 'created',
      site: parent?.top ?? id,
      data: { code: form.code, name: form.name, kind: form.kind, parent: form.parent },
      text: form.note,
      first: true,
    }),
  );
}

/** @throws NotFound, Invalid, Conflict of kind 'version' with what somebody else changed */
export async function editLocation(ctx: Ctx, id: string, form: LocationEdit): Promise<{ id: string }> {
  const before = await findLocation(ctx.db, id, 'all');
  refuseStale(form.version, before, form, LABELS);
  const parent = await parentFor(ctx, before.kind, form.parent);
  const top = parent?.top ?? id;
  const moved = before.parent !== form.parent;
  const below = moved ? subtree(await treeOf(ctx.db, before.top), id) : [];
  if (form.parent && below.includes(form.parent))
    throw new Invalid({ parent: 'It cannot lie inside itself' });
  return commit(
    ctx,
    { id },
    sameVersion('locations', id, form.version),
    updateLocation(id, form),
    moved ? moveLocation(id, form.parent, top, below, ctx.now) : null,
    record({
      thing: id,
      kind: 'location',
      verb: moved ? 'moved' : 'edited',
      site: top,
      data: { code: form.code, name: form.name, from: before.parent, to: form.parent },
      text: form.note,
    }),
  );
}

/** Takes a location out of use, or back in. @throws Conflict devices or locations are still in it */
export async function retireOrRestore(ctx: Ctx, id: string, form: Versioned): Promise<{ id: string }> {
  const before = await findLocation(ctx.db, id, 'all');
  const retire = before.retiredAt === null;
  if (form.version !== before.version) throw new Conflict('version', 'somebody changed it meanwhile');
  return commit(
    ctx,
    { id },
    sameVersion('locations', id, form.version),
    retire ? mustBeEmpty(id) : null,
    retireLocation(id, retire ? ctx.now : null),
    record({ thing: id, kind: 'location', verb: retire ? 'retired' : 'restored', site: before.top }),
  );
}

function mustBeEmpty(id: string) {
  return [
    must('no location in use lies in it', {
      sql: 'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM locations WHERE parent = ? AND retired_at IS NULL)',
      parameters: [id],
    }),
    must('no device is there or at home there', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM devices WHERE place = ? AND joined_into IS NULL)
              AND NOT EXISTS (SELECT 1 FROM devices WHERE home = ? AND joined_into IS NULL)`,
      parameters: [id, id],
    }),
  ];
}

function inUse(id: string) {
  return must(
    'the place that it lies in is in use',
    q.selectFrom('locations').select('id').where('id', '=', id).where('retired_at', 'is', null),
  );
}

async function parentFor(ctx: Ctx, kind: LocationKind, id: string | null) {
  if (isRoot(kind) && !id) return null;
  const parent = id
    ? await ctx.db.first(q.selectFrom('locations').selectAll().where('id', '=', id))
    : undefined;
  const problem = parentProblem(kind, parent ?? null);
  if (problem) throw new Invalid({ parent: problem });
  if (parent && (await depthOf(ctx, parent.id)) >= MAX_DEPTH)
    throw new Invalid({ parent: 'The tree is too deep there' });
  return parent ?? null;
}

async function depthOf(ctx: Ctx, id: string): Promise<number> {
  const row = await ctx.db.first<{ depth: number }>({
    sql: `WITH RECURSIVE up (id, depth) AS (
            SELECT ?, 1 UNION SELECT l.parent, depth + 1 FROM locations AS l JOIN up ON l.id = up.id
            WHERE l.parent IS NOT NULL AND depth < 50
          ) SELECT max(depth) AS depth FROM up`,
    parameters: [id],
  });
  return row?.depth ?? 0;
}
