import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Conflict, Invalid } from '../errors.ts';
import { remakeExports } from '../exports/saved-changes.ts';
import { record } from '../history/record.ts';
import { rightsOf } from './grants.ts';
import { groupRows, groupSettings, groupsIn, rightsOfGroups } from './group-rules.ts';
import type { Claims } from './provider-rules.ts';
import { Refused } from './refused.ts';
import { type GrantRow, mustKeepAdmin, setGrants, setSites } from './user-changes.ts';
import { givenRights } from './user-queries.ts';

/**
 * The roles that groups gave become those of the groups that the person is in now, where the district chose that. What
 * was given by hand stays, and so does the last admin. A token that says nothing of groups changes nothing.
 * @throws Refused nothing is left that the person may do
 */
export async function followGroups(ctx: Ctx, person: string, claims: Claims): Promise<void> {
  const { follow, claim, lines } = groupSettings(ctx.district.settings);
  if (!follow || claims[claim] === undefined) return;
  const mapped = groupRows(lines);
  if (!('rows' in mapped)) return;
  const before = await ctx.db.all(givenRights(person));
  const typed = rightsOfGroups(mapped.rows, groupsIn(claims, claim));
  let grants: GrantRow[] = [];
  let main: string[] = [];
  try {
    if (typed) ({ grants, main } = await rightsOf(ctx, typed));
  } catch (error) {
    // A site of a line may have been retired since: nobody loses a role for that.
    if (error instanceof Invalid) return;
    throw error;
  }
  const told = (rows: readonly GrantRow[]) => rows.map(({ role, level, site }) => [role, level, site]);
  const ofGroups = before.filter(({ byGroup, rank }) => byGroup === 1 && rank === null);
  const byHand = before.filter(({ byGroup, rank }) => byGroup === 0 && rank === null);
  const fresh = grants.filter(
    ({ role, site }) => !byHand.some((one) => one.role === role && one.site === site),
  );
  const sitesNow = before
    .filter(({ byGroup, rank }) => byGroup === 1 && rank !== null)
    .map(({ site }) => site);
  const sitesByHand = before
    .filter(({ byGroup, rank }) => byGroup === 0 && rank !== null)
    .map(({ site }) => site);
  const sites = main.filter((site) => !sitesByHand.includes(site));
  const key = (list: readonly unknown[]) =>
    list
      .map((one) => JSON.stringify(one))
      .sort()
      .join();
  if (key(told(fresh)) !== key(told(ofGroups)) || key(sites) !== key(sitesNow))
    try {
      await commit(
        ctx,
        null,
        setGrants(person, fresh, 'group'),
        setSites(person, sites, [], 'group'),
        remakeExports(person, ctx.now),
        mustKeepAdmin(),
        record({
          thing: person,
          kind: 'user',
          verb: 'followed its groups',
          data: { roles: told(fresh), before: told(ofGroups), main: sites },
        }),
      );
    } catch (error) {
      // The last admin keeps what the group gave; two windows at once do it once.
      if (!(error instanceof Conflict)) throw error;
      return;
    }
  if (fresh.length === 0 && byHand.length === 0) throw new Refused('no_group');
}
