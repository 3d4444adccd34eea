import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { NewScenario } from './forms.ts';
import type { StoredRow } from './rules.ts';

export interface NewRow extends StoredRow {
  scenario: string | null;
  by: string | null;
}

/** A row of the plan; one that stands in place of the same proposed row already goes. */
export function putRow(row: NewRow, now: string): Change {
  const { scenario, by, ...values } = row;
  return [
    row.replaces
      ? q
          .updateTable('fleet_plan_rows')
          .set({ withdrawn_at: now, withdrawn_by: by })
          .where('scenario', 'is', scenario)
          .where('replaces', '=', row.replaces)
          .where('withdrawn_at', 'is', null)
      : null,
    q.insertInto('fleet_plan_rows').values({ ...values, scenario, at: now, person: by }),
  ];
}

export function withdrawRow(id: string, by: string | null, now: string): Change {
  return [
    must('the row is still in the plan', {
      sql: 'SELECT 1 FROM fleet_plan_rows WHERE id = ? AND withdrawn_at IS NULL',
      parameters: [id],
    }),
    q.updateTable('fleet_plan_rows').set({ withdrawn_at: now, withdrawn_by: by }).where('id', '=', id),
  ];
}

export function insertScenario(id: string, form: NewScenario, by: string | null, now: string): Change {
  return q.insertInto('fleet_scenarios').values({ id, ...form, created_at: now, created_by: by });
}

export function updateScenario(id: string, form: NewScenario): Change {
  return q
    .updateTable('fleet_scenarios')
    .set({ name: form.name, note: form.note })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

export function retireScenario(id: string, retiredAt: string | null): Change {
  return q
    .updateTable('fleet_scenarios')
    .set({ retired_at: retiredAt })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}
