import type { Database } from '../db/database.ts';
import { prepared, q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import type { FieldType } from './forms.ts';

/** A custom field; `choices` is a JSON list. */
const COLUMNS = ['id', 'device_kind as deviceKind', 'name', 'choices', 'position', 'version'] as const;

const OF_KIND = prepared((p: { kind: string }) =>
  q
    .selectFrom('custom_fields')
    .where('device_kind', '=', p.kind)
    .where('retired_at', 'is', null)
    .select(COLUMNS)
    .select(['retired_at as retiredAt', (e) => e.ref('type').$castTo<FieldType>().as('type')])
    .orderBy('position')
    .orderBy('name'),
);

export type CustomFieldRow = NonNullable<ReturnType<typeof OF_KIND>['rows']>;

/** A custom field with its choices as a list. */
export type CustomField = Omit<CustomFieldRow, 'choices'> & { choices: string[] };

export function shaped(row: CustomFieldRow): CustomField {
  return { ...row, choices: row.choices === '[]' ? [] : (JSON.parse(row.choices) as string[]) };
}

/** The fields in use of one kind of device, for a page that reads them with the rest. */
export const fieldsOfKindQuery = (kind: string) => OF_KIND({ kind });

/** The fields in use of one kind of device, in their order. */
export async function fieldsOfKind(db: Database, kind: string): Promise<CustomField[]> {
  return (await db.all(OF_KIND({ kind }))).map(shaped);
}

/** Every field, retired ones too, by kind and order. */
export async function allFields(db: Database): Promise<CustomField[]> {
  const rows = await db.all(
    q
      .selectFrom('custom_fields')
      .select(COLUMNS)
      .select(['retired_at as retiredAt', (e) => e.ref('type').$castTo<FieldType>().as('type')])
      .orderBy('device_kind')
      .orderBy('position')
      .orderBy('name'),
  );
  return rows.map(shaped);
}

/** @throws NotFound */
export async function findField(db: Database, id: string): Promise<CustomField> {
  const row = await db.first(
    q
      .selectFrom('custom_fields')
      .where('id', '=', id)
      .select(COLUMNS)
      .select(['retired_at as retiredAt', (e) => e.ref('type').$castTo<FieldType>().as('type')]),
  );
  if (!row) throw new NotFound();
  return shaped(row);
}

const VALUES = prepared((p: { device: string }) =>
  q
    .selectFrom('custom_values as v')
    .innerJoin('custom_fields as f', 'f.id', 'v.field')
    .where('v.device', '=', p.device)
    .select(['v.field', 'v.value', 'f.name', 'f.type', 'f.retired_at as retiredAt'])
    .orderBy('f.position')
    .orderBy('f.name'),
);

/** What a device has in its custom fields. */
export const customValuesOf = (device: string) => VALUES({ device });
export type CustomValue = NonNullable<ReturnType<typeof VALUES>['rows']>;
