import { type Change, must, SAME_VERSION } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { FaultEdit, ListName, RemedyEdit, SymptomEdit } from './list-forms.ts';

export function insertFault(code: string, form: Omit<FaultEdit, 'version'>): Change {
  return q.insertInto('faults').values({ code, ...faultColumns(form) });
}

/** A fault with another name: open repairs that carry the old one in their headline follow. */
export function updateFault(code: string, form: FaultEdit): Change {
  return [
    sameRow('faults', code, form.version),
    renameHeadlines('faults', code, form.name),
    q
      .updateTable('faults')
      .set(faultColumns(form))
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('code', '=', code),
  ];
}

export function insertSymptom(code: string, form: Omit<SymptomEdit, 'version'>): Change {
  return q.insertInto('symptoms').values({ code, ...symptomColumns(form) });
}

export function updateSymptom(code: string, form: SymptomEdit): Change {
  return [
    sameRow('symptoms', code, form.version),
    renameHeadlines('symptoms', code, form.name),
    q
      .updateTable('symptoms')
      .set(symptomColumns(form))
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('code', '=', code),
  ];
}

export function insertRemedy(code: string, form: Omit<RemedyEdit, 'version'>): Change {
  return q.insertInto('remedies').values({ code, ...remedyColumns(form) });
}

export function updateRemedy(code: string, form: RemedyEdit): Change {
  return [
    sameRow('remedies', code, form.version),
    q
      .updateTable('remedies')
      .set(remedyColumns(form))
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('code', '=', code),
  ];
}

/** It is offered no more, or again; what names it keeps it. */
export function retireEntry(
  list: ListName,
  code: string,
  form: { version: number },
  retiredAt: string | null,
): Change {
  return [
    sameRow(list, code, form.version),
    {
      sql: `UPDATE ${list} SET retired_at = ?, version = version + 1 WHERE code = ?`,
      parameters: [retiredAt, code],
    },
  ];
}

function sameRow(list: ListName, code: string, version: number): Change {
  return must(SAME_VERSION, {
    sql: `SELECT 1 FROM ${list} WHERE code = ? AND version = ?`,
    parameters: [code, version],
  });
}

function renameHeadlines(list: 'faults' | 'symptoms', code: string, name: string): Change {
  return {
    sql: `UPDATE repairs SET headline = ? WHERE closed_at IS NULL AND headline =
            (SELECT name FROM ${list} WHERE code = ? AND name <> ?)`,
    parameters: [name, code, name],
  };
}

const faultColumns = (form: Omit<FaultEdit, 'version'>) => ({
  name: form.name,
  level: form.level,
  minutes: form.minutes,
  remedy: form.remedy,
  part_kind: form.partKind,
  position: form.position,
});

const symptomColumns = (form: Omit<SymptomEdit, 'version'>) => ({
  name: form.name,
  faults: JSON.stringify(form.faults),
  position: form.position,
});

const remedyColumns = (form: Omit<RemedyEdit, 'version'>) => ({
  name: form.name,
  minutes: form.minutes,
  takes_part: form.takesPart,
  outcome: form.outcome,
  position: form.position,
});
