import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import type { Outcome } from './forms.ts';

export interface Fault {
  code: string;
  name: string;
  level: 1 | 2 | 3;
  minutes: number;
  remedy: string | null;
  partKind: string | null;
  position: number;
  retiredAt: string | null;
  version: number;
  /** how often it was found on the model that was asked about */
  found: number;
}

const FAULT = `f.code, f.name, f.level, f.minutes, f.remedy, f.part_kind AS partKind, f.position,
  f.retired_at AS retiredAt, f.version`;

/** The faults in use, this model's commonest first. @param model null for the district's own order */
export function faultsFor(model: string | null): Query<Fault> {
  return {
    sql: `SELECT ${FAULT}, ifnull(t.n, 0) AS found FROM faults AS f
          LEFT JOIN fault_tallies AS t ON t.fault = f.code AND t.model = ?
          WHERE f.retired_at IS NULL ORDER BY found DESC, f.position, f.code`,
    parameters: [model],
  };
}

/** One fault, where it is in use. */
export function faultInUse(code: string): Query<Fault> {
  return {
    sql: `SELECT ${FAULT}, 0 AS found FROM faults AS f WHERE f.code = ? AND f.retired_at IS NULL`,
    parameters: [code],
  };
}

/** Every fault, retired ones too, in the district's order. */
export function allFaults(): Query<Fault> {
  return { sql: `SELECT ${FAULT}, 0 AS found FROM faults AS f ORDER BY f.position, f.code`, parameters: [] };
}

export interface Symptom {
  code: string;
  name: string;
  /** codes of the faults that it mostly turns out to be, as JSON */
  faults: string;
  position: number;
  retiredAt: string | null;
  version: number;
}

const SYMPTOM = 'SELECT code, name, faults, position, retired_at AS retiredAt, version FROM symptoms';

export function symptomsInUse(): Query<Symptom> {
  return { sql: `${SYMPTOM} WHERE retired_at IS NULL ORDER BY position, code`, parameters: [] };
}

export function allSymptoms(): Query<Symptom> {
  return { sql: `${SYMPTOM} ORDER BY position, code`, parameters: [] };
}

export interface Remedy {
  code: string;
  name: string;
  /** null: the fault's own minutes hold */
  minutes: number | null;
  takesPart: 'part' | 'none' | 'either';
  /** what a repair with this remedy alone proposes */
  outcome: Outcome;
  position: number;
  retiredAt: string | null;
  version: number;
}

const REMEDY = `SELECT code, name, minutes, takes_part AS takesPart, outcome, position,
  retired_at AS retiredAt, version FROM remedies`;

export function remediesInUse(): Query<Remedy> {
  return { sql: `${REMEDY} WHERE retired_at IS NULL ORDER BY position, code`, parameters: [] };
}

/** One remedy, where it is in use. */
export function remedyInUse(code: string): Query<Remedy> {
  return { sql: `${REMEDY} WHERE code = ? AND retired_at IS NULL`, parameters: [code] };
}

export function allRemedies(): Query<Remedy> {
  return { sql: `${REMEDY} ORDER BY position, code`, parameters: [] };
}

export interface Option {
  value: string;
  label: string;
}

/** Those who do repairs: whom a repair can be handed to. */
export function technicians(): Query<Option> {
  return {
    sql: `SELECT DISTINCT u.id AS value, u.name AS label FROM user_roles AS r JOIN users AS u ON u.id = r.person
          WHERE r.role IN ('intern', 'specialist', 'manager') AND ${OPEN_LOGIN} ORDER BY u.name`,
    parameters: [],
  };
}

/** Everybody who signs in: whom a note can mention. */
export function peopleWhoSignIn(): Query<Option> {
  return {
    sql: `SELECT u.id AS value, u.name AS label FROM users AS u WHERE ${OPEN_LOGIN} ORDER BY u.name LIMIT 2000`,
    parameters: [],
  };
}

export function holidays(): Query<{ day: string }> {
  return { sql: 'SELECT day FROM holidays ORDER BY day', parameters: [] };
}

/** The dates without work, to count due times by. */
export async function holidayDates(db: Database): Promise<string[]> {
  return (await db.all(holidays())).map((row) => row.day);
}

/** Interchange groups in use, of one kind of part first. */
export function groupOptions(): Query<Option> {
  return {
    sql: 'SELECT id AS value, name AS label FROM interchange_groups WHERE retired_at IS NULL ORDER BY name LIMIT 2000',
    parameters: [],
  };
}
