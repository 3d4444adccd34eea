/*
 * What becomes of something that was done without a network, given what others did meanwhile: one pure
 * function a kind. None of them refuses: what cannot be put together is asked of the person.
 */

/** A fault line as it is now; withdrawn ones are left out. */
export interface LineNow {
  id: string;
  fault: string | null;
  doneAt: string | null;
  doneBy: string | null;
}

/** A repair of the device as it is now; withdrawn ones are left out. */
export interface RepairNow {
  id: string;
  open: boolean;
  /** when somebody else last recorded something on it (our time); null: nobody did */
  othersAt: string | null;
  lines: readonly LineNow[];
}

interface QuickSeen {
  by: string | null;
  fault: string;
  /** the repair that was open on the phone's copy */
  repair: string | null;
  /** our time of what the phone knew */
  at: string | null;
  /** the fault lines that were chosen; none means all */
  lines: readonly string[];
}

export type QuickMerge =
  /** a repair of its own */
  | { how: 'new' }
  /** finishes the open one; `lines` as in the form */
  | { how: 'finish'; repair: string; lines: readonly string[] }
  /** one more line of the open one, whose other lines stay open */
  | { how: 'line'; repair: string }
  /** somebody did the same: added to that line, and both are asked */
  | { how: 'add'; repair: string; line: string };

/** Two people repaired the same device. @param repairs the newest first */
export function mergeQuick(seen: QuickSeen, repairs: readonly RepairNow[]): QuickMerge {
  const twin = lineOfAnother(seen, repairs);
  if (twin) return { how: 'add', ...twin };
  const open = repairs.find((repair) => repair.open);
  if (!open) return { how: 'new' };
  if (open.id === seen.repair) return { how: 'finish', repair: open.id, lines: stillThere(seen, open) };
  const same = open.lines.find((line) => line.fault === seen.fault && !line.doneAt);
  return same ? { how: 'finish', repair: open.id, lines: [same.id] } : { how: 'line', repair: open.id };
}

/** The same fault, done by somebody else without this phone's knowledge. */
function lineOfAnother(
  { by, fault, at }: Pick<QuickSeen, 'by' | 'fault' | 'at'>,
  repairs: readonly RepairNow[],
): { repair: string; line: string } | null {
  if (at === null) return null;
  for (const repair of repairs) {
    if (repair.othersAt === null || repair.othersAt <= at) continue;
    const line = repair.lines.find((one) => one.fault === fault && one.doneAt && one.doneBy !== by);
    if (line) return { repair: repair.id, line: line.id };
  }
  return null;
}

/** Chosen lines that another one did or withdrew meanwhile are done; where none is left, what is done is a new line. */
function stillThere(seen: QuickSeen, open: RepairNow): readonly string[] {
  if (seen.lines.length === 0) return [];
  const left = open.lines.filter((line) => seen.lines.includes(line.id) && !line.doneAt).map(({ id }) => id);
  return left.length > 0 ? left : seen.lines;
}

interface WorkSeen {
  line: string | null;
  fault: string;
}

export interface WorkMerge {
  repair: string;
  /** null: a line of its own */
  line: string | null;
  /** the repair was ended meanwhile: who did it is asked */
  ask: boolean;
}

/** Minutes and parts for a repair that somebody may have ended meanwhile: they were spent, so they are added. */
export function mergeWork(seen: WorkSeen, repair: RepairNow): WorkMerge {
  const line =
    repair.lines.find((one) => one.id === seen.line) ??
    repair.lines.find((one) => one.fault === seen.fault) ??
    (repair.open ? undefined : repair.lines[0]);
  return { repair: repair.id, line: line?.id ?? null, ask: !repair.open };
}

export interface CustodyNow {
  /** the row that is open; null: nobody has it */
  open: string | null;
  /** who made the rows since the one that the phone knew, the open one included */
  since: readonly (string | null)[];
}

interface CustodySeen {
  by: string | null;
  /** the row that was open on the phone's copy; null where the phone did not know the device */
  custody: string | null;
}

export type CustodyMerge =
  /** as it is now, or by the same person's own steps */
  | { how: 'go'; custody: string | null }
  /** somebody else has moved it: asked of the person */
  | { how: 'ask'; custody: string };

/** A device is handed on that may have been moved meanwhile. */
export function mergeCustody(seen: CustodySeen, now: CustodyNow): CustodyMerge {
  if (seen.custody === null || seen.custody === now.open) return { how: 'go', custody: now.open };
  const own = now.since.length > 0 && now.since.every((by) => by !== null && by === seen.by);
  return own ? { how: 'go', custody: now.open } : { how: 'ask', custody: seen.custody };
}

/** Where a device goes at the end of a repair: it stays where others have taken it meanwhile. */
export function mergePlace<P extends string>(place: P, custody: CustodyMerge): P | 'stay' {
  return custody.how === 'ask' ? 'stay' : place;
}
