import type { Query } from '../../db/query.ts';

export interface RepairedDevice {
  id: string;
  tag: string;
  serial: string;
  home: string;
  model: string;
}

export function repairedDevices(ids: readonly string[]): Query<RepairedDevice> {
  return {
    sql: `SELECT d.id, d.tag, d.serial, d.home, d.model FROM json_each(?) AS j JOIN devices AS d ON d.id = j.value
          WHERE d.joined_into IS NULL`,
    parameters: [JSON.stringify(ids)],
  };
}

/** Repairs that were brought in before: by their number elsewhere. Those that were taken back are none. */
export function ticketsKnown(
  source: string,
  values: readonly string[],
): Query<{ value: string; repair: string }> {
  return {
    sql: `SELECT e.value, e.repair FROM json_each(?) AS j
          JOIN repair_externals AS e ON e.source = ? AND e.value = j.value
          JOIN repairs AS r ON r.id = e.repair WHERE r.state <> 'withdrawn'`,
    parameters: [JSON.stringify(values), source],
  };
}

/** The repairs that devices have had, by the time that they were reported. */
export function repairsOf(devices: readonly string[]): Query<{ device: string; at: string; repair: string }> {
  return {
    sql: `SELECT r.device, r.reported_at AS at, r.id AS repair FROM json_each(?) AS j
          JOIN repairs AS r ON r.device = j.value WHERE r.state = 'closed'`,
    parameters: [JSON.stringify(devices)],
  };
}

export interface KnownFault {
  code: string;
  name: string;
  minutes: number;
  remedy: string | null;
}

export const FAULTS: Query<KnownFault> = {
  sql: 'SELECT code, name, minutes, remedy FROM faults ORDER BY retired_at IS NOT NULL, position, code',
  parameters: [],
};

export const REMEDIES: Query<{ code: string; name: string }> = {
  sql: 'SELECT code, name FROM remedies ORDER BY retired_at IS NOT NULL, position, code',
  parameters: [],
};

export const SYMPTOMS: Query<{ code: string; name: string; faults: string }> = {
  sql: 'SELECT code, name, faults FROM symptoms ORDER BY retired_at IS NOT NULL, position, code',
  parameters: [],
};

/** Repairs that were touched after an import: another state, or another version, than it left them in. */
export function repairsNow(
  ids: readonly string[],
): Query<{ id: string; device: string; site: string; state: string; version: number }> {
  return {
    sql: `SELECT r.id, r.device, r.site, r.state, r.version FROM json_each(?) AS j JOIN repairs AS r ON r.id = j.value`,
    parameters: [JSON.stringify(ids)],
  };
}
