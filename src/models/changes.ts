import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import type { ModelEdit, NewModel, VariantForm } from './forms.ts';

/** A new model, findable by maker, name and number. */
export function insertModel(id: string, form: NewModel, by: string | null, now: string): Change {
  return [
    q.insertInto('models').values({ id, created_at: now, ...columnsOf(form) }),
    addToSearch(id, form),
    form.aueOn
      ? setAue(
          id,
          { aueOn: form.aueOn, source: form.aueSource, readOn: form.aueReadOn ?? now.slice(0, 10) },
          by,
          now,
        )
      : null,
  ];
}

/** @param kindChanged its devices are of the model's kind */
export function updateModel(id: string, form: Omit<ModelEdit, 'version'>, kindChanged: boolean): Change {
  return [
    q
      .updateTable('models')
      .set(columnsOf(form))
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', id),
    kindChanged ? q.updateTable('devices').set({ kind: form.kind }).where('model', '=', id) : null,
    {
      sql: 'DELETE FROM models_fts WHERE rowid = (SELECT n FROM models WHERE id = ?)',
      parameters: [id],
    },
    addToSearch(id, form),
  ];
}

/** When the model's updates end, from now on; what was believed before stays in its history. */
export function setAue(
  model: string,
  aue: { aueOn: string | null; source: string; readOn: string },
  by: string | null,
  now: string,
): Change {
  return [
    q.insertInto('model_aues').values({
      id: newId(),
      model,
      aue_on: aue.aueOn,
      source: aue.source,
      read_on: aue.readOn,
      at: now,
      person: by,
    }),
    q
      .updateTable('models')
      .set({ aue_on: aue.aueOn, aue_source: aue.source, aue_read_on: aue.readOn })
      .where('id', '=', model),
  ];
}

export function retireModel(id: string, retiredAt: string | null): Change {
  return q
    .updateTable('models')
    .set({ retired_at: retiredAt })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

export function insertVariant(id: string, model: string, form: VariantForm): Change {
  return q.insertInto('variants').values({ id, model, ...form });
}

export function updateVariant(id: string, form: VariantForm): Change {
  return q.updateTable('variants').set(form).where('id', '=', id);
}

export function retireVariant(id: string, retiredAt: string | null): Change {
  return q.updateTable('variants').set({ retired_at: retiredAt }).where('id', '=', id);
}

function columnsOf(form: Omit<ModelEdit, 'version'>) {
  return {
    maker: form.maker,
    name: form.name,
    number: form.number,
    kind: form.kind,
    warranty_months: form.warrantyMonths,
    price_cents: form.price,
  };
}

function addToSearch(id: string, form: { maker: string; name: string; number: string }): Change {
  return {
    sql: 'INSERT INTO models_fts (rowid, name) SELECT n, ? FROM models WHERE id = ?',
    parameters: [`${form.maker} ${form.name} ${form.number}`.trim(), id],
  };
}
