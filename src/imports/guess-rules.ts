import type { ValueType } from './kind.ts';

/** German and Spanish headers, without their accents: what they say in English. */
const OTHER_TONGUES: Readonly<Record<string, string>> = {
  inventarnummer: 'asset tag',
  inventarnr: 'asset tag',
  inventario: 'asset tag',
  etiqueta: 'tag',
  seriennummer: 'serial number',
  seriennr: 'serial number',
  serie: 'serial',
  numero: 'number',
  nummer: 'number',
  modell: 'model',
  geratemodell: 'model',
  modelo: 'model',
  hersteller: 'maker',
  fabricante: 'maker',
  marca: 'maker',
  marke: 'maker',
  schule: 'site',
  standort: 'site',
  gebaude: 'site',
  escuela: 'site',
  colegio: 'site',
  plantel: 'site',
  edificio: 'site',
  raum: 'room',
  zimmer: 'room',
  aula: 'room',
  salon: 'room',
  kaufdatum: 'purchase date',
  anschaffungsdatum: 'purchase date',
  fecha: 'date',
  datum: 'date',
  compra: 'purchase',
  kaufpreis: 'purchase price',
  anschaffungskosten: 'purchase cost',
  preis: 'price',
  precio: 'price',
  kosten: 'cost',
  costo: 'cost',
  coste: 'cost',
  garantie: 'warranty',
  garantieende: 'warranty end',
  garantia: 'warranty',
  bis: 'end',
  hasta: 'end',
  vencimiento: 'end',
  bestellnummer: 'order number',
  pedido: 'order',
  bemerkung: 'note',
  bemerkungen: 'note',
  anmerkung: 'note',
  notiz: 'note',
  observaciones: 'note',
  notas: 'note',
  comentarios: 'note',
  estado: 'status',
  zustand: 'condition',
  verwendung: 'use',
  uso: 'use',
  vorname: 'first name',
  nombre: 'first name',
  nachname: 'last name',
  apellido: 'last name',
  apellidos: 'last name',
  klasse: 'grade',
  klassenstufe: 'grade',
  grado: 'grade',
  schulernummer: 'student number',
  correo: 'email',
  lieferant: 'supplier',
  proveedor: 'supplier',
  menge: 'quantity',
  anzahl: 'quantity',
  cantidad: 'quantity',
  artikelnummer: 'sku',
  lagerort: 'bin',
};

/** Words that mean the same in headers. */
const SAME: Readonly<Record<string, string>> = {
  no: 'number',
  num: 'number',
  nr: 'number',
  numbers: 'number',
  qty: 'quantity',
  count: 'quantity',
  mfr: 'maker',
  mfg: 'maker',
  manufacturer: 'maker',
  make: 'maker',
  brand: 'maker',
  vendor: 'supplier',
  school: 'site',
  building: 'site',
  campus: 'site',
  sn: 'serial',
  fname: 'first',
  given: 'first',
  lname: 'last',
  surname: 'last',
  family: 'last',
  mail: 'email',
  desc: 'description',
  purch: 'purchase',
  purchased: 'purchase',
  dt: 'date',
  expires: 'end',
  expiration: 'end',
  expiry: 'end',
  expire: 'end',
  loc: 'location',
  gr: 'grade',
  lvl: 'level',
  amt: 'amount',
  ...OTHER_TONGUES,
};
/** Words that tell nothing apart. */
const EMPTY = new Set([
  'the',
  'of',
  'a',
  'to',
  'our',
  'your',
  'is',
  'current',
  'device',
  'asset',
  'date',
  'de',
  'del',
  'la',
  'el',
  'der',
  'die',
  'das',
]);

/** The words of a header: "AssetTag_No." is asset, tag, number. */
export function wordsOf(head: string): string[] {
  const known = WORDS.get(head);
  if (known) return known;
  if (WORDS.size > 5_000) WORDS.clear();
  const words = wordsIn(head);
  WORDS.set(head, words);
  return words;
}

/** The same names are compared with one another over and over. */
const WORDS = new Map<string, string[]>();

function wordsIn(head: string): string[] {
  return head
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/#/g, ' number ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .flatMap((word) => (SAME[word] ?? word).split(' '));
}

/** How alike two headers are: 1 the same words, 0 nothing in common. */
export function likeness(a: string, b: string): number {
  const left = wordsOf(a);
  const right = wordsOf(b);
  if (left.length === 0 || right.length === 0) return 0;
  if (left.join('') === right.join('')) return 1;
  const weight = (words: readonly string[]) =>
    words.reduce((sum, word) => sum + (EMPTY.has(word) ? 0.4 : 1), 0);
  const shared = left.filter((word) => right.some((other) => alike(word, other)));
  return (2 * weight(shared)) / (weight(left) + weight(right));
}

/** The same word, or one cut short: "ser" of "serial". */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 3 && long.startsWith(short);
}

const MAKERS =
  /chrome ?(book|box)|\b(dell|hp|lenovo|acer|asus|samsung|apple|ipad|ctl|macbook|latitude|thinkpad)\b/i;

/** The address of a network card; without its colons it looks like a serial. */
const MAC = /^[0-9a-f]{2}([:\-. ]?[0-9a-f]{2}){5}$/i;

const LOOKS: Readonly<Partial<Record<ValueType, (text: string) => boolean>>> = {
  serial: (text) => /^(?=.*\d)[A-Z0-9]{6,22}$/i.test(text) && !/^\d{1,6}$/.test(text) && !MAC.test(text),
  tag: (text) => /^[A-Z]{0,5}[- ]?\d{3,10}$/i.test(text),
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  date: (text) =>
    /^\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?( .*|T.*)?$|^[a-z]{3,9}\.? \d|^\d{1,2}[- ][a-z]{3}|^\d{12,13}$/i.test(
      text,
    ),
  month: (text) =>
    /^\d{4}-\d\d(-\d\d)?$|^[a-z]{3,9}\.? \d{2,4}$|^\d{1,2}\/(\d{1,2}\/)?\d{2,4}$|^\d{12,13}$/i.test(text),
  money: (text) => /^[$€£]?\s*\d{1,3}([., ]?\d{3})*([.,]\d{1,2})?\s*[$€£]?$/.test(text),
  whole: (text) => /^-?\d{1,6}(\.0+)?$/.test(text),
  mac: (text) => MAC.test(text),
  storage: (text) => /^[\d.,]+ ?[KMGT]i?B$/i.test(text),
  yes: (text) => /^(yes|no|y|n|true|false|0|1)$/i.test(text),
};

/** Which share of a column's filled cells look like values of that type; null where nothing can be said. */
export function fitOf(type: ValueType, sample: readonly string[]): number | null {
  const looks = LOOKS[type];
  const filled = sample.filter((text) => text !== '');
  if (!looks || filled.length === 0) return null;
  return filled.filter((text) => looks(text.trim())).length / filled.length;
}

/** Whether nearly all cells are letters and digits mixed, no two alike: serials, whatever stands above them. */
export function namesSerials(sample: readonly string[]): boolean {
  const filled = sample.filter((text) => text !== '');
  const mixed = filled.filter((text) => /[a-z]/i.test(text) && LOOKS.serial?.(text.trim()));
  return filled.length > 1 && mixed.length > filled.length * 0.9 && new Set(filled).size === filled.length;
}

/** Whether most of the cells name models of devices. */
export function namesModels(sample: readonly string[]): boolean {
  const filled = sample.filter((text) => text !== '');
  return (
    filled.length > 0 &&
    filled.filter((text) => MAKERS.test(text) && / /.test(text.trim())).length > filled.length / 2
  );
}
