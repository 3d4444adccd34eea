import type { Change } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import type { FactRow } from './fact-changes.ts';

/** What is believed of the end of updates goes into its history. */
export function noteAues(rows: readonly FactRow[], by: string | null, now: string): Change {
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO model_aues (id, model, aue_on, source, read_on, at, person)
          SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ?, ? FROM json_each(?)`,
    parameters: [
      now,
      by,
      JSON.stringify(
        rows.map(({ id, facts }) => [newId(), id, facts.aue_on, facts.aue_source ?? '', facts.aue_read_on]),
      ),
    ],
  };
}

/** Devices are of their model's kind. */
export function keepKinds(models: readonly string[]): Change {
  if (models.length === 0) return null;
  return {
    sql: `UPDATE devices SET kind = (SELECT kind FROM models WHERE models.id = devices.model)
          WHERE model IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(models)],
  };
}
