import type { CodeKind, Line, Source } from '../../src/labels/forms.ts';

export const CODE_WORDS: Readonly<Record<CodeKind, string>> = {
  both: 'Square code and bars',
  qr: 'Square code (QR)',
  '128': 'Bars (Code 128)',
};

export const LINE_WORDS: Readonly<Record<Line, string>> = {
  district: 'District',
  model: 'Model',
  serial: 'Serial',
  home: 'Home school',
  place: 'Where it is',
  name: 'Name',
};

export const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  list: 'what was typed or scanned',
  devices: 'the list of devices',
  places: 'the list of locations',
  bins: 'all bins',
  parts: 'the list of parts',
  range: 'a reserved range',
};

/** The lines that a source's things have. */
export const LINES_OF: Readonly<Record<Source, readonly Line[]>> = {
  list: ['district', 'model', 'serial', 'home', 'name', 'place'],
  devices: ['district', 'model', 'serial', 'home', 'place'],
  places: ['district', 'name', 'place'],
  bins: ['district', 'name', 'place'],
  parts: ['district', 'name', 'place'],
  range: ['district', 'home'],
};

export function optionsOf<T extends string>(words: Readonly<Record<T, string>>, values?: readonly T[]) {
  const keys = values ?? (Object.keys(words) as T[]);
  return keys.map((value) => ({ value, label: words[value] }));
}

/** '2.625 x 1 in', as sheets of US paper are sold. */
export function inchWords(width: number, height: number): string {
  const inches = (um: number) => String(Math.round((um / 25_400) * 1_000) / 1_000);
  return `${inches(width)} x ${inches(height)} in`;
}

/** '66.7 x 25.4 mm' */
export function sizeWords(width: number, height: number): string {
  const mm = (um: number) => String(Math.round(um / 100) / 10);
  return `${mm(width)} x ${mm(height)} mm`;
}
