import type { Role } from '../context.ts';
import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { adminLeft } from './way-rules.ts';

interface Name {
  givenName: string;
  familyName: string;
}

/** A staff person who was not known yet, findable by name. */
export function insertStaff(id: string, { givenName, familyName }: Name, email: string, now: string): Change {
  return [
    q.insertInto('people').values({
      id,
      kind: 'staff',
      given_name: givenName,
      family_name: familyName,
      sort_name: sortName({ givenName, familyName }),
      email,
      created_at: now,
    }),
    addToSearch(id, { givenName, familyName }),
  ];
}

export function renameStaff(id: string, name: Name, email: string): Change {
  return [
    q
      .updateTable('people')
      .set({
        given_name: name.givenName,
        family_name: name.familyName,
        sort_name: sortName(name),
        email,
      })
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', id),
    {
      sql: 'DELETE FROM people_fts WHERE rowid = (SELECT n FROM people WHERE id = ?)',
      parameters: [id],
    },
    addToSearch(id, name),
  ];
}

function addToSearch(id: string, { givenName, familyName }: Name): Change {
  return {
    sql: `INSERT INTO people_fts (rowid, name)
          SELECT n, ? || ' ' || ifnull(external_id, '') FROM people WHERE id = ?`,
    parameters: [`${givenName} ${familyName}`, id],
  };
}

function sortName({ givenName, familyName }: Name): string {
  return `${familyName}, ${givenName}`.toLowerCase();
}

/** A login of the person, who must be on the staff. */
export function insertUser(id: string, name: string, email: string, now: string): Change {
  return [
    must('the person is on the staff', {
      sql: "SELECT 1 FROM people WHERE id = ? AND kind = 'staff'",
      parameters: [id],
    }),
    q.insertInto('users').values({ id, name, email, created_at: now, updated_at: now }),
  ];
}

export function updateUser(id: string, name: string, email: string, now: string): Change {
  return q
    .updateTable('users')
    .set({ name, email, updated_at: now })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

export interface GrantRow {
  role: Role;
  level: 1 | 2 | 3 | null;
  site: string | null;
}

/** Who gave rights: a person, or a group at the provider, which may take them back. */
export type GivenBy = 'hand' | 'group';

/**
 * These roles from now on, and no others. One that stays keeps the mark of who gave it.
 * @param by 'group': roles that were given by hand stay beside them
 */
export function setGrants(person: string, grants: readonly GrantRow[], by: GivenBy = 'hand'): Change {
  const rows = JSON.stringify(grants.map(({ role, level, site }) => [newId(), role, level, site]));
  const group = by === 'group' ? 1 : 0;
  return [
    {
      sql: `DELETE FROM user_roles WHERE person = ? AND by_group >= ? AND NOT EXISTS
              (SELECT 1 FROM json_each(?) AS j WHERE j.value ->> 1 = role AND j.value ->> 2 IS level
                AND j.value ->> 3 IS site)`,
      parameters: [person, group, rows],
    },
    {
      sql: `INSERT INTO user_roles (id, person, role, level, site, by_group)
            SELECT value ->> 0, ?, value ->> 1, value ->> 2, value ->> 3, ? FROM json_each(?) WHERE true
            ON CONFLICT DO NOTHING`,
      parameters: [person, group, rows],
    },
  ];
}

/** The sites that a specialist looks after; as with roles, those of a group leave those given by hand. */
export function setSites(
  person: string,
  main: readonly string[],
  backup: readonly string[],
  by: GivenBy = 'hand',
): Change {
  const rows = JSON.stringify([
    ...main.map((site) => [site, 'main']),
    ...backup.filter((site) => !main.includes(site)).map((site) => [site, 'backup']),
  ]);
  const group = by === 'group' ? 1 : 0;
  return [
    {
      sql: `DELETE FROM person_sites WHERE person = ? AND by_group >= ? AND NOT EXISTS
              (SELECT 1 FROM json_each(?) AS j WHERE j.value ->> 0 = site AND j.value ->> 1 = rank)`,
      parameters: [person, group, rows],
    },
    {
      sql: `INSERT INTO person_sites (person, site, rank, by_group)
            SELECT ?, value ->> 0, value ->> 1, ? FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
      parameters: [person, group, rows],
    },
  ];
}

/** The one vehicle bin that the person keeps; null for none. */
export function setBin(person: string, bin: string | null): Change {
  return [
    {
      sql: 'UPDATE bins SET keeper = NULL, version = version + 1 WHERE keeper = ? AND id IS NOT ?',
      parameters: [person, bin],
    },
    bin === null
      ? null
      : {
          sql: 'UPDATE bins SET keeper = ?, version = version + 1 WHERE id = ? AND keeper IS NOT ?',
          parameters: [person, bin, person],
        },
  ];
}

/** Ends the login, or opens it again. */
export function setDeactivated(person: string, at: string | null, now: string): Change {
  return q
    .updateTable('users')
    .set({ deactivated_at: at, updated_at: now })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', person);
}

/**
 * After the rows above are changed: somebody can still manage users, and can come in. Where passwords are
 * switched off, that takes a passkey or an account of a provider.
 * @param providers those that are set up; without it any counts
 */
export function mustKeepAdmin(providers?: readonly string[]): Change {
  return must('an admin can still sign in', adminLeft(providers));
}

/** The password of a login; hash of password.ts. */
export function setPassword(person: string, hash: string, now: string): Change {
  return {
    sql: `INSERT INTO credentials (id, account_id, provider_id, user_id, password, created_at, updated_at)
          VALUES (?, ?, 'credential', ?, ?, ?, ?)
          ON CONFLICT (provider_id, account_id) DO UPDATE SET
            password = excluded.password, updated_at = excluded.updated_at`,
    parameters: [newId(), person, person, hash, now, now],
  };
}

export function deletePassword(person: string): Change {
  return { sql: 'DELETE FROM credentials WHERE user_id = ?', parameters: [person] };
}
