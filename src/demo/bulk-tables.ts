import type Sqlite from 'better-sqlite3';
import { Rows } from './bulk-rows.ts';

/** Columns of the tables that the loader fills, in the order in which it gives the values. */
const COLUMNS = {
  settings: 'name value',
  holidays: 'day name',
  locations: 'id code name kind site_type parent top address latitude longitude slots created_at',
  location_parents: 'id location parent from_at',
  people: 'id external_id kind given_name family_name sort_name email title site grade active created_at',
  person_sites: 'person site rank',
  users: 'id name email created_at updated_at',
  user_roles: 'id person role level site',
  credentials: 'id account_id provider_id user_id password created_at updated_at',
  models: 'id maker name number kind aue_on aue_source aue_read_on warranty_months price_cents created_at',
  model_aues: 'id model aue_on source read_on at person',
  variants: 'id model name touch convertible lte',
  coverage_plans: 'id name incidents per',
  remedies: 'code name minutes takes_part outcome position',
  faults: 'code name level minutes remedy part_kind position',
  symptoms: 'code name faults position',
  interchange_groups: 'id name part_kind touch',
  parts: 'id sku name interchange_group part_kind condition counted price_cents created_at',
  part_numbers: 'id part kind value',
  fits: 'id model variant fault interchange_group state proposed_by repair at decided_by decided_at',
  suppliers: 'id name kind email shipping_cents lead_days created_at',
  supplier_parts: 'id supplier part price_cents from_on at person',
  budgets: 'id name fund account_code fiscal_year_from fiscal_year_to amount_cents created_at',
  bins: 'id code name location keeper',
  stock: 'bin part on_hand',
  part_values: 'part on_hand value_cents',
  devices:
    'id kind model variant home condition purchased_on cost_cents order_number funding_source federal_share warranty_until coverage_plan coverage_until tag serial use state place at_site holder due_on assigned_person assigned_location slot last_seen_at last_seen_place version created_at',
  identifiers: 'id device kind value from_at to_at reason',
  device_uses: 'id device use from_at to_at person',
  device_states: 'id device state from_at to_at person reason police_report',
  device_tallies: 'home model use state n',
  custody: 'id device location person slot due_on why from_at recorded_at to_at done_by repair',
  assignments: 'id device person location slot chargers cases from_at to_at done_by',
  found_reports: 'id device home site was at person settled_at settled_by',
  proposals: 'id kind thing content reason site proposed_by at decision decided_by decided_at',
  repairs:
    'n id number device site state priority level technician reported_by had_device quick above_level to_confirm confirmed_by covered outcome reported_at recorded_at accepted_at started_at ready_at closed_at due_at expected_on minutes parts_cents headline hold_reason came_back version',
  repair_lines: 'id repair position symptom fault remedy cause minutes done_at done_by',
  repair_holds: 'id repair reason interchange_group quantity vendor from_at to_at done_by',
  repair_parts: 'id repair line part bin quantity cost_cents at person',
  quick_repairs: 'id repair person fault remedy at undo',
  shortfalls: 'id part bin quantity repair repair_part at person',
  fault_tallies: 'model fault n',
} as const;

export type TableName = keyof typeof COLUMNS;
export type Tables = Readonly<Record<TableName, Rows>>;

export function openTables(file: Sqlite.Database): Tables {
  const names = Object.keys(COLUMNS) as TableName[];
  const rows = names.map((name) => [name, new Rows(file, name, COLUMNS[name].split(' '))]);
  return Object.fromEntries(rows) as Tables;
}

export function flushTables(tables: Tables): void {
  for (const rows of Object.values(tables)) rows.flush();
}
