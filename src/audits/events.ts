import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { parseScan } from '../devices/identifier-rules.ts';
import { Conflict, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertEvents, keepPhone, type NewEvent, seeDevices } from './event-changes.ts';
import { devicesNamed, knownEvents, knownPlaces, type ScanRow, scansById } from './event-queries.ts';
import { AuditEvent, type PhoneSays, type PostEvents, type ScanOne, type UndoOne } from './forms.ts';
import { type Audit, auditById, findAudit, seesAudit } from './queries.ts';
import { type Told, tell } from './tell-rules.ts';

/** Events that the server has, and those that it cannot take as they are. */
export interface Received {
  taken: string[];
  refused: { id: string; why: string }[];
  /** how each new scan went, as the books see it */
  told: { id: string; told: Told; device: string | null }[];
}

const TRIES = 6;

/**
 * Keeps what a phone has recorded: each event once, whatever is sent again, in one commit. Only when and where a
 * device was last seen changes. What comes after the closing is kept and marked.
 * @param events as they were sent: one that cannot be read is refused, the others are taken
 * @throws NotFound there is no such audit for this person
 */
export async function recordEvents(
  ctx: Ctx,
  auditId: string,
  sent: Pick<PostEvents, 'phone' | 'clock' | 'waiting' | 'events'>,
  scope: Scope,
): Promise<Received> {
  const { events, refused } = readable(sent.events);
  for (let tries = 1; ; tries++) {
    const { audit, known, fresh } = await readEvents(ctx, auditId, sent, events, scope);
    const others = [...known.values()].filter((e) => e.audit !== audit.id || e.phone !== sent.phone);
    const wrong = others.map(({ id }) => ({ id, why: 'This key belongs to another scan' }));
    if (audit.state === 'planned') {
      const early = events.map(({ id }) => ({ id, why: 'The audit has not begun' }));
      return { taken: [], refused: [...refused, ...early], told: [] };
    }
    try {
      await save(ctx, audit, sent, fresh);
    } catch (error) {
      // The same events on two ways at once: the other one was quicker.
      if (error instanceof Conflict && error.what === 'audit_events.id' && tries < TRIES) continue;
      throw error;
    }
    const bad = new Set(wrong.map(({ id }) => id));
    return {
      taken: [...new Set(events.map(({ id }) => id))].filter((id) => !bad.has(id)),
      refused: [...refused, ...wrong],
      told: await howTheyWent(ctx, audit, fresh),
    };
  }
}

/** What a phone says that it still holds. @throws NotFound */
export async function phoneSays(
  ctx: Ctx,
  auditId: string,
  { phone, waiting }: PhoneSays,
  scope: Scope,
): Promise<{ id: string }> {
  const audit = await findAudit(ctx.db, auditId, scope);
  return commit(
    ctx,
    { id: audit.id },
    keepPhone({ audit: audit.id, phone, person: ctx.actor.person, waiting }, ctx.now),
  );
}

/** One scan of the page without JavaScript. @throws NotFound, Conflict it is not being counted */
export async function scanOnce(
  ctx: Ctx,
  auditId: string,
  form: ScanOne,
  scope: Scope,
): Promise<{ event: string }> {
  const event = newId();
  const kind = form.untagged ? 'note' : 'scan';
  const about = form.untagged ? 'no_tag' : '';
  const one = { id: event, seq: 0, kind, value: form.q, about, location: form.place, at: ctx.now };
  await counting(ctx, auditId, scope);
  await recordEvents(ctx, auditId, { phone: form.phone, clock: null, waiting: 0, events: [one] }, scope);
  return { event };
}

/** Takes a scan back. @throws NotFound, Conflict it is not being counted */
export async function undoOnce(
  ctx: Ctx,
  auditId: string,
  form: UndoOne,
  scope: Scope,
): Promise<{ event: string }> {
  const event = newId();
  const one = { id: event, seq: 0, kind: 'undo', value: '', about: form.event, location: null, at: ctx.now };
  await counting(ctx, auditId, scope);
  await recordEvents(ctx, auditId, { phone: form.phone, clock: null, waiting: 0, events: [one] }, scope);
  return { event };
}

async function counting(ctx: Ctx, id: string, scope: Scope): Promise<void> {
  const audit = await findAudit(ctx.db, id, scope);
  if (audit.state !== 'counting') throw new Conflict('must', 'the audit is being counted');
}

