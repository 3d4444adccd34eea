import type { Change } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { NewPerson, PersonEdit } from './forms.ts';

type Facts = Omit<PersonEdit, 'version' | 'active'>;

/** A new person without a login, findable by name and external id. */
export function insertPerson(id: string, form: NewPerson, now: string): Change {
  return [
    q.insertInto('people').values({ id, kind: form.kind, created_at: now, ...columnsOf(form) }),
    addToSearch(id, form),
  ];
}

/** A login's name follows the person's. */
export function updatePerson(id: string, form: PersonEdit, now: string): Change {
  return [
    q
      .updateTable('people')
      .set({ active: form.active ? 1 : 0, ...columnsOf(form) })
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', id),
    q
      .updateTable('users')
      .set({ name: `${form.givenName} ${form.familyName}`, updated_at: now })
      .where('id', '=', id),
    {
      sql: 'DELETE FROM people_fts WHERE rowid = (SELECT n FROM people WHERE id = ?)',
      parameters: [id],
    },
    addToSearch(id, form),
  ];
}

function columnsOf(form: Facts) {
  return {
    external_id: form.externalId || null,
    given_name: form.givenName,
    family_name: form.familyName,
    sort_name: `${form.familyName}, ${form.givenName}`.toLowerCase(),
    email: form.email || null,
    title: form.title,
    site: form.site,
    grade: form.grade,
  };
}

function addToSearch(id: string, form: Facts): Change {
  return {
    sql: 'INSERT INTO people_fts (rowid, name) SELECT n, ? FROM people WHERE id = ?',
    parameters: [`${form.givenName} ${form.familyName} ${form.externalId}`.trim(), id],
  };
}
