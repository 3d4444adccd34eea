import { type Change, must, SAME_VERSION } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { NewPlan } from './forms.ts';

/** One setting, a text or JSON. @param seen the version that the form showed: 1 where it was never set */
export function setSetting(name: string, value: string, seen: number): Change {
  return [
    must(SAME_VERSION, {
      sql: 'SELECT 1 WHERE ifnull((SELECT version FROM settings WHERE name = ?), 0) + 1 = ?',
      parameters: [name, seen],
    }),
    writeSetting(name, value),
  ];
}

/** A setting that goes with another one, whose version is guarded. */
export function writeSetting(name: string, value: string): Change {
  return {
    sql: `INSERT INTO settings (name, value) VALUES (?, ?)
          ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = version + 1`,
    parameters: [name, value],
  };
}

/** Days without work; a day that is one already takes the new name. */
export function addHolidays(days: readonly string[], name: string): Change {
  return {
    sql: `INSERT INTO holidays (day, name) SELECT value, ? FROM json_each(?) WHERE true
          ON CONFLICT (day) DO UPDATE SET name = excluded.name`,
    parameters: [name, JSON.stringify(days)],
  };
}

export function removeHoliday(day: string): Change {
  return [
    must('it is a holiday', { sql: 'SELECT 1 FROM holidays WHERE day = ?', parameters: [day] }),
    q.deleteFrom('holidays').where('day', '=', day),
  ];
}

export function insertPlan(id: string, form: NewPlan): Change {
  return q.insertInto('coverage_plans').values({ id, ...columnsOf(form) });
}

function columnsOf(form: NewPlan) {
  return {
    name: form.name,
    incidents: form.incidents,
    per: form.per,
    vendor: form.vendor,
    pool_incidents: form.poolIncidents,
    pool_percent: form.poolPercent,
    pool_units: form.poolUnits,
    pool_year_from: form.poolYearFrom,
  };
}

/** The pool of this year is as large as the plan says now; smaller than what is used of it: CHECK. */
export function resizePool(plan: string, yearFrom: string): Change {
  return {
    sql: `UPDATE coverage_pools SET size = (SELECT pool_size FROM coverage_plans WHERE id = plan)
          WHERE plan = ? AND year_from = ?`,
    parameters: [plan, yearFrom],
  };
}

export function updatePlan(id: string, form: NewPlan): Change {
  return q
    .updateTable('coverage_plans')
    .set(columnsOf(form))
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

export function retirePlan(id: string, retiredAt: string | null): Change {
  return q
    .updateTable('coverage_plans')
    .set({ retired_at: retiredAt })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}
