import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict } from '../errors.ts';
import { NOT_ISSUED, NOT_MOVED } from './changes.ts';
import { MODE_RULES } from './mode-rules.ts';
import { type Plan, planError, planOf, type ScanInput } from './scan-plan.ts';
import { addEntry, type NewEntry, settleEntry, updateSession } from './session-changes.ts';
import { readScan, type Scanned, type Station } from './session-read.ts';
import { after } from './station-after.ts';
import { IN_SERVICE } from './step.ts';

/** What a scan did, and what the station shows after it. */
export interface ScanDone {
  entry: string;
  station: Station;
}

const MOST_TRIES = 4;

/**
 * One scan in a session: read, decide, save, all at once. What cannot be done is saved as an error to be put
 * right, so that nobody has to stop scanning.
 * @throws NotFound, Conflict the session has ended
 */
export async function scanOne(ctx: Ctx, session: string, input: ScanInput): Promise<ScanDone> {
  for (let tries = 1; ; tries += 1) {
    const { station, scanned } = await readScan(ctx, session, input.q, input.device ?? null);
    const plan = planOf(ctx, station.session, scanned, input);
    try {
      return await save(ctx, station, scanned, plan, input);
    } catch (error) {
      if (!isRace(error)) throw error;
      // What comes in is here, whoever moved it meanwhile; what goes out may be in other hands now.
      const again = !MODE_RULES[station.session.mode].out || error.kind === 'unique';
      if (again && tries < MOST_TRIES) continue;
      const told = planError('meanwhile', scanned.device, plan.entry.person);
      return save(ctx, station, scanned, told, input);
    }
  }
}

/** The words of guards that say that somebody else was quicker with the device. */
const RACES: readonly string[] = [NOT_MOVED, NOT_ISSUED, IN_SERVICE, 'the device is what you saw'];

function isRace(error: unknown): error is Conflict {
  if (!(error instanceof Conflict)) return false;
  return RACES.includes(error.what) || error.what === 'assignments.location, assignments.slot';
}

async function save(
  ctx: Ctx,
  station: Station,
  scanned: Scanned,
  plan: Plan,
  input: ScanInput,
): Promise<ScanDone> {
  const { session } = station;
  const { outcome, code } = plan.judged;
  const device = scanned.device ?? scanned.elsewhere;
  const entry: NewEntry = {
    id: newId(),
    session: session.id,
    scanned: input.q || device?.tag || device?.serial || '',
    ...plan.entry,
    outcome,
    message: code,
  };
  await commit(
    ctx,
    { entry: entry.id },
    addEntry(entry, ctx.now),
    input.settles ? settleEntry(session.id, input.settles, ctx.now) : null,
    plan.session ? updateSession(session.id, plan.session) : null,
    plan.changes,
  );
  return { entry: entry.id, station: after(ctx, station, entry, plan, device, input) };
}
