import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { endCustody, giveCustody } from '../custody/changes.ts';
import { giveCustodyOfMany } from '../custody/many-changes.ts';
import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { setState } from '../devices/changes.ts';
import { insertFound } from '../devices/found-changes.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { seeDevices } from './event-changes.ts';
import type { NewResolution } from './finding-changes.ts';
import type { FindingRow } from './finding-queries.ts';
import type { ResolveFindings } from './forms.ts';
import type { Audit } from './queries.ts';
import { devicesNow, type NowRow, topsOf } from './resolve-queries.ts';

interface Move {
  finding: FindingRow;
  now: NowRow;
  /** null: it stays where the books have it */
  to: string | null;
  custody: string;
}

/** What several statements each take, at most in one commit. */
const MOST_SINGLE = 40;

/** Devices are where they were scanned, at home, or (seen) after all where the books have them. */
export async function moveFound(
  ctx: Ctx,
  audit: Audit,
  form: ResolveFindings,
  findings: readonly FindingRow[],
): Promise<{ changes: Change; rows: NewResolution[] }> {
  const nows = await readNow(ctx, findings);
  const moves = findings.map((finding): Move => {
    const now = nowOf(nows, finding);
    return { finding, now, to: targetOf(audit, form, finding, now), custody: newId() };
  });
  const places = [...new Set(moves.flatMap(({ to }) => (to ? [to] : [])))];
  const tops = new Map((await ctx.db.all(topsOf(places))).map(({ id, top }) => [id, top]));
  const missed = moves.filter(({ now, to }) => to && (now.state === 'lost' || now.state === 'stolen'));
  if (missed.length > MOST_SINGLE)
    throw new Invalid({ findings: `At most ${MOST_SINGLE} that were reported lost at once` });
  const plain = moves.filter((move) => move.to !== null && !missed.includes(move));
  const top = (place: string) => tops.get(place) ?? place;
  return {
    changes: [
      places.map((place) => {
        const group = plain.filter(({ to }) => to === place);
        if (group.length === 0) return null;
        const devices = group.map(({ custody, now }) => ({
          id: custody,
          device: now.device,
          repair: null,
          expects: now.openCustody,
        }));
        const to = { location: place, top: top(place), why: 'move' as const, by: ctx.actor.person };
        return giveCustodyOfMany(devices, to, ctx.now);
      }),
      missed.map((move) => foundAgain(ctx, audit, move, top(move.to ?? ''))),
      form.what === 'seen'
        ? seeDevices(moves.map(({ now }) => ({ device: now.device, at: ctx.now, place: now.place })))
        : null,
      moves.map(({ now, to, finding }) =>
        to === null && form.what !== 'seen'
          ? null
          : record({
              thing: now.device,
              kind: 'device',
              verb: form.what === 'seen' ? 'seen' : missed.some((one) => one.now === now) ? 'found' : 'moved',
              site: now.home,
              data: { audit: audit.id, finding: finding.id, location: to ?? now.place, had: now.holder },
            }),
      ),
    ],
    rows: moves.map(({ finding, now, to, custody }) => ({
      id: newId(),
      finding: finding.id,
      what: form.what,
      reason: form.reason,
      undo: to === null ? {} : { custody, before: beforeOf(now), state: now.state },
    })),
  };
}

