import type { Problem, ReadRow } from '../kind.ts';

export type Fact = string | number | null;
/** What is written down about a thing, by the names of its table's columns. */
export type Facts = Readonly<Record<string, Fact>>;

/** One column of a table that a file may fill. */
export interface FactColumn {
  /** of the table */
  name: string;
  label: string;
  /** what stands there where nothing is known */
  none: Fact;
  /** the kind's column, where it has another name */
  from?: string;
  type?: 'number' | 'money';
  /** characters, or the largest number */
  most?: number;
}

/** What a row says; an empty cell leaves what is there, unless it clears. */
export function factsOf(row: ReadRow, columns: readonly FactColumn[], old: Facts | null): Facts {
  const facts: Record<string, Fact> = {};
  for (const { name, from = name, none, type } of columns) {
    const text = row.values[from] ?? '';
    if (text !== '') facts[name] = type ? Number(text) : text;
    else facts[name] = row.cleared.includes(from) ? none : (old?.[name] ?? none);
  }
  return facts;
}

/** What differs, in words for people; of a new thing everything that is filled. */
export function fieldsOf(
  columns: readonly FactColumn[],
  old: Facts | null,
  facts: Facts,
): { field: string; from: string; to: string }[] {
  return columns.flatMap((column) => {
    const from = old ? shown(column, old[column.name] ?? null) : '';
    const to = shown(column, facts[column.name] ?? null);
    return from === to ? [] : [{ field: column.label, from, to }];
  });
}

function shown(column: FactColumn, fact: Fact): string {
  if (fact === null || fact === '' || (fact === column.none && typeof fact === 'number')) return '';
  return column.type === 'money' ? (Number(fact) / 100).toFixed(2) : String(fact);
}

/** What does not go into its column. */
export function oversized(columns: readonly FactColumn[], facts: Facts): Problem[] {
  return columns.flatMap(({ name, from = name, type, most }) => {
    const fact = facts[name] ?? null;
    if (fact === null || most === undefined) return [];
    if (type && (Number(fact) < 0 || Number(fact) > most))
      return [{ field: from, message: type === 'money' ? 'Too large' : `Between 0 and ${most}` }];
    if (!type && String(fact).length > most) return [{ field: from, message: `At most ${most} characters` }];
    return [];
  });
}

/** What has to be there. */
export function missing(
  columns: readonly { name: string; label: string; required?: boolean }[],
  facts: Facts,
  problems: readonly Problem[],
): Problem[] {
  return columns.flatMap(({ name, label, required }) =>
    required && (facts[name] ?? '') === '' && !problems.some((one) => one.field === name)
      ? [{ field: name, message: `${label} is missing` }]
      : [],
  );
}

export function sameFacts(columns: readonly FactColumn[], a: Facts, b: Facts): boolean {
  return columns.every(({ name }) => (a[name] ?? null) === (b[name] ?? null));
}

/** Said of a thing that comes back into use. */
export const BACK = { field: 'In use', from: 'no', to: 'yes' };
