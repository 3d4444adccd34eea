import type { Query } from '../db/query.ts';

export interface FailureCount {
  model: string;
  fault: string;
  n: number;
}

/** Faults found since a month, by model and fault. @param from YYYY-MM */
export function failuresSince(from: string): Query<FailureCount> {
  return {
    sql: 'SELECT model, fault, sum(n) AS n FROM failure_months WHERE month >= ? GROUP BY model, fault',
    parameters: [from],
  };
}

/** Device-months in service of each model since a month. */
export function exposureSince(
  from: string,
  until: string,
): Query<{ model: string; months: number; now: number }> {
  return {
    sql: `SELECT model, sum(devices) AS months, sum(CASE WHEN month = ? THEN devices ELSE 0 END) AS now
          FROM fleet_months WHERE month >= ? AND month <= ? GROUP BY model`,
    parameters: [until, from, until],
  };
}

/** What repairs took since a month, by model. */
export function costsSince(from: string) {
  return {
    sql: `SELECT model, sum(repairs) AS repairs, sum(parts_cents) AS partsCents, sum(minutes) AS minutes
          FROM repair_months WHERE month >= ? GROUP BY model`,
    parameters: [from],
  } as Query<{ model: string; repairs: number; partsCents: number; minutes: number }>;
}

/** Faults of one model by the month it was bought in and the month of the report. */
export function failuresOfModel(model: string, from: string) {
  return {
    sql: 'SELECT month, bought, fault, n FROM failure_months WHERE model = ? AND month >= ?',
    parameters: [model, from],
  } as Query<{ month: string; bought: string; fault: string; n: number }>;
}

/** Devices of one model in service by month and month of purchase. */
export function serviceOfModel(model: string, from: string, until: string) {
  return {
    sql: 'SELECT month, bought, devices FROM fleet_months WHERE model = ? AND month >= ? AND month <= ?',
    parameters: [model, from, until],
  } as Query<{ month: string; bought: string; devices: number }>;
}

export const FAULT_NAMES: Query<{ value: string; label: string }> = {
  sql: 'SELECT code AS value, name AS label FROM faults ORDER BY position, name',
  parameters: [],
};

/** Models that were in service, to choose from. */
export const MODELS_SEEN: Query<{ value: string; label: string }> = {
  sql: `SELECT m.id AS value, m.maker || ' ' || m.name AS label FROM models AS m
        WHERE EXISTS (SELECT 1 FROM fleet_months AS f WHERE f.model = m.id) ORDER BY label`,
  parameters: [],
};
