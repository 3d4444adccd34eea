import { barLeavers } from '../accounts/leave-changes.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertPerson, updatePerson } from './changes.ts';
import type { NewPerson, PersonEdit, PersonKind } from './forms.ts';
import { findPerson } from './queries.ts';

/** The words of the form, for the page that says what somebody else changed. */
const LABELS = {
  givenName: 'Given name',
  familyName: 'Family name',
  externalId: 'External id',
  email: 'E-mail',
  title: 'Title',
  siteName: 'Site',
  grade: 'Grade',
  active: 'Still there',
} as const;

/** A student or staff member, without a login. Records hold ids, never names. @throws Invalid */
export async function createPerson(ctx: Ctx, form: NewPerson): Promise<{ id: string }> {
  const id = newId();
  await checkPlace(ctx, form.kind, form);
  return commit(
    ctx,
    { id },
    insertPerson(id, form, ctx.now),
    record({
      thing: id,
      kind: 'person',
      verb: 'created',
      site: form.site,
      data: { kind: form.kind, site: form.site, grade: form.grade },
      first: true,
    }),
  );
}

/**
 * Who is no longer there signs in no more, from this commit on.
 * @throws NotFound, Invalid, Conflict of kind 'version' with what somebody else changed; nobody could manage users
 */
export async function editPerson(ctx: Ctx, id: string, form: PersonEdit): Promise<{ id: string }> {
  const before = await findPerson(ctx.db, id, { students: 'all', staff: 'all' });
  if (before.purgedAt) throw new Invalid({ '': 'This person was removed for good' });
  const site = await checkPlace(ctx, before.kind, form, before.site);
  refuseStale(
    form.version,
    {
      ...before,
      externalId: before.externalId ?? '',
      email: before.email ?? '',
      active: before.active === 1,
    },
    { ...form, siteName: site },
    LABELS,
  );
  return commit(
    ctx,
    { id },
    sameVersion('people', id, form.version),
    updatePerson(id, form, ctx.now),
    form.active ? null : barLeavers([id], ctx.now),
    record({
      thing: id,
      kind: 'person',
      verb: before.active === (form.active ? 1 : 0) ? 'edited' : form.active ? 'came back' : 'left',
      site: form.site,
      data: { site: form.site, grade: form.grade, active: form.active },
    }),
  );
}

/** @returns the site's name @throws Invalid */
async function checkPlace(
  ctx: Ctx,
  kind: PersonKind,
  form: { site: string | null; grade: string | null },
  before: string | null = null,
): Promise<string | null> {
  if (kind === 'student' && !form.site) throw new Invalid({ site: 'A student belongs to a school' });
  if (kind === 'staff' && form.grade) throw new Invalid({ grade: 'Only students have a grade' });
  if (!form.site) return null;
  const site = await ctx.db.first(
    q.selectFrom('locations').where('id', '=', form.site).select(['kind', 'name', 'retired_at']),
  );
  if (site?.kind !== 'site' || (site.retired_at && before !== form.site))
    throw new Invalid({ site: 'Choose a site in use' });
  return site.name;
}
