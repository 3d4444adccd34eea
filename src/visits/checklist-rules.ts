export type ItemKind = 'yes_no' | 'value' | 'photo';

export interface Item {
  key: string;
  text: string;
  kind: ItemKind;
}

const ENDINGS: readonly (readonly [RegExp, ItemKind])[] = [
  [/\s*\|\s*value\s*$/i, 'value'],
  [/\s*\|\s*photo\s*$/i, 'photo'],
  [/\s*\|\s*yes\/no\s*$/i, 'yes_no'],
];

/** One item a line: "Backup test ran", "Temperature | value", "The rack | photo". */
export function itemsFrom(lines: string): Item[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line, i) => {
      const ending = ENDINGS.find(([pattern]) => pattern.test(line));
      return {
        key: `i${i + 1}`,
        text: ending ? line.replace(ending[0], '') : line,
        kind: ending?.[1] ?? 'yes_no',
      };
    });
}

export function linesFrom(items: readonly Item[]): string {
  return items.map(({ text, kind }) => (kind === 'yes_no' ? text : `${text} | ${kind}`)).join('\n');
}

/** What is stored, as JSON; a text that is none of it has no items. */
export function itemsIn(json: string): Item[] {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? (list as Item[]) : [];
  } catch {
    return [];
  }
}
