import type { ValueType } from './kind.ts';

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
};
/** Words that tell nothing apart. */
const EMPTY = new Set(['the', 'of', 'a', 'to', 'our', 'your', 'is', 'current', 'device', 'asset']);

/** The words of a header: "AssetTag_No." is asset, tag, number. */
export function wordsOf(head: string): string[] {
  return head
    .normalize('NFKC')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/#/g, ' number ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => SAME[word] ?? word);
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

const LOOKS: Readonly<Partial<Record<ValueType, (text: string) => boolean>>> = {
  serial: (text) => /^(?=.*\d)[A-Z0-9]{6,22}$/i.test(text) && !/^\d{1,6}$/.test(text),
  tag: (text) => /^[A-Z]{0,5}[- ]?\d{3,10}$/i.test(text),
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  date: (text) =>
    /^\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?( .*|T.*)?$|^[a-z]{3,9}\.? \d|^\d{1,2}[- ][a-z]{3}|^\d{12,13}$/i.test(
      text,
    ),
  month: (text) =>
    /^\d{4}-\d\d(-\d\d)?$|^[a-z]{3,9}\.? \d{2,4}$|^\d{1,2}\/(\d{1,2}\/)?\d{2,4}$|^\d{12,13}$/i.test(text),
  money: (text) => /^[$€£]?\s*\d{1,3}(,?\d{3})*(\.\d{1,2})?\s*[$€£]?$/.test(text),
  whole: (text) => /^-?\d{1,6}(\.0+)?$/.test(text),
  yes: (text) => /^(yes|no|y|n|true|false|0|1)$/i.test(text),
};

/** Which share of a column's filled cells look like values of that type; null where nothing can be said. */
export function fitOf(type: ValueType, sample: readonly string[]): number | null {
  const looks = LOOKS[type];
  const filled = sample.filter((text) => text !== '');
  if (!looks || filled.length === 0) return null;
  return filled.filter((text) => looks(text.trim())).length / filled.length;
}

/** Whether most of the cells name models of devices. */
export function namesModels(sample: readonly string[]): boolean {
  const filled = sample.filter((text) => text !== '');
  return filled.length > 0 && filled.filter((text) => MAKERS.test(text)).length > filled.length / 2;
}