/** What is missing is lost: at once by whoever may, else as a proposal for a manager. */
export async function loseMissing(
  ctx: Ctx,
  audit: Audit,
  form: ResolveFindings,
  findings: readonly FindingRow[],
): Promise<{ changes: Change; rows: NewResolution[] }> {
  const nows = await readNow(ctx, findings);
  const rows = findings.map((finding) => ({ finding, now: nowOf(nows, finding), proposal: newId() }));
  const gone = rows.find(({ now }) => now.state !== 'in_service');
  if (gone)
    throw new Invalid({ what: `${gone.finding.tag || gone.finding.serial} is not in service any more` });
  const direct = can(ctx.actor, 'device.retire');
  if (direct && rows.length > MOST_SINGLE) throw new Invalid({ findings: `At most ${MOST_SINGLE} at once` });
  const by = ctx.actor.person;
  return {
    changes: [
      direct
        ? rows.map(({ now }) => [
            setState({ ...now, id: now.device }, 'lost', { by, reason: form.reason }, ctx.now),
            endCustody(now.device, ctx.now, now.openCustody),
          ])
        : proposals(ctx, audit, form, rows),
      rows.map(({ now, proposal }) =>
        record({
          thing: now.device,
          kind: 'device',
          verb: direct ? 'reported lost' : 'proposed as lost',
          site: now.home,
          data: { audit: audit.id, place: now.place, had: now.holder, proposal: direct ? null : proposal },
          text: form.reason,
        }),
      ),
    ],
    rows: rows.map(({ finding, now, proposal }) => ({
      id: newId(),
      finding: finding.id,
      what: 'lost',
      reason: form.reason,
      undo: direct ? { lost: true, before: beforeOf(now), state: now.state } : { proposal },
    })),
  };
}

function proposals(
  ctx: Ctx,
  audit: Audit,
  form: ResolveFindings,
  rows: readonly { now: NowRow; proposal: string }[],
): Change {
  return {
    sql: `INSERT INTO proposals (id, kind, thing, content, reason, site, proposed_by, at)
          SELECT j.value ->> 0, 'lose', j.value ->> 1, ?, ?, j.value ->> 2, ?, ? FROM json_each(?) AS j`,
    parameters: [
      JSON.stringify({ state: 'lost', policeReport: '', audit: audit.id }),
      form.reason,
      ctx.actor.person,
      ctx.now,
      JSON.stringify(rows.map(({ now, proposal }) => [proposal, now.device, now.home])),
    ],
  };
}

/** A device that was reported missing is in service again where it was scanned, and its home is told. */
function foundAgain(ctx: Ctx, audit: Audit, { now, to, custody }: Move, top: string): Change {
  const by = ctx.actor.person;
  const report = {
    id: newId(),
    device: now.device,
    home: now.home,
    site: top,
    was: now.state,
    note: audit.title,
    by,
  };
  return [
    setState({ ...now, id: now.device }, 'in_service', { by, reason: 'found' }, ctx.now),
    giveCustody(
      {
        id: custody,
        device: now.device,
        location: to ?? now.home,
        top,
        why: 'found',
        by,
        expects: now.openCustody,
      },
      ctx.now,
    ),
    insertFound(report, ctx.now),
  ];
}

function targetOf(audit: Audit, form: ResolveFindings, finding: FindingRow, now: NowRow): string | null {
  if (form.what === 'seen') return null;
  if (form.what === 'move_home') {
    // It goes back to its place: where the books have it at home, nothing changes in them.
    return now.atSite === now.home && now.state === 'in_service' ? null : now.home;
  }
  const here = finding.place ?? audit.location;
  if (!here) throw new Invalid({ what: 'Nobody said where it was scanned: move it on its own page' });
  return here;
}

function beforeOf(now: NowRow) {
  if (now.place === null) return null;
  return {
    location: now.place,
    top: now.atSite ?? now.place,
    person: now.holder,
    slot: now.slot,
    dueOn: now.dueOn,
  };
}

async function readNow(ctx: Ctx, findings: readonly FindingRow[]): Promise<Map<string, NowRow>> {
  const ids = findings.flatMap(({ device }) => (device ? [device] : []));
  const rows = await ctx.db.all(devicesNow(ids));
  return new Map(rows.map((row) => [row.device, row]));
}

function nowOf(nows: ReadonlyMap<string, NowRow>, { device, value }: FindingRow): NowRow {
  const now = nows.get(device ?? '');
  if (!now) throw new Invalid({ what: `${value || 'One of them'} is not a device on its own any more` });
  return now;
}