/** Each event by itself: one that is wrong does not hold up the rest. */
function readable(sent: readonly unknown[]): { events: AuditEvent[]; refused: Received['refused'] } {
  const events: AuditEvent[] = [];
  const refused: Received['refused'] = [];
  const seen = new Set<string>();
  for (const one of sent) {
    const parsed = AuditEvent.safeParse(one);
    if (parsed.success) {
      if (!seen.has(parsed.data.id)) events.push(parsed.data);
      seen.add(parsed.data.id);
      continue;
    }
    const id = typeof one === 'object' && one !== null && 'id' in one ? String(one.id).slice(0, 80) : '';
    const [issue] = parsed.error.issues;
    refused.push({ id, why: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.replace(/^: /, '') });
  }
  return { events, refused };
}

async function readEvents(
  ctx: Ctx,
  auditId: string,
  sent: Pick<PostEvents, 'clock'>,
  events: readonly AuditEvent[],
  scope: Scope,
) {
  const pairs = events.flatMap((event, at) =>
    event.kind === 'undo'
      ? []
      : parseScan(event.value)
          .filter(({ kind }) => kind === 'tag' || kind === 'serial')
          .map(({ kind, value }, rank) => [at, rank, kind, value] as const),
  );
  const places = events.flatMap(({ location }) => (location ? [location] : []));
  const [audits, kept, devices, locations] = await ctx.db.read(
    auditById(auditId),
    knownEvents(events.map(({ id }) => id)),
    devicesNamed(pairs),
    knownPlaces(places),
  );
  const [audit] = audits;
  if (!audit || !seesAudit(scope, audit)) throw new NotFound('There is no such audit');
  const known = new Map(kept.map((row) => [row.id, row]));
  const named = new Map<number, string>();
  // The likeliest reading of a text comes first.
  for (const { at, device } of devices) if (!named.has(at)) named.set(at, device);
  const rooms = new Set(locations.map(({ id }) => id));
  const off = sent.clock === null ? 0 : Date.parse(ctx.now) - Date.parse(sent.clock);
  const fresh: NewEvent[] = events.flatMap((event, at) => {
    if (known.has(event.id)) return [];
    const { id, seq, kind, value, about } = event;
    const device = named.get(at) ?? null;
    const location = event.location && rooms.has(event.location) ? event.location : null;
    return [
      {
        id,
        seq,
        kind,
        value,
        about,
        device,
        location,
        atPhone: event.at,
        at: corrected(event.at, off, ctx.now),
      },
    ];
  });
  return { audit, known, fresh };
}

/** The phone's time put right by how far its clock is off; never later than now. */
function corrected(at: string, off: number, now: string): string {
  const time = new Date(Date.parse(at) + off).toISOString();
  return time < now ? time : now;
}

function save(
  ctx: Ctx,
  audit: Audit,
  { phone, waiting }: Pick<PostEvents, 'phone' | 'waiting'>,
  fresh: readonly NewEvent[],
): Promise<null> {
  const { person } = ctx.actor;
  return commit(
    ctx,
    null,
    insertEvents({ audit: audit.id, phone, person, events: fresh }, ctx.now),
    seeDevices(lastSeen(audit, fresh)),
    keepPhone({ audit: audit.id, phone, person, waiting }, ctx.now),
    fresh.map((event) =>
      record({
        thing: `${audit.id}:${phone}`,
        kind: 'audit phone',
        verb: VERBS[event.kind],
        device: event.device,
        site: audit.site,
        data: {
          audit: audit.id,
          event: event.id,
          seq: event.seq,
          about: event.about,
          location: event.location,
        },
        // An unknown text may be anything, a badge too.
        text: event.device === null && event.value ? event.value : undefined,
        doneAt: event.at,
      }),
    ),
  );
}

const VERBS = { scan: 'scanned', undo: 'scan taken back', note: 'noted' } as const;

function lastSeen(audit: Audit, fresh: readonly NewEvent[]) {
  const latest = new Map<string, { device: string; at: string; place: string | null }>();
  for (const { device, at, location, kind } of fresh) {
    if (device === null || kind === 'undo') continue;
    const before = latest.get(device);
    if (!before || before.at <= at) latest.set(device, { device, at, place: location ?? audit.location });
  }
  return [...latest.values()];
}

async function howTheyWent(ctx: Ctx, audit: Audit, fresh: readonly NewEvent[]): Promise<Received['told']> {
  const ids = fresh.filter(({ kind }) => kind !== 'undo').map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await ctx.db.all(scansById(ids));
  return rows.map((row) => ({ id: row.id, told: toldOf(audit, row), device: row.device }));
}

/** How a scan went, in one word. */
export function toldOf(audit: Pick<Audit, 'blind'>, row: ScanRow): Told {
  return tell({
    known: row.device !== null,
    listed: row.listed ?? 'other',
    place: row.place,
    inside: row.inside === 1,
    state: row.state ?? '',
    earlier: row.earlier === 1,
    here: row.location,
    blind: audit.blind === 1,
    untagged: row.kind === 'note',
  });
}
