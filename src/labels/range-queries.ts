import type { Database } from '../db/database.ts';
import { type Query, q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { TagRange } from './queries.ts';
import type { TagRun } from './range-rules.ts';

const RANGE = () =>
  q
    .selectFrom('tag_ranges as r')
    .leftJoin('locations as s', 's.id', 'r.site')
    .leftJoin('users as u', 'u.id', 'r.reserved_by')
    .select(['r.n', 'r.id', 'r.name', 'r.prefix', 'r.digits', 'r.first', 'r.last'])
    .select(['r.first_tag as firstTag', 'r.last_tag as lastTag', 'r.site', 's.name as siteName'])
    .select(['r.reserved_by as reservedBy', 'u.name as byName', 'r.reserved_at as reservedAt'])
    .select('r.withdrawn_at as withdrawnAt');

/** Ranges, the latest first: those reserved, or those given back. */
export async function listRanges(
  db: Database,
  show: string | null,
  cursor: string | undefined,
  limit = 50,
): Promise<Page<TagRange>> {
  const after = decodeCursor(cursor, 'n');
  let rows = RANGE()
    .where('r.withdrawn_at', show === 'withdrawn' ? 'is not' : 'is', null)
    .orderBy('r.n', 'desc')
    .limit(limit + 1);
  if (after) rows = rows.where('r.n', '<', Number(after[0]));
  return pageOf(await db.all(rows), limit, (row) => [row.n]);
}

/** @throws NotFound */
export async function findRange(db: Database, id: string): Promise<TagRange> {
  const range = await db.first(RANGE().where('r.id', '=', id));
  if (!range) throw new NotFound('There is no such range');
  return range;
}

/** A device that has, or had, a tag of a range. */
export interface RangeUse {
  id: string;
  tag: string;
  modelName: string;
  home: string;
  homeName: string;
}

type Span = Pick<TagRange, 'firstTag' | 'lastTag'>;

const IN_RANGE = `i.kind = 'tag' AND i.value >= ? AND i.value <= ? AND length(i.value) = ? AND i.withdrawn_at IS NULL`;

const spanOf = ({ firstTag, lastTag }: Span) => [firstTag, lastTag, firstTag.length];

/** How many tags of a range are on devices, now or formerly. */
export function usedIn(range: Span): Query<{ n: number }> {
  return { sql: `SELECT count(*) AS n FROM identifiers AS i WHERE ${IN_RANGE}`, parameters: spanOf(range) };
}

/** Devices that carry a tag of the range though they are at home elsewhere; none for a range of the whole district. */
export function usedElsewhere(range: Span & Pick<TagRange, 'site'>, limit = 50): Query<RangeUse> {
  return {
    sql: `SELECT d.id, i.value AS tag, m.maker || ' ' || m.name AS modelName, d.home, h.name AS homeName
      FROM identifiers AS i CROSS JOIN devices AS d ON d.id = i.device
      JOIN models AS m ON m.id = d.model JOIN locations AS h ON h.id = d.home
      WHERE ${IN_RANGE} AND i.to_at IS NULL AND d.home <> ? AND ? <> '' ORDER BY i.value LIMIT ?`,
    parameters: [...spanOf(range), range.site ?? '', range.site ?? '', limit],
  };
}

/** Ranges in use that share a tag with the run. */
export function overlapping(
  first: string,
  last: string,
): Query<{ id: string; name: string; lastTag: string }> {
  return {
    sql: `SELECT id, name, last_tag AS lastTag FROM tag_ranges WHERE withdrawn_at IS NULL
      AND length(first_tag) = ? AND first_tag <= ? AND last_tag >= ? LIMIT 5`,
    parameters: [first.length, last, first],
  };
}

/** The highest tag of the form: among devices' tags, former ones too, and among what is reserved. */
export function highestTag({
  prefix,
  digits,
}: Pick<TagRun, 'prefix' | 'digits'>): Query<{ tag: string | null }> {
  const first = prefix + '0'.repeat(digits);
  const last = prefix + '9'.repeat(digits);
  return {
    sql: `SELECT (SELECT i.value FROM identifiers AS i WHERE i.kind = 'tag' AND i.value >= ? AND i.value <= ?
          AND length(i.value) = ? AND substr(i.value, ?) NOT GLOB '*[^0-9]*' AND i.withdrawn_at IS NULL
          ORDER BY i.value DESC LIMIT 1) AS tag
      UNION ALL SELECT max(last_tag) FROM tag_ranges WHERE withdrawn_at IS NULL
        AND length(last_tag) = ? AND last_tag >= ? AND last_tag <= ?`,
    parameters: [first, last, last.length, prefix.length + 1, last.length, first, last],
  };
}
