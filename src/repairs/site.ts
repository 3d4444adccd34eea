import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';

/**
 * The site that answers for a repair: the school where the device is, else its home. A contact who
 * reports another school's device has it at the own school.
 */
export async function siteFor(
  ctx: Ctx,
  device: { home: string; atSite: string | null },
  scope: Exclude<Scope, null>,
): Promise<string> {
  const site = await whereItIs(ctx, device);
  return scope === 'all' || scope.includes(site) ? site : (scope[0] ?? site);
}

async function whereItIs(ctx: Ctx, device: { home: string; atSite: string | null }): Promise<string> {
  if (!device.atSite || device.atSite === device.home) return device.home;
  const at = await ctx.db.first<{ kind: string }>({
    sql: 'SELECT kind FROM locations WHERE id = ?',
    parameters: [device.atSite],
  });
  return at?.kind === 'site' ? device.atSite : device.home;
}
