import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { setSetting, writeSetting } from '../settings/changes.ts';
import type { SignInProvider } from '../sign-in-config.ts';
import type { Ways } from './forms.ts';
import { rightsOf } from './grants.ts';
import { groupRows, passwordsAllowed, rightsOfGroups } from './group-rules.ts';
import { mustKeepAdmin } from './user-changes.ts';
import { adminWithoutPassword } from './way-rules.ts';

/**
 * How people sign in: with passwords or without, and who gets a login by groups.
 * @throws Invalid a line is not understood, or nobody could manage users any more
 */
export async function saveWays(
  ctx: Ctx,
  form: Ways,
  providers: readonly SignInProvider[],
): Promise<{ saved: true }> {
  const ids = providers.map(({ id }) => id);
  if (!form.passwords && !(await ctx.db.first(adminWithoutPassword(ids))))
    throw new Invalid({
      passwords: 'First an admin has to add a passkey (My account), or to sign in once with a service',
    });
  const mapped = groupRows(form.lines);
  if ('problem' in mapped) throw new Invalid({ lines: mapped.problem });
  if ((form.newcomers || form.follow) && mapped.rows.length === 0)
    throw new Invalid({ lines: 'Name at least one group' });
  for (const [index, row] of mapped.rows.entries()) await mustMean(ctx, row.group, [row], index);
  const { follow, claim, lines } = form;
  const kept = { newcomers: form.newcomers ? 'groups' : 'known', follow, claim, lines };
  return commit(
    ctx,
    { saved: true } as const,
    setSetting('sign-in.passwords', form.passwords ? 'on' : 'off', form.version),
    writeSetting('sign-in.groups', JSON.stringify(kept)),
    form.passwords ? null : mustKeepAdmin(ids),
    record({
      thing: 'settings',
      kind: 'settings',
      verb: 'edited',
      data: {
        passwords: [passwordsAllowed(ctx.district.settings), form.passwords],
        newcomers: kept.newcomers,
        follow,
        groups: mapped.rows.map(({ group, role, level, sites }) => [group, role, level, sites]),
      },
    }),
  );
}

/** @throws Invalid a code of the line is no site's */
async function mustMean(
  ctx: Ctx,
  group: string,
  rows: Parameters<typeof rightsOfGroups>[0],
  index: number,
): Promise<void> {
  const rights = rightsOfGroups(rows, [group.toLowerCase()]);
  try {
    if (rights) await rightsOf(ctx, rights);
  } catch (error) {
    if (error instanceof Invalid)
      throw new Invalid({ lines: `Line ${index + 1}: ${Object.values(error.fields).join(', ')}` });
    throw error;
  }
}

/** Passwords work again, from the command line: the way back in where nothing else opens. */
export function passwordsOn(ctx: Ctx): Promise<{ passwords: 'on' }> {
  return commit(
    ctx,
    { passwords: 'on' } as const,
    writeSetting('sign-in.passwords', 'on'),
    record({ thing: 'settings', kind: 'settings', verb: 'edited', data: { passwords: true } }),
  );
}
