import { allFields } from '../custom-fields/queries.ts';
import type { Database } from '../db/database.ts';
import type { Column, ImportKind, KindName, ValueType } from './kind.ts';
import { KINDS, kindOf } from './kinds/all.ts';
import { plainHead } from './mapping-rules.ts';
import { ownName } from './own-names-rules.ts';

/** A kind as this district has it: devices with the district's own fields besides. */
export async function kindHere(db: Database, name: KindName): Promise<ImportKind> {
  const kind = kindOf(name);
  return name === 'devices' ? { ...kind, columns: [...kind.columns, ...(await ownColumns(db, kind))] } : kind;
}

/** All kinds as this district has them. */
export async function kindsHere(db: Database): Promise<readonly ImportKind[]> {
  const devices = await kindHere(db, 'devices');
  return KINDS.map((kind) => (kind.name === 'devices' ? devices : kind));
}

const TYPES: Readonly<Record<string, ValueType>> = { date: 'date', choice: 'choice' };

/** One column for each name that a field in use has: two kinds of device may have a field of one name. */
async function ownColumns(db: Database, kind: ImportKind): Promise<Column[]> {
  const labels = new Set(kind.columns.map(({ label }) => plainHead(label)));
  const columns = new Map<string, Column>();
  for (const field of await allFields(db)) {
    if (field.retiredAt !== null) continue;
    const name = ownName(field.name);
    const before = columns.get(name);
    const type = TYPES[field.type] ?? 'text';
    const choices = Object.fromEntries(field.choices.map((text) => [text.toLowerCase(), text]));
    const own: Column = {
      name,
      label: labels.has(plainHead(field.name)) ? `${field.name} (own field)` : field.name,
      aliases: [field.name],
      type: before && before.type !== type ? 'text' : type,
      clearable: true,
    };
    columns.set(name, type === 'choice' ? { ...own, choices: { ...before?.choices, ...choices } } : own);
  }
  return [...columns.values()];
}
