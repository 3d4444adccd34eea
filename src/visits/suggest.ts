import { auditSettingsOf, periodAt } from '../audits/settings-rules.ts';
import type { Ctx } from '../context.ts';
import { startOfDay } from '../web/day.ts';
import { measuredOf } from './drive.ts';
import { baseOf, type SitePlace } from './queries.ts';
import { driveBetween } from './route-rules.ts';
import { daysBetween, visitSettingsOf } from './rules.ts';
import { measuredFrom, siteNeeds } from './suggestion-queries.ts';
import { rankSites, type Suggested } from './suggestion-rules.ts';

/** Sites ranked by what waits there against the drive from where the person's day begins. */
export async function suggestSites(
  ctx: Ctx,
  person: string,
  most = 20,
): Promise<{ base: SitePlace | null; rows: Suggested[] }> {
  const settings = auditSettingsOf(ctx.district.settings);
  const span = periodAt(settings.sites, ctx.today, settings);
  const countedSince = span ? startOfDay(ctx.district.zone, span.from) : '';
  const [bases, needs] = await ctx.db.read(
    baseOf(person),
    siteNeeds({ person, now: ctx.now, today: ctx.today, countedSince }),
  );
  const base = bases[0] ?? null;
  const measured = measuredOf(base ? await ctx.db.all(measuredFrom(base.id)) : []);
  const { roadFactor } = visitSettingsOf(ctx.district.settings);
  const rows = rankSites(
    needs
      .filter((need) => need.planned === 0)
      .map((need) => ({
        ...need,
        auditDue: span !== null && need.counted === 0,
        daysSince: need.lastOn ? daysBetween(need.lastOn, ctx.today) : null,
        tenths: base
          ? (driveBetween(base, { ...need, id: need.site }, measured, roadFactor)?.tenths ?? null)
          : null,
      })),
    most,
  );
  return { base, rows };
}
