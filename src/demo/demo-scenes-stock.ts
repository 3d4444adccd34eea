/** What lies where: kits, what is on its way, what is kept for repairs. */
import type { Ctx } from '../context.ts';
import { reserveForRepair } from '../repairs/reserve.ts';
import { createKit } from '../stock/kits.ts';
import { transfer } from '../stock/ledger-actions.ts';
import { receiveTransfer } from '../stock/transit.ts';
import { linesOfTransfer } from '../stock/transit-queries.ts';
import type { Today } from './demo-today.ts';
import type { CastKey } from './district.ts';

/** Bundles for the models that there are most of: what a screen and a keyboard take each time. */
export async function kits(today: Today, models: number): Promise<void> {
  const ctx = today.as('manager');
  const rows = await ctx.db.all<{ id: string; name: string }>({
    sql: `SELECT m.id, m.maker || ' ' || m.name AS name FROM devices AS d JOIN models AS m ON m.id = d.model
          WHERE d.state = 'in_service' GROUP BY m.id ORDER BY count(*) DESC, name LIMIT ?`,
    parameters: [models],
  });
  for (const { id, name } of rows) {
    await kit(today, `Screen job, ${name}`, 'screen', id, [
      ['lcd', 'lcd-touch'],
      ['lcd-cable'],
      ['bezel'],
      ['tape'],
    ]);
    await kit(today, `Keyboard job, ${name}`, 'keyboard', id, [['palm-rest', 'keyboard'], ['screws']]);
  }
}

/** @param kinds for each line the kinds of part it may be, the first that fits the model is taken */
async function kit(
  today: Today,
  name: string,
  fault: string,
  model: string,
  kinds: readonly (readonly string[])[],
): Promise<void> {
  const ctx = today.as('manager');
  const groups = await ctx.db.all<{ id: string; kind: string }>({
    sql: `SELECT DISTINCT g.id, g.part_kind AS kind FROM fits AS f
          JOIN interchange_groups AS g ON g.id = f.interchange_group
          WHERE f.model = ? AND f.state = 'confirmed' ORDER BY g.name`,
    parameters: [model],
  });
  const lines = kinds.flatMap((some) => {
    const kind = some.find((one) => groups.some((group) => group.kind === one));
    const group = groups.find((one) => one.kind === kind);
    return group ? [{ group: group.id, part: '', quantity: group.kind === 'screws' ? 4 : 1 }] : [];
  });
  if (lines.length >= 2) await createKit(ctx, { name, fault, lines });
}

/** From a shelf to somebody's vehicle: sent now, perhaps received, perhaps with one missing. */
export async function send(
  today: Today,
  x: { from: string; to: CastKey; parts: number; note: string; received: 'not yet' | 'short' },
): Promise<void> {
  const from = today.stage.bins.get(x.from) ?? '';
  const to = vanOf(today, x.to);
  const shelf = await lying(today.as('manager'), from, x.parts);
  if (!to || shelf.length === 0) return;
  const quantity = Object.fromEntries(shelf.map(({ part, free }) => [part, Math.min(2, free)]));
  const form = { from, to: to.bin, how: 'send' as const, note: x.note, quantity };
  const { id } = await transfer(today.as('manager'), form);
  if (x.received === 'not yet') return;
  const ctx = today.as(x.to);
  const lines = await ctx.db.all(linesOfTransfer(id));
  const [first] = lines;
  const arrived = Object.fromEntries(
    lines.map((line) => [line.id, line === first ? line.open - 1 : line.open]),
  );
  await receiveTransfer(ctx, id, { arrived, short: first ? { [first.id]: 'not_packed' } : {} });
}

/** Parts that are there are kept for repairs that wait for them. */
export async function keep(today: Today, count: number): Promise<void> {
  const ctx = today.as('manager');
  const rows = await ctx.db.all<{ repair: string; part: string; bin: string }>({
    sql: `SELECT r.id AS repair, s.part, s.bin FROM repair_holds AS h
          JOIN repairs AS r ON r.id = h.repair AND r.closed_at IS NULL
          JOIN parts AS p ON p.interchange_group = h.interchange_group
          JOIN stock AS s ON s.part = p.id AND s.on_hand - s.reserved >= 2
          JOIN bins AS b ON b.id = s.bin AND b.keeper IS NULL
          WHERE h.to_at IS NULL AND NOT EXISTS (SELECT 1 FROM reservations AS v WHERE v.repair = r.id)
          GROUP BY r.id ORDER BY r.number LIMIT ?`,
    parameters: [count],
  });
  for (const { repair, part, bin } of rows)
    await reserveForRepair(today.as('manager'), repair, { part, bin, quantity: 1 });
}

/** The bin of the vehicle that somebody of the cast drives. */
export function vanOf(today: Today, key: CastKey): { code: string; bin: string } | null {
  const code = today.stage.logins.get(today.number(key))?.bin ?? null;
  const bin = code === null ? undefined : today.stage.bins.get(code);
  return code === null || bin === undefined ? null : { code, bin };
}

export type Lying = { part: string; onHand: number; free: number };

/** What lies in a bin, most of it first. */
export function lying(ctx: Ctx, bin: string, limit: number): Promise<Lying[]> {
  return ctx.db.all({
    sql: `SELECT s.part, s.on_hand AS onHand, s.on_hand - s.reserved AS free FROM stock AS s
          JOIN parts AS p ON p.id = s.part WHERE s.bin = ? AND s.on_hand - s.reserved > 0
          ORDER BY s.on_hand DESC, p.sku LIMIT ?`,
    parameters: [bin, limit],
  });
}
