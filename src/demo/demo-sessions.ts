/** Scanning in a row: whoever scans several devices of one kind on one day does it in one session. */
import type { Ctx } from '../context.ts';
import { scanOne } from '../custody/scan-one.ts';
import { startSession, stopSession } from '../custody/session-start.ts';
import { giveVerdict } from '../custody/verdict.ts';
import { handBackScanned, startHandBack } from '../repairs/hand-back.ts';
import type { Act } from './acts.ts';
import type { Repairing } from './demo-repairs.ts';
import type { Stage } from './demo-stage.ts';
import { Random } from './random.ts';

/** Of the devices that are collected, those whose charger or case is missing. */
const MISSING = 0.03;

/** Collection day: the device comes in, and one tap says what does not come with it. */
export async function collect(stage: Stage, ctx: Ctx, act: Act & { do: 'collect' }): Promise<void> {
  const { place, end } = act;
  const session = await sessionOf(stage, ctx, `collect ${act.by} ${place} ${end}`, () => {
    const to = { to: '', target: `location:${stage.place(place).id}` };
    const nothing = { issue: false, chargers: 0, cases: 0, hotspots: 0, many: false, dueOn: null };
    return startSession(ctx, { mode: 'collection', ...to, ...nothing, end }, 'all');
  });
  const device = stage.device(act.device);
  const { entry, station } = await scanOne(ctx, session, { q: '', device });
  const random = new Random(stage.plan.size.seed, 'missing', act.device, act.at);
  if (station.recent[0]?.outcome !== 'done' || !random.chance(MISSING)) return;
  await giveVerdict(stage.ctx(act.by, act.at), session, entry, random.chance(0.8) ? 'charger' : 'case');
}

/** Ready devices to one place, as a technician does with a cart full of them. */
export async function handBack(stage: Stage, ctx: Ctx, act: Repairing, place: string): Promise<void> {
  const session = await sessionOf(stage, ctx, `hand back ${act.by} ${place}`, () =>
    startHandBack(ctx, { place: stage.place(place).id }),
  );
  const named = await ctx.db.first<{ q: string }>({
    sql: `SELECT iif(tag <> '', tag, serial) AS q FROM devices WHERE id = ?`,
    parameters: [stage.device(act.device)],
  });
  await handBackScanned(ctx, session, { q: named?.q ?? '' });
}

/** Today's session; the one of an earlier day is ended first. */
async function sessionOf(
  stage: Stage,
  ctx: Ctx,
  key: string,
  start: () => Promise<{ id: string }>,
): Promise<string> {
  const open = stage.sessions.get(key);
  if (open?.day === ctx.today) return open.id;
  if (open) await stopSession(ctx, open.id);
  const { id } = await start();
  stage.sessions.set(key, { id, day: ctx.today });
  return id;
}

/** All sessions but today's are over. */
export async function endSessions(stage: Stage, at: string): Promise<void> {
  for (const [key, { id }] of stage.sessions) {
    const by = Number(key.match(/\d+/)?.[0]);
    await stopSession(stage.ctx(by, at), id);
  }
  stage.sessions.clear();
}
