/** A model as it may be named in a file. */
export interface NamedModel {
  id: string;
  maker: string;
  name: string;
  number: string;
  kind: string;
}

/** Case and the sort of spaces and marks do not tell models apart; every letter and digit does. */
export function plainName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export type Catalog = ReadonlyMap<string, readonly NamedModel[]>;

/**
 * Models by everything that names one of them whole: maker and name, name, number. A part of a name is no name:
 * "Dell Chromebook 3120" and "Dell Chromebook 11 (3120)" are twelve years of updates apart.
 */
export function catalogOf(models: readonly NamedModel[]): Catalog {
  const catalog = new Map<string, NamedModel[]>();
  for (const model of models) {
    const { maker, name, number } = model;
    const names = new Set(
      [
        `${maker} ${name}`,
        name,
        number,
        `${maker} ${number}`,
        `${maker} ${name} ${number}`,
        `${name} ${number}`,
      ].map(plainName),
    );
    names.delete('');
    names.delete(plainName(maker));
    for (const one of names) catalog.set(one, [...(catalog.get(one) ?? []), model]);
  }
  return catalog;
}

/** The models that a row means: one, none, or several that it does not tell apart. */
export function modelsNamed(
  catalog: Catalog,
  row: { model: string; maker: string; number: string },
): readonly NamedModel[] {
  const texts = [
    row.maker && `${row.maker} ${row.model} ${row.number}`,
    row.maker && `${row.maker} ${row.model}`,
    `${row.model} ${row.number}`,
    row.model,
  ];
  for (const text of texts) {
    const found = text ? (catalog.get(plainName(text)) ?? []) : [];
    if (found.length <= 1) {
      if (found.length === 1) return found;
      continue;
    }
    const closer = found.filter(
      (model) =>
        (row.number === '' || plainName(model.number) === plainName(row.number)) &&
        (row.maker === '' || plainName(model.maker) === plainName(row.maker)),
    );
    return closer.length > 0 ? closer : found;
  }
  return [];
}

const MAKERS = [
  'Acer',
  'Apple',
  'ASUS',
  'Brother',
  'Canon',
  'CTL',
  'Dell',
  'Dynabook',
  'Epson',
  'Google',
  'Haier',
  'Hisense',
  'HP',
  'Lenovo',
  'LG',
  'Lexmark',
  'Microsoft',
  'Poin2',
  'Samsung',
  'Toshiba',
  'Viglen',
  'Xerox',
];

/** What a model that nobody knows yet is made as. @param kind '' where the file does not say */
export function newModelOf(row: { model: string; maker: string; number: string; kind: string }) {
  const words = row.model.trim().split(/\s+/);
  const first = words[0] ?? '';
  const known = MAKERS.find((maker) => maker.toLowerCase() === first.toLowerCase());
  const rest = words.slice(1).join(' ');
  const maker = row.maker || (known ?? (rest === '' ? 'Unknown' : first));
  const named = plainName(first) === plainName(maker) && rest !== '';
  return {
    maker: maker.slice(0, 60),
    name: (named ? rest : row.model.trim()).slice(0, 120),
    number: row.number.slice(0, 60),
    kind: row.kind || kindOfName(row.model),
  };
}

function kindOfName(name: string): string {
  if (/chrome ?(book|box|base)/i.test(name)) return 'chromebook';
  if (/ipad|tablet|galaxy tab/i.test(name)) return 'tablet';
  if (/macbook|thinkpad|latitude|elitebook|probook|laptop|surface/i.test(name)) return 'laptop';
  if (/optiplex|imac|desktop/i.test(name)) return 'desktop';
  if (/printer|laserjet|officejet/i.test(name)) return 'printer';
  return /hotspot|mifi/i.test(name) ? 'hotspot' : 'other';
}
