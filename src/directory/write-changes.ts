import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import { STEP } from './changes.ts';
import type { RowState, WriteBack, WriteState } from './write-queries.ts';
import type { Differences, Field } from './write-rules.ts';

export function insertWriteBack(id: string, source: string, by: string | null, now: string): Change {
  return q.insertInto('write_backs').values({ id, source, state: 'comparing', asked_by: by, begun_at: now });
}

/**
 * The commit fails where another worker has done this step. What was written already is kept also where somebody has
 * called an end to it meanwhile.
 * @param anyState of the run
 */
export function stillAt(run: Pick<WriteBack, 'n' | 'state' | 'steps'>, anyState = false): Change {
  return [
    must(STEP, {
      sql: 'SELECT 1 FROM write_backs WHERE n = ? AND (? OR state = ?) AND steps = ?',
      parameters: [run.n, anyState ? 1 : 0, run.state, run.steps],
    }),
    { sql: 'UPDATE write_backs SET steps = steps + 1 WHERE n = ?', parameters: [run.n] },
  ];
}

/** It stands still until somebody has mended what is wrong, unless it is over. */
export function stopWriteBack(n: number, failure: string): Change {
  return q
    .updateTable('write_backs')
    .set({ state: 'stopped', tries: 0, not_before: '', failure })
    .where('n', '=', n)
    .where('state', '=', 'writing');
}

/** Somebody's decision, once. */
export function whileIn(run: Pick<WriteBack, 'n'>, states: readonly WriteState[]): Change {
  return must('nobody has decided it yet', {
    sql: 'SELECT 1 FROM write_backs WHERE n = ? AND state IN (SELECT value FROM json_each(?))',
    parameters: [run.n, JSON.stringify(states)],
  });
}

type Set = Partial<{
  state: WriteState;
  done_to: string;
  tries: number;
  not_before: string;
  failure: string;
  decided_by: string | null;
  decided_at: string;
  ended_at: string;
}>;

export function setWriteBack(n: number, to: Set): Change {
  return q.updateTable('write_backs').set(to).where('n', '=', n);
}

export interface WriteCounts {
  looked: number;
  named: number;
  assetId: number;
  user: number;
  location: number;
  unit: number;
}

export function addCompared(n: number, more: WriteCounts): Change {
  return {
    sql: `UPDATE write_backs SET looked = looked + ?, named = named + ?, asset_ids = asset_ids + ?,
            users = users + ?, locations = locations + ?, units = units + ? WHERE n = ?`,
    parameters: [more.looked, more.named, more.assetId, more.user, more.location, more.unit, n],
  };
}

/** What of a chunk would change. */
export function stageWrites(
  run: number,
  rows: readonly { external: string; device: string; content: Differences }[],
): Change {
  if (rows.length === 0) return null;
  const list = rows.map(({ external, device, content }) => [
    external,
    device,
    content,
    content.unit?.[1] ?? '',
  ]);
  return {
    sql: `INSERT INTO write_back_rows (run, external, device, content, unit)
          SELECT ?, value ->> 0, value ->> 1, value -> 2, value ->> 3 FROM json_each(?)`,
    parameters: [run, JSON.stringify(list)],
  };
}

export interface Outcome {
  external: string;
  state: Exclude<RowState, 'waits' | 'left'>;
  answer: string;
  /** what the directory says from now on */
  says: Partial<Record<Field, string>>;
}

/** The answer to each, the counts, and what the directory says now. */
export function settleRows(
  run: Pick<WriteBack, 'n' | 'source'>,
  outcomes: readonly Outcome[],
  now: string,
): Change {
  if (outcomes.length === 0) return null;
  const list = JSON.stringify(
    outcomes.map(({ external, state, answer }) => [external, state, answer.slice(0, 200)]),
  );
  const count = (state: string) => outcomes.filter((one) => one.state === state).length;
  const said = outcomes.filter(({ says }) => Object.keys(says).length > 0);
  const saidList = JSON.stringify(said.map(({ external, says }) => [external, says]));
  return [
    {
      sql: `UPDATE write_back_rows SET at = ?, (state, answer) =
              (SELECT value ->> 1, value ->> 2 FROM json_each(?) WHERE value ->> 0 = external)
            WHERE run = ? AND external IN (SELECT value ->> 0 FROM json_each(?))`,
      parameters: [now, list, run.n, list],
    },
    {
      sql: 'UPDATE write_backs SET written = written + ?, moved = moved + ?, failed = failed + ? WHERE n = ?',
      parameters: [count('written'), count('moved'), count('failed'), run.n],
    },
    said.length === 0
      ? null
      : {
          sql: `UPDATE directory_devices SET asset_id = ifnull(j.value -> 1 ->> 'assetId', asset_id),
                  annotated_user = ifnull(j.value -> 1 ->> 'user', annotated_user),
                  annotated_location = ifnull(j.value -> 1 ->> 'location', annotated_location),
                  org_unit = ifnull(j.value -> 1 ->> 'unit', org_unit)
                FROM (SELECT external AS id, value FROM directory_devices
                  CROSS JOIN json_each(?) ON value ->> 0 = external
                  WHERE source = ? AND external IN (SELECT value ->> 0 FROM json_each(?))) AS j
                WHERE directory_devices.source = ? AND directory_devices.external = j.id`,
          parameters: [saidList, run.source, saidList, run.source],
        },
  ];
}

/** What still waits stays unwritten; of what was never let in nothing is kept. */
export function leaveRest(run: Pick<WriteBack, 'n'>): Change {
  return {
    sql: "UPDATE write_back_rows SET state = 'left' WHERE run = ? AND state = 'waits'",
    parameters: [run.n],
  };
}
