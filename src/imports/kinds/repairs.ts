import type { Ctx } from '../../context.ts';
import type { Change } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import { record } from '../../history/record.ts';
import type { Applied, ImportKind, Options, Planned } from '../kind.ts';
import { touchedSince } from '../touched.ts';
import { insertPastRepairs, nameTickets, withdrawPastRepairs } from './repair-changes.ts';
import { REPAIR_COLUMNS } from './repair-columns.ts';
import { planRepairs, type RepairPlan } from './repair-plan.ts';
import { repairsNow } from './repair-queries.ts';

async function apply(
  ctx: Ctx,
  plans: readonly Planned[],
  options: Options,
): Promise<{ changes: Change[]; applied: Applied[] }> {
  const rows = plans.map((one) => ({ nr: one.nr, line: newId(), ...(one.data as RepairPlan) }));
  return {
    applied: rows.map(({ nr, id }) => ({ nr, thing: id, before: null })),
    changes: [
      insertPastRepairs(rows, ctx.now),
      nameTickets(options.source, rows),
      rows.map(({ id, device, site, fault, outcome, minutes, technician, closedAt, reportedAt, note }) =>
        record({
          thing: id,
          kind: 'repair',
          verb: 'brought in',
          device,
          site,
          data: { fault, outcome, minutes, technician, reportedAt, closedAt, import: options.import },
          text: note,
          doneAt: closedAt,
          first: true,
        }),
      ),
    ],
  };
}

async function undo(
  ctx: Ctx,
  applied: readonly Applied[],
  options: Options,
): Promise<{ changes: Change[]; kept: { nr: number; why: string }[] }> {
  const ids = applied.map((row) => row.thing);
  const touched = await touchedSince(ctx, ids, options.import);
  const now = new Map((await ctx.db.all(repairsNow(ids))).map((repair) => [repair.id, repair]));
  const kept: { nr: number; why: string }[] = [];
  const free = applied.flatMap(({ nr, thing }) => {
    const repair = now.get(thing);
    if (repair?.state === 'closed' && !touched.has(thing)) return [repair];
    kept.push({ nr, why: 'The repair was changed since' });
    return [];
  });
  return {
    kept,
    changes: [
      withdrawPastRepairs(free, ctx.now),
      free.map(({ id, device, site }) =>
        record({
          thing: id,
          kind: 'repair',
          verb: 'import taken back',
          device,
          site,
          data: { import: options.import },
        }),
      ),
    ],
  };
}

export const repairs: ImportKind = {
  name: 'repairs',
  label: 'Repairs of the past',
  columns: REPAIR_COLUMNS,
  keys: [
    { name: 'serial', label: 'Serial' },
    { name: 'tag', label: 'Tag' },
  ],
  makes: [],
  plan: planRepairs,
  apply,
  undo,
};
