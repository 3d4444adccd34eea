import type { Ctx } from '../context.ts';
import { TEST_EVENT } from './event-rules.ts';
import { type DueMessage, shortfallOf } from './send-queries.ts';

/**
 * What is sent: ids, tags, codes and figures of a line of history. Names of people and free text are in none.
 * @returns JSON text
 */
export async function bodyOf(ctx: Ctx, due: DueMessage, webhook: string): Promise<string> {
  const said = (at: string, data: object) => JSON.stringify({ type: due.event, timestamp: at, data });
  if (due.event === TEST_EVENT) return said(due.at, { webhook });
  if (due.seq === null) {
    const short = await ctx.db.first(shortfallOf(due.thing));
    if (!short) return said(due.at, { thing: { kind: 'shortfall', id: due.thing, code: null } });
    return said(due.at, {
      thing: { kind: 'shortfall', id: short.id, code: null },
      quantity: short.quantity,
      part: { id: short.part, code: short.sku },
      bin: { id: short.bin, code: short.binCode },
      repair: { id: short.repair, code: short.number },
      doneAt: short.at,
    });
  }
  return said(due.recordedAt ?? due.at, {
    thing: { kind: due.kind, id: due.thing, code: due.code || null },
    /** grows with each line about the thing: tells which of two came first */
    sequence: due.seq,
    verb: due.verb,
    doneAt: due.doneAt,
    person: due.person,
    device: due.device && { id: due.device, tag: due.tag || null, serial: due.serial || null },
    site: due.site && { id: due.site, code: due.siteCode },
    facts: JSON.parse(due.data ?? '{}') as unknown,
  });
}
