import type { Ctx } from '../../context.ts';
import type { Change } from '../../db/commit.ts';
import { record } from '../../history/record.ts';
import type { Applied, Options } from '../kind.ts';
import { stillUntouched, touchedSince } from '../touched.ts';
import { type FactTable, findable, updateFacts } from './fact-changes.ts';
import type { Facts } from './facts-rules.ts';

/** What undo needs of a thing: what was written down before, null where the import made it. */
export interface FactBefore {
  was: Facts | null;
}

/**
 * Things go back to what was written down; those that the import made are taken out of use. What was touched since
 * stays.
 * @param takeOut of things that the import made
 */
export async function undoFacts(
  ctx: Ctx,
  applied: readonly Applied[],
  options: Options,
  of: {
    table: FactTable;
    kind: string;
    names: readonly string[];
    takeOut: (ids: readonly string[]) => Change;
  },
): Promise<{ changes: Change[]; kept: { nr: number; why: string }[]; back: string[]; all: string[] }> {
  const touched = await touchedSince(
    ctx,
    applied.map((row) => row.thing),
    options.import,
  );
  const free = applied.filter((row) => !touched.has(row.thing));
  const made = new Set(free.filter((row) => (row.before as FactBefore).was === null).map((row) => row.thing));
  // A thing that several rows are about goes back to what it was before the first of them.
  const first = new Map<string, Facts>();
  for (const row of [...free].sort((a, b) => b.nr - a.nr)) {
    const { was } = row.before as FactBefore;
    if (was) first.set(row.thing, was);
  }
  const back = [...first].filter(([id]) => !made.has(id)).map(([id, facts]) => ({ id, facts }));
  const all = [...made, ...back.map((row) => row.id)];
  return {
    kept: applied
      .filter((row) => touched.has(row.thing))
      .map(({ nr }) => ({ nr, why: 'It was changed since' })),
    back: back.map((row) => row.id),
    all,
    changes: [
      stillUntouched(all, options.import),
      updateFacts(of.table, of.names, back),
      of.takeOut([...made]),
      findable(of.table, all),
      all.map((thing) =>
        record({
          thing,
          kind: of.kind,
          verb: 'import taken back',
          data: { import: options.import, undone: made.has(thing) ? 'created' : 'edited' },
        }),
      ),
    ],
  };
}
