import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { record } from '../history/record.ts';
import type { Outcome } from './forms.ts';
import { startingFaults } from './starting-list.ts';
import { type StartingRemedy, startingRemedies } from './starting-list-remedies.ts';
import { startingSymptoms } from './starting-list-symptoms.ts';

const OUTCOMES: Readonly<Record<StartingRemedy['outcome'], Outcome>> = {
  repaired: 'repaired',
  'no fault found': 'no_fault',
  'not worth repair': 'not_worth',
};

/**
 * Fills the lists of faults, symptoms and remedies where a list has nothing in it yet: a new district
 * starts with these and edits them. Called at every start; does nothing the second time.
 */
export async function installStartingLists(ctx: Ctx): Promise<{ installed: boolean }> {
  const there = await ctx.db.first<{ n: number }>({
    sql: `SELECT EXISTS (SELECT 1 FROM faults) + EXISTS (SELECT 1 FROM symptoms)
            + EXISTS (SELECT 1 FROM remedies) AS n`,
    parameters: [],
  });
  if (there?.n === 3) return { installed: false };
  const remedies = startingRemedies.map(({ code, name, minutes, takesPart, outcome }, i) => [
    code,
    name,
    minutes,
    takesPart,
    OUTCOMES[outcome],
    (i + 1) * 10,
  ]);
  const faults = startingFaults.map((fault, i) => [
    fault.code,
    fault.name,
    fault.level,
    fault.minutes,
    fault.remedy,
    fault.partKind,
    (i + 1) * 10,
  ]);
  const symptoms = startingSymptoms.map(({ code, name, faults: likely }, i) => [
    code,
    name,
    JSON.stringify(likely),
    (i + 1) * 10,
  ]);
  return commit(
    ctx,
    { installed: true },
    {
      sql: `INSERT INTO remedies (code, name, minutes, takes_part, outcome, position)
            SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
            FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM remedies)`,
      parameters: [JSON.stringify(remedies)],
    },
    {
      sql: `INSERT INTO faults (code, name, level, minutes, remedy, part_kind, position)
            SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3,
              (SELECT code FROM remedies WHERE code = value ->> 4), value ->> 5, value ->> 6
            FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM faults)`,
      parameters: [JSON.stringify(faults)],
    },
    {
      sql: `INSERT INTO symptoms (code, name, faults, position)
            SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3
            FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM symptoms)`,
      parameters: [JSON.stringify(symptoms)],
    },
    record({
      thing: 'repair-lists',
      kind: 'settings',
      verb: 'installed',
      data: { faults: faults.length, symptoms: symptoms.length, remedies: remedies.length },
    }),
  );
}
