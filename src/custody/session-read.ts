import { type Scope, scopeOf, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { compiled, type Query } from '../db/query.ts';
import { type Candidate, parseScan } from '../devices/identifier-rules.ts';
import { NotFound } from '../errors.ts';
import { deviceToScan, type ScannedDevice, scannedDevice, takenInSession } from './scan-queries.ts';
import { SESSION_MODES, type SessionMode, SessionOptions } from './session-forms.ts';
import {
  type Entry,
  entryOf,
  openErrors,
  recentEntries,
  type SessionRow,
  sessionOf,
  shownEntry,
} from './session-queries.ts';
import { fits } from './target.ts';
import { type TargetRow, targetsByCode } from './target-queries.ts';

export type Session = Omit<SessionRow, 'mode' | 'options'> & { mode: SessionMode; options: SessionOptions };

/** What a station shows: its session, the last scans, and what is still to be put right. */
export interface Station {
  session: Session;
  recent: Entry[];
  errors: Entry[];
}

/** What a text that was scanned is, of what the mode asks for. */
export interface Scanned {
  device: ScannedDevice | null;
  /** a device that is not of the person's sites */
  elsewhere: ScannedDevice | null;
  badge: TargetRow | null;
  place: TargetRow | null;
  taken: number[];
}

/** @throws NotFound there is no such session of this person */
export async function readStation(ctx: Ctx, id: string): Promise<Station> {
  const [sessions, recent, errors] = await ctx.db.read(...stationQueries(ctx, id));
  return stationOf(ctx, sessions, recent, errors);
}

/** The session, what it has, and what the text names: one trip. @param device instead of a text, its id */
export async function readScan(
  ctx: Ctx,
  session: string,
  text: string,
  device: string | null,
): Promise<{ station: Station; scanned: Scanned }> {
  const candidates = device === null ? parseScan(text) : [];
  const [sessions, recent, errors, devices, targets, taken] = await ctx.db.read(
    ...stationQueries(ctx, session),
    ...scanQueries(session, candidates, text, device),
  );
  const scope = scopeOf(ctx.actor, 'custody.change');
  const [found] = devices;
  const seen = found !== undefined && within(scope, found.home, found.atSite);
  const target = (kind: TargetRow['kind']) => targets.find((row) => fits(row, scope, kind)) ?? null;
  return {
    station: stationOf(ctx, sessions, recent, errors),
    scanned: {
      device: seen ? found : null,
      elsewhere: found !== undefined && !seen ? found : null,
      badge: target('person'),
      place: target('location'),
      taken: taken.map(({ slot }) => slot),
    },
  };
}

/** One entry of a session. @throws NotFound */
export async function readEntry(
  ctx: Ctx,
  session: string,
  entry: string,
): Promise<{ session: Session; entry: Entry; device: ScannedDevice | null }> {
  const [sessions, entries, devices] = await ctx.db.read(
    sessionOf(session, ctx.actor.person),
    entryOf(session, entry),
    deviceOfEntry(entry),
  );
  const [row] = entries;
  if (!row) throw new NotFound();
  const people = scopeOf(ctx.actor, 'student.see');
  return { session: sessionIn(sessions), entry: shownEntry(row, people), device: devices[0] ?? null };
}

/** The statements that each scan reads by, for a look at their plans. */
export function scanQueries(
  session: string,
  candidates: readonly Candidate[],
  text: string,
  device: string | null,
) {
  const values = (kind: Candidate['kind']) => {
    const found = candidates.filter((candidate) => candidate.kind === kind).map(({ value }) => value);
    return found.length > 0 ? [...found, text.trim()] : [];
  };
  return [
    device === null ? scannedDevice(pairsOf(candidates)) : deviceToScan(device),
    targetsByCode(values('person'), values('location')),
    takenInSession(session),
  ] as const;
}

/** The tags and serials that a text may be, as pairs. */
export function scanPairs(text: string): (readonly [string, string])[] {
  return pairsOf(parseScan(text));
}

function pairsOf(candidates: readonly Candidate[]): (readonly [string, string])[] {
  return candidates
    .filter(({ kind }) => kind === 'tag' || kind === 'serial')
    .map(({ kind, value }) => [kind, value] as const);
}

function stationQueries(ctx: Ctx, session: string) {
  return [sessionOf(session, ctx.actor.person), recentEntries(session), openErrors(session)] as const;
}

function deviceOfEntry(entry: string): Query<ScannedDevice> {
  const { sql, parameters } = compiled(deviceToScan(entry));
  return {
    sql: sql.replace('d.id = ?', 'd.id = (SELECT device FROM scan_entries WHERE id = ?)'),
    parameters,
  };
}

type Rows<Out> = readonly NonNullable<Query<Out>['rows']>[];

function stationOf(
  ctx: Ctx,
  sessions: Rows<SessionRow>,
  recent: Rows<Parameters<typeof shownEntry>[0]>,
  errors: Rows<Parameters<typeof shownEntry>[0]>,
): Station {
  const people: Scope = scopeOf(ctx.actor, 'student.see');
  return {
    session: sessionIn(sessions),
    recent: recent.map((row) => shownEntry(row, people)),
    errors: errors.map((row) => shownEntry(row, people)),
  };
}

function sessionIn(rows: readonly SessionRow[]): Session {
  const [row] = rows;
  const mode = SESSION_MODES.find((known) => known === row?.mode);
  if (!row || !mode) throw new NotFound();
  return { ...row, mode, options: SessionOptions.parse(JSON.parse(row.options)) };
}
