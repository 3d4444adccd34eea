import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { holidayDates } from '../repairs/list-queries.ts';
import { endPartsHolds } from '../repairs/parts-reached-changes.ts';
import { holdsReached } from '../repairs/parts-reached-queries.ts';
import { arriveParts, sendParts } from './transit-changes.ts';
import type { Arrive } from './transit-forms.ts';
import { findTransfer, linesOfTransfer, type TransferRow } from './transit-queries.ts';

interface End {
  id: string;
  site: string;
}

/** Sends parts from a bin; they are under way until whoever gets them says that they are there. */
export async function sendTransfer(
  ctx: Ctx,
  x: { id: string; from: End; to: End; note: string; moves: readonly { part: string; quantity: number }[] },
): Promise<{ id: string; from: string; sent: boolean }> {
  const { id, from, to, note, moves } = x;
  const data = { from: from.id, to: to.id, moves };
  return commit(
    ctx,
    { id, from: from.id, sent: true },
    sendParts({ id, from: from.id, to: to.id, note, moves, by: ctx.actor.person }, ctx.now),
    record({ thing: id, kind: 'transfer', verb: 'sent', site: from.site, data, text: note, first: true }),
    record({
      thing: from.id,
      kind: 'bin',
      verb: 'sent parts',
      site: from.site,
      data: { transfer: id, ...data },
    }),
  );
}

/** Whether the person may say what of a transfer has arrived: whose vehicle it goes to, anybody at a depot. */
export function mayReceive(ctx: Pick<Ctx, 'actor'>, transfer: TransferRow): boolean {
  if (!can(ctx.actor, 'stock.transfer')) return false;
  return (
    transfer.receiver === null || transfer.receiver === ctx.actor.person || can(ctx.actor, 'catalog.edit')
  );
}

/**
 * Says what of a transfer is there, line by line, and what will not come.
 * @throws NotFound, Forbidden it goes to another one's vehicle, Invalid more than is under way;
 *   Conflict somebody else has received it meanwhile
 */
export async function receiveTransfer(
  ctx: Ctx,
  id: string,
  form: Arrive,
): Promise<{ id: string; open: number }> {
  const transfer = await findTransfer(ctx.db, id);
  if (!mayReceive(ctx, transfer)) throw new Forbidden('It goes to the vehicle of somebody else');
  const known = new Map((await ctx.db.all(linesOfTransfer(id))).map((line) => [line.id, line]));
  const errors: Record<string, string> = {};
  const ids = new Set([...Object.keys(form.arrived), ...Object.keys(form.short)]);
  const lines = [...ids].flatMap((line) => {
    const arrived = form.arrived[line] ?? 0;
    const why = form.short[line] ?? null;
    const { open = 0 } = known.get(line) ?? {};
    if (arrived > open) errors[`arrived.${line}`] = tooMany(open);
    const short = why && arrived < open ? why : null;
    return arrived > 0 || short ? [{ line, arrived, short }] : [];
  });
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  if (lines.length === 0) throw new Invalid({ '': 'Say how many of at least one line are there' });
  const said = lines.map(({ line, arrived, short }) => {
    const { part = '', open = 0 } = known.get(line) ?? {};
    return { part, quantity: arrived, ...(short ? { short: open - arrived, reason: short } : {}) };
  });
  const left = [...known.values()].reduce((sum, line) => sum + line.open, 0);
  const settled = said.reduce((sum, line) => sum + line.quantity + (line.short ?? 0), 0);
  const data = { from: transfer.from, to: transfer.to, moves: said };
  const whole = lines.flatMap(({ line, arrived, short }) => {
    const { part = '', open = 0 } = known.get(line) ?? {};
    return !short && arrived === open ? [part] : [];
  });
  const holds = await ctx.db.all(holdsReached(id, whole));
  const holidays = holds.length > 0 ? await holidayDates(ctx.db) : [];
  return commit(
    ctx,
    { id, open: left - settled },
    endPartsHolds(holds, { holidays, district: ctx.district, data: { transfer: id } }, ctx.now),
    arriveParts({ transfer: id, lines, by: ctx.actor.person }, ctx.now),
    record({
      thing: id,
      kind: 'transfer',
      verb: said.some((line) => line.short) ? 'arrived short' : 'arrived',
      site: transfer.site,
      data,
    }),
    record({
      thing: transfer.to,
      kind: 'bin',
      verb: 'got parts',
      site: transfer.site,
      data: { transfer: id, ...data },
    }),
  );
}

function tooMany(open: number): string {
  if (open === 0) return 'Nothing of it is under way any more';
  return `Only ${open} ${open === 1 ? 'is' : 'are'} under way: count what is more in the bin itself`;
}
