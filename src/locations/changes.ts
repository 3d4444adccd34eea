import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import type { LocationEdit, NewLocation } from './forms.ts';

/** A new location with its first dated parent, findable by code and name. */
export function insertLocation(id: string, top: string, form: NewLocation, now: string): Change {
  return [
    q.insertInto('locations').values({
      id,
      code: form.code,
      kind: form.kind,
      top,
      created_at: now,
      ...columnsOf(form),
    }),
    openParent(id, form.parent, now),
    addToSearch(id, form),
  ];
}

export function updateLocation(id: string, form: LocationEdit): Change {
  return [
    q
      .updateTable('locations')
      .set({ code: form.code, ...columnsOf(form) })
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', id),
    removeFromSearch(id),
    addToSearch(id, form),
  ];
}

/**
 * The location lies elsewhere from now on, with everything in it.
 * @param below ids of the location and all below it
 */
export function moveLocation(
  id: string,
  parent: string | null,
  top: string,
  below: readonly string[],
  now: string,
): Change {
  const list = JSON.stringify(below);
  return [
    must('the new place does not lie inside it', {
      sql: `WITH RECURSIVE up (id) AS (
              SELECT ? UNION SELECT l.parent FROM locations AS l JOIN up ON l.id = up.id WHERE l.parent IS NOT NULL
            ) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM up WHERE id = ?)`,
      parameters: [parent, id],
    }),
    q
      .updateTable('location_parents')
      .set({ to_at: now })
      .where('location', '=', id)
      .where('to_at', 'is', null),
    openParent(id, parent, now),
    {
      sql: 'UPDATE locations SET top = ? WHERE id IN (SELECT value FROM json_each(?))',
      parameters: [top, list],
    },
    {
      sql: 'UPDATE devices SET at_site = ? WHERE place IN (SELECT value FROM json_each(?))',
      parameters: [top, list],
    },
  ];
}

export function retireLocation(id: string, retiredAt: string | null): Change {
  return q
    .updateTable('locations')
    .set({ retired_at: retiredAt })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

function columnsOf(form: Omit<LocationEdit, 'version'>) {
  return {
    name: form.name,
    site_type: form.siteType,
    parent: form.parent,
    address: form.address,
    latitude: form.latitude,
    longitude: form.longitude,
    slots: form.slots,
    note: form.note,
  };
}

function openParent(location: string, parent: string | null, now: string): Change {
  return q.insertInto('location_parents').values({ id: newId(), location, parent, from_at: now });
}

function addToSearch(id: string, form: { code: string; name: string }): Change {
  return {
    sql: 'INSERT INTO locations_fts (rowid, name) SELECT n, ? FROM locations WHERE id = ?',
    parameters: [`${form.code} ${form.name}`, id],
  };
}

function removeFromSearch(id: string): Change {
  return {
    sql: 'DELETE FROM locations_fts WHERE rowid = (SELECT n FROM locations WHERE id = ?)',
    parameters: [id],
  };
}
