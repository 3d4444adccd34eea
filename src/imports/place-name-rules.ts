import { plainName } from './model-name-rules.ts';

export interface NamedPlace {
  id: string;
  code: string;
  name: string;
  kind: string;
  top: string;
  retiredAt: string | null;
}

/** Places by their codes and names. */
export type Places = ReadonlyMap<string, readonly NamedPlace[]>;

export function placesOf(list: readonly NamedPlace[]): Places {
  const places = new Map<string, NamedPlace[]>();
  for (const place of list)
    for (const text of new Set([plainName(place.code), plainName(place.name)]))
      if (text !== '') places.set(text, [...(places.get(text) ?? []), place]);
  return places;
}

/** The place that a text names: by code or whole name, or by the last part of a path that does ("/Students/Maple"). */
export function placeNamed(places: Places, text: string): NamedPlace | 'several' | null {
  const parts = text.includes('/') ? text.split('/').filter(Boolean).reverse() : [];
  for (const part of [text, ...parts]) {
    const found = places.get(plainName(part)) ?? [];
    const used = found.filter((place) => place.retiredAt === null);
    const [only, other] = used.length > 0 ? used : found;
    if (only && other) return used.find((place) => plainName(place.code) === plainName(part)) ?? 'several';
    if (only) return only;
  }
  return null;
}

/** A code that a new place may have: letters and digits of its name, told from those that are taken. */
export function codeFor(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter(Boolean);
  const short =
    words.length > 1 ? words.map((word) => (/^\d/.test(word) ? word : word[0])).join('') : words[0];
  const stem = (short || 'SITE').slice(0, 12);
  for (let i = 1; ; i += 1) {
    const code = i === 1 ? stem : `${stem}-${i}`;
    if (!taken.has(code)) return code;
  }
}
