import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Database } from '../db/database.ts';
import { writeSetting } from '../settings/changes.ts';
import type { Services } from '../web/env.ts';
import { forgetDeliveries } from '../webhooks/changes.ts';
import { LOG_DAYS } from '../webhooks/retry-rules.ts';
import {
  endExpiredSessions,
  forgetOldChallenges,
  forgetOldFailures,
  forgetOldKeys,
  forgetOldLinks,
  mergeSearchIndexes,
} from './changes.ts';
import { planCounts } from './plan-counts.ts';
import { planVehicles } from './plan-vehicles.ts';
import { keptPhotos } from './queries.ts';

const DAY_MS = 86_400_000;
const PLANNED_ON = 'upkeep.planned_on';

/** What the scheduler does: forgets what has expired, removes photos that no row names. */
export async function upkeep(ctx: Ctx, stores: Pick<Services, 'engine' | 'photos'>): Promise<void> {
  const before = (days: number) => new Date(Date.parse(ctx.now) - days * DAY_MS).toISOString();
  await commit(
    ctx,
    null,
    forgetOldKeys(before(30)),
    endExpiredSessions(ctx.now),
    forgetOldLinks(before(90)),
    forgetOldFailures(before(7)),
    forgetDeliveries(before(LOG_DAYS)),
    forgetOldChallenges(ctx.now),
  );
  await commit(ctx, null, mergeSearchIndexes());
  await planOnceADay(ctx, stores);
  await removeOrphans(stores, before(1));
}

/** What changes with the days: the first run of a day does it. */
async function planOnceADay(ctx: Ctx, { engine }: Pick<Services, 'engine'>): Promise<void> {
  if (ctx.district.settings[PLANNED_ON] === ctx.today) return;
  // They walk through tables of the whole district: more statements than one request may have.
  const fresh = (): Ctx => ({ ...ctx, db: new Database(engine) });
  await planCounts(fresh);
  await planVehicles(fresh());
  await commit(ctx, null, writeSetting(PLANNED_ON, ctx.today));
}

/** Photos are put before their row is committed: after a day without a row they are nobody's. */
async function removeOrphans(
  { photos, engine }: Pick<Services, 'engine' | 'photos'>,
  before: string,
): Promise<void> {
  let cursor: string | null = null;
  do {
    const page: { names: string[]; cursor: string | null } = await photos.listBefore(before, cursor);
    if (page.names.length > 0) {
      const [rows] = await engine.read([keptPhotos(page.names)]);
      const kept = new Set(rows?.map((row) => row.name));
      await photos.remove(page.names.filter((name) => !kept.has(name)));
    }
    cursor = page.cursor;
  } while (cursor !== null);
}
