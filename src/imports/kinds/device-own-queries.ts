import type { FieldType } from '../../custom-fields/forms.ts';
import type { Query } from '../../db/query.ts';

/** The district's own fields in use. */
export const OWN_FIELDS: Query<{
  id: string;
  deviceKind: string;
  type: FieldType;
  name: string;
  choices: string;
}> = {
  sql: `SELECT id, device_kind AS deviceKind, type, name, choices FROM custom_fields
        WHERE retired_at IS NULL ORDER BY position, name`,
  parameters: [],
};

/** What devices have in them. */
export function ownValuesOfDevices(
  ids: readonly string[],
): Query<{ device: string; field: string; value: string; number: number | null }> {
  return {
    sql: `SELECT v.device, v.field, v.value, v.number
          FROM json_each(?) AS j CROSS JOIN custom_values AS v ON v.device = j.value`,
    parameters: [JSON.stringify(ids)],
  };
}
