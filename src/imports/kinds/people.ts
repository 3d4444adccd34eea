import { barLeavers } from '../../accounts/leave-changes.ts';
import type { Ctx } from '../../context.ts';
import type { Change } from '../../db/commit.ts';
import { record } from '../../history/record.ts';
import type { Applied, ImportKind, Options, Planned } from '../kind.ts';
import { makeMissing } from '../make-missing.ts';
import { findable, insertFacts, stillAt, updateFacts } from './fact-changes.ts';
import { undoFacts } from './fact-undo.ts';
import { nameWithin } from './location-changes.ts';
import { keepLoginNames, setGone } from './people-changes.ts';
import { PEOPLE_COLUMNS, PEOPLE_FACTS } from './people-columns.ts';
import { type PersonPlan, planPeople } from './people-plan.ts';

const NAMES = [...PEOPLE_FACTS.map((column) => column.name), 'site', 'active', 'sort_name'];

async function apply(
  ctx: Ctx,
  plans: readonly Planned[],
  options: Options,
): Promise<{ changes: Change[]; applied: Applied[] }> {
  const planned = plans.map((one) => ({ nr: one.nr, ...(one.data as PersonPlan) }));
  const sites = planned.map((row) => row.makeSite).filter(Boolean);
  const made = await makeMissing(ctx, { models: [], sites }, options);
  const rows = planned.map((row) =>
    row.makeSite ? { ...row, facts: { ...row.facts, site: made.site(row.makeSite).id } } : row,
  );
  const created = rows.filter((row) => row.was === null);
  const changed = rows.flatMap((row) => (row.was ? [{ ...row, was: row.was }] : []));
  const ids = changed.map((row) => row.id);
  return {
    applied: rows.map(({ nr, id, was }) => ({ nr, thing: id, before: { was } })),
    changes: [
      ...made.changes,
      stillAt(
        'people',
        changed.map(({ id, was }) => ({ id, version: was.version })),
      ),
      insertFacts('people', NAMES, created, ctx.now),
      updateFacts('people', NAMES, changed),
      keepLoginNames(ids, ctx.now),
      barLeavers(
        changed.filter((row) => row.facts.active === 0).map((row) => row.id),
        ctx.now,
      ),
      findable(
        'people',
        rows.map((row) => row.id),
      ),
      nameWithin('person_externals', 'person', options.source, rows),
      // Records hold ids, never names.
      rows.map(({ id, facts, verb, was }) =>
        record({
          thing: id,
          kind: 'person',
          verb,
          site: facts.site === null ? null : String(facts.site),
          data: {
            ...(was ? { active: facts.active === 1 } : { kind: facts.kind }),
            site: facts.site,
            grade: facts.grade,
            import: options.import,
          },
          first: was === null,
        }),
      ),
    ],
  };
}

export const people: ImportKind = {
  name: 'people',
  label: 'People',
  columns: PEOPLE_COLUMNS,
  keys: [
    { name: 'external_id', label: 'External id' },
    { name: 'sourced_id', label: 'Their id' },
    { name: 'email', label: 'E-mail' },
  ],
  makes: ['locations'],
  plan: planPeople,
  apply,
  undo: async (ctx, applied, options) => {
    const { changes, kept, back, all } = await undoFacts(ctx, applied, options, {
      table: 'people',
      kind: 'person',
      names: NAMES,
      takeOut: setGone,
    });
    return { kept, changes: [...changes, keepLoginNames(back, ctx.now), barLeavers(all, ctx.now)] };
  },
};
