import { readValue } from '../../custom-fields/rules.ts';
import type { ReadRow } from '../kind.ts';
import { isOwn, ownName } from '../own-names-rules.ts';
import type { OwnField, OwnValue } from './device-rules.ts';

/** The columns of own fields that rows say something of. */
export function ownColumnsIn(rows: readonly ReadRow[]): string[] {
  const names = new Set<string>();
  for (const { values, cleared } of rows) {
    for (const [name, value] of Object.entries(values)) if (value !== '' && isOwn(name)) names.add(name);
    for (const name of cleared) if (isOwn(name)) names.add(name);
  }
  return [...names];
}

/**
 * What a row says of the district's own fields, for a device of that kind; what stays as it is is left out.
 * @param was the value that the device has in a field now
 */
export function ownValuesOf(
  row: ReadRow,
  kind: string,
  fields: readonly OwnField[],
  was: (field: string) => OwnValue['was'],
  say: (field: string, message: string) => void,
): OwnValue[] {
  const found: OwnValue[] = [];
  for (const column of ownColumnsIn([row])) {
    const typed = row.values[column] ?? '';
    const field = fields.find((one) => one.deviceKind === kind && ownName(one.name) === column);
    if (!field) {
      if (typed !== '')
        say(column, `A ${kind} has no field of this name: add it in the settings, or leave it empty`);
      continue;
    }
    const read = readValue(field, typed);
    const before = was(field.id);
    if ('problem' in read) say(column, read.problem);
    else if (read.value !== (before?.value ?? null)) found.push({ ...read, label: field.name, was: before });
  }
  return found;
}
