import type { Change } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { CustomFieldEdit, NewCustomField } from './forms.ts';
import type { KeptValue } from './rules.ts';

export function insertField(id: string, form: NewCustomField, choices: readonly string[]): Change {
  return q.insertInto('custom_fields').values({
    id,
    device_kind: form.deviceKind,
    type: form.type,
    name: form.name,
    choices: JSON.stringify(choices),
    position: form.position,
  });
}

export function updateField(id: string, form: CustomFieldEdit, choices: readonly string[]): Change {
  return q
    .updateTable('custom_fields')
    .set({ name: form.name, choices: JSON.stringify(choices), position: form.position })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

export function retireField(id: string, retiredAt: string | null): Change {
  return q
    .updateTable('custom_fields')
    .set({ retired_at: retiredAt })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

/** What a device has in its custom fields from now on; a value of null is taken away. */
export function keepValues(device: string, values: readonly KeptValue[]): Change {
  const rows = values.filter((v) => v.value !== null).map((v) => [v.field, v.value, v.number]);
  const gone = values.filter((v) => v.value === null).map((v) => v.field);
  return [
    gone.length === 0
      ? null
      : {
          sql: 'DELETE FROM custom_values WHERE device = ? AND field IN (SELECT value FROM json_each(?))',
          parameters: [device, JSON.stringify(gone)],
        },
    rows.length === 0
      ? null
      : {
          sql: `INSERT INTO custom_values (device, field, value, number)
            SELECT ?, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
            ON CONFLICT (device, field) DO UPDATE SET value = excluded.value, number = excluded.number`,
          parameters: [device, JSON.stringify(rows)],
        },
  ];
}
