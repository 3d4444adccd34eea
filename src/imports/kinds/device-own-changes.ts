import type { KeptValue } from '../../custom-fields/rules.ts';
import type { Change } from '../../db/commit.ts';

/** What devices have in the district's own fields from now on; null is taken away. */
export function keepOwnValues(list: readonly ({ device: string } & KeptValue)[]): Change {
  const kept = list.filter((one) => one.value !== null);
  const gone = list.filter((one) => one.value === null);
  return [
    gone.length === 0
      ? null
      : {
          sql: `DELETE FROM custom_values
                WHERE (device, field) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
          parameters: [JSON.stringify(gone.map(({ device, field }) => [device, field]))],
        },
    kept.length === 0
      ? null
      : {
          sql: `INSERT INTO custom_values (device, field, value, number)
                SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
                ON CONFLICT (device, field) DO UPDATE SET value = excluded.value, number = excluded.number`,
          parameters: [
            JSON.stringify(kept.map(({ device, field, value, number }) => [device, field, value, number])),
          ],
        },
  ];
}
