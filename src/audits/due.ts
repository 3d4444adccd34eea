import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { startOfDay } from '../web/day.ts';
import type { Page } from '../web/paging.ts';
import { type DueKind, type DueRow, duePlaces } from './due-queries.ts';
import { auditSettingsOf, periodAt, type Span } from './settings-rules.ts';

const SETTING = { site: 'sites', cart: 'carts', depot: 'depots', vehicle: 'vehicles' } as const;

/** What the policy asks to be counted by the end of the school year or term; nothing where it asks for none. */
export async function readDue(
  ctx: Ctx,
  x: { kind: DueKind; site: string | null; scope: Exclude<Scope, null> },
  cursor: string | undefined,
  limit: number,
): Promise<{ span: Span | null; page: Page<DueRow & { by: string }> }> {
  const settings = auditSettingsOf(ctx.district.settings);
  const span = periodAt(settings[SETTING[x.kind]], ctx.today, settings);
  if (!span) return { span, page: { items: [], next: null } };
  const from = startOfDay(ctx.district.zone, span.from);
  const { items, next } = await duePlaces(ctx.db, { ...x, from }, cursor, limit);
  return { span, page: { items: items.map((row) => ({ ...row, by: row.dueOn ?? span.to })), next } };
}
