import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import type { ServiceMonth } from './proposal-rules.ts';
import type { PlanModel, StoredRow } from './rules.ts';

const COHORTS = `SELECT model, substr(purchased_on, 1, 7) AS bought, count(*) AS devices
  FROM devices INDEXED BY devices_model_age
  WHERE model = ? AND state = 'in_service' AND joined_into IS NULL GROUP BY 2 ORDER BY 2`;

/** Devices of one model in service, by the month they were bought in; null where nobody knows it. */
export function cohortsOf(model: string): Query<{ bought: string | null; devices: number }> {
  return { sql: COHORTS, parameters: [model] };
}

export interface ModelName {
  id: string;
  name: string;
  aueOn: string | null;
  createdAt: string;
}

/** Models of which at least one is or was there. */
export const MODELS: Query<ModelName> = {
  sql: `SELECT m.id AS id, m.maker || ' ' || m.name AS name, m.aue_on AS aueOn, m.created_at AS createdAt
        FROM models AS m WHERE EXISTS (SELECT 1 FROM device_tallies AS t WHERE t.model = m.id)
          OR EXISTS (SELECT 1 FROM fleet_plan_rows AS r WHERE r.model = m.id)
        ORDER BY name, m.id`,
  parameters: [],
};

/** Every model that may be bought or is there, to choose from. */
export const MODEL_CHOICES: Query<{ value: string; label: string }> = {
  sql: `SELECT id AS value, maker || ' ' || name || CASE WHEN number = '' THEN '' ELSE ' ' || number END AS label
        FROM models ORDER BY label LIMIT 2000`,
  parameters: [],
};

/** The models with their cohorts, as they are now. @param rest is called between two reads */
export async function planModels(db: Database, rest?: () => Promise<void>): Promise<PlanModel[]> {
  const models = await db.all(MODELS);
  const out: PlanModel[] = [];
  // One trip where nobody has to wait for it, few models at once where somebody has.
  const atOnce = rest ? 4 : 100;
  for (let i = 0; i < models.length; i += atOnce) {
    const some = models.slice(i, i + atOnce);
    const cohorts = await db.read(...some.map((model) => cohortsOf(model.id)));
    some.forEach((model, k) => {
      out.push({ ...model, cohorts: known(cohorts[k] ?? [], model.createdAt) });
    });
    await rest?.();
  }
  return out;
}

/** Devices in service in some months, by model and month of purchase: kept by the nightly forecast. */
export function serviceIn(months: readonly string[]): Query<ServiceMonth> {
  return {
    sql: `SELECT model, month, bought, devices FROM fleet_months
          WHERE month IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(months)],
  };
}

/** A device whose day of purchase nobody knows counts as bought when its model was entered. */
function known(rows: readonly { bought: string | null; devices: number }[], at: string) {
  return rows.map(({ bought, devices }) => ({ bought: bought ?? at.slice(0, 7), devices }));
}

const ROW = `SELECT id, kind, model, month, devices, months, why, note, replaces FROM fleet_plan_rows`;

/** What was put into the plan, or into a scenario of it. @param scenario null for the plan itself */
export function storedRows(scenario: string | null): Query<StoredRow> {
  return {
    sql: `${ROW} WHERE scenario IS ? AND withdrawn_at IS NULL ORDER BY at, id LIMIT 2000`,
    parameters: [scenario],
  };
}

/** @throws NotFound */
export async function findRow(db: Database, id: string): Promise<StoredRow & { scenario: string | null }> {
  const row = await db.first<StoredRow & { scenario: string | null }>({
    sql: `${ROW.replace('SELECT id', 'SELECT scenario, id')} WHERE id = ? AND withdrawn_at IS NULL`,
    parameters: [id],
  });
  if (!row) throw new NotFound();
  return row;
}

export interface Scenario {
  id: string;
  name: string;
  note: string;
  version: number;
  retiredAt: string | null;
}

const SCENARIO = 'SELECT id, name, note, version, retired_at AS retiredAt FROM fleet_scenarios';

/** Scenarios that are still looked at, the newest first. */
export const SCENARIOS: Query<Scenario> = {
  sql: `${SCENARIO} WHERE retired_at IS NULL ORDER BY n DESC LIMIT 100`,
  parameters: [],
};

/** @throws NotFound */
export async function findScenario(db: Database, id: string): Promise<Scenario> {
  const row = await db.first<Scenario>({ sql: `${SCENARIO} WHERE id = ?`, parameters: [id] });
  if (!row) throw new NotFound();
  return row;
}
