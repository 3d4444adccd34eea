import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import type { BinEdit, GroupEdit, NewBin, NewFit, NewGroup, NewPart, PartEdit } from './forms.ts';

export function insertPart(id: string, form: NewPart, now: string): Change {
  return [
    q.insertInto('parts').values({ id, ...partColumns(form), created_at: now }),
    partNumbers(id, form),
    addPartToSearch(id, form),
  ];
}

export function updatePart(id: string, form: PartEdit): Change {
  return [
    q
      .updateTable('parts')
      .set(partColumns(form))
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', id),
    q.deleteFrom('part_numbers').where('part', '=', id),
    partNumbers(id, form),
    { sql: 'DELETE FROM parts_fts WHERE rowid = (SELECT n FROM parts WHERE id = ?)', parameters: [id] },
    addPartToSearch(id, form),
  ];
}

export function retirePart(id: string, retiredAt: string | null): Change {
  return q
    .updateTable('parts')
    .set({ retired_at: retiredAt })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

function partColumns(form: NewPart) {
  return {
    sku: form.sku,
    name: form.name,
    interchange_group: form.group,
    part_kind: form.partKind,
    condition: form.condition,
    counted: form.counted ? 1 : 0,
    price_cents: form.price ?? 0,
    touch: form.touch === null ? null : Number(form.touch),
    unit: form.unit || 'each',
    pack: form.pack ?? 1,
  };
}

function partNumbers(part: string, form: NewPart): Change {
  const rows = [
    ...form.makerNumbers.map((value) => [newId(), part, 'maker', value.toUpperCase()]),
    ...form.barcodes.map((value) => [newId(), part, 'barcode', value]),
  ];
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO part_numbers (id, part, kind, value)
          SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
    parameters: [JSON.stringify(rows)],
  };
}

function addPartToSearch(id: string, form: NewPart): Change {
  const words = [form.sku, form.name, ...form.makerNumbers].join(' ');
  return {
    sql: 'INSERT INTO parts_fts (rowid, name) SELECT n, ? FROM parts WHERE id = ?',
    parameters: [words, id],
  };
}

export function insertGroup(id: string, form: NewGroup): Change {
  return q.insertInto('interchange_groups').values({ id, ...groupColumns(form) });
}

export function updateGroup(id: string, form: GroupEdit): Change {
  return q
    .updateTable('interchange_groups')
    .set(groupColumns(form))
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

function groupColumns(form: NewGroup) {
  return {
    name: form.name,
    part_kind: form.partKind,
    touch: form.touch === null ? null : Number(form.touch),
  };
}

export function insertBin(id: string, form: NewBin): Change {
  return q.insertInto('bins').values({ id, ...form });
}

export function updateBin(id: string, { version: _, ...form }: BinEdit): Change {
  return q
    .updateTable('bins')
    .set(form)
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

/** A fit that a manager records is confirmed; one from elsewhere waits. A refused one is asked again. */
export function insertFit(
  id: string,
  form: NewFit,
  state: 'confirmed' | 'proposed',
  by: string | null,
  now: string,
): Change {
  const decided = state === 'confirmed' ? { decided_by: by, decided_at: now } : {};
  return q.insertInto('fits').values({
    id,
    model: form.model,
    variant: form.variant,
    fault: form.fault,
    interchange_group: form.group,
    part: form.part,
    state,
    proposed_by: by,
    at: now,
    ...decided,
  });
}

export function decideFit(
  id: string,
  state: 'confirmed' | 'refused',
  by: string | null,
  now: string,
): Change {
  return q.updateTable('fits').set({ state, decided_by: by, decided_at: now }).where('id', '=', id);
}
