/** What a scanned or typed text may name; `value` is written as the database keeps it. */
export interface Candidate {
  kind: 'tag' | 'serial' | 'person' | 'bin' | 'location' | 'part' | 'repair';
  value: string;
}

/** A link may be long, a label not; what is longer than this names nothing. */
const MAX_SCAN_LENGTH = 500;

const SERIAL_LABEL = /^\s*(S\s*\/\s*N\s*[.:#=]?|(SN|SERIAL(\s*(NO\.?|NUMBER|#))?)\s*[.:#=]|(SN|SERIAL)\s)\s*/;
const TAG_LABEL = /^\s*((ASSET\s*TAG|ASSET|TAG)(\s*(NO\.?|NUMBER))?\s*[.:#=]|ASSET\s*TAG\s|#)\s*/;

/**
 * Lenovo's bar code of a whole machine: `1S`, machine type and model, serial. Newer ones have 10 characters of
 * model (two digits first, the country's two letters last) and 7 or 8 of serial, older ones 7 (four digits first)
 * and 7. The serial starts with a letter. Nothing else is cut off, so that a serial which merely starts with 1S
 * stays whole.
 */
const LENOVO_MACHINE =
  /^1S(\d{2}[A-Z0-9]{6}[A-Z]{2}(?=[A-Z][A-Z0-9]{6,7}$)|\d{4}[A-Z0-9]{3}(?=[A-Z][A-Z0-9]{6}$))/;
/** Lenovo's bar code of a part: `8S`, ten characters of part number, the part's own serial. */
const LENOVO_PART = /^8S([A-Z0-9]{10})[A-Z0-9]{6,}$/;

/** What a spreadsheet shows for MAR2 or 2-3 when it takes them for days. */
const SPREADSHEET_DATE =
  /^(\d{1,2}-(?=\D)|(?=.+-\d{2}$))(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(-\d{2})?$/i;

/** Upper case, compatible characters (full-width digits, all sorts of dashes) made plain, controls taken out. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\ufe58]/g, '-')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .toUpperCase();
}

/** Repeats `step` until nothing changes, so that normalizing a normalized text is no change. */
function settled(text: string, step: (text: string) => string): string {
  let before = text;
  let after = step(before);
  while (after !== before) {
    before = after;
    after = step(before);
  }
  return after;
}

/**
 * A serial number as it is kept and compared: upper case, no spaces, without a label (`S/N:`, `SN:`, `Serial No.`)
 * and without the `1S` and machine type that Lenovo's bar codes put before it. `SN` counts as a label only where a
 * colon or a space parts it from the rest: serials may start with these letters. Empty where nothing is left.
 */
export function normalizeSerial(text: string): string {
  return settled(text, (one) => {
    return plain(one).replace(SERIAL_LABEL, '').replace(/\s+/g, '').replace(LENOVO_MACHINE, '');
  });
}

/**
 * An asset tag as it is kept and compared: upper case, no spaces, without a label (`Asset tag:`, `#`). Leading
 * zeros stay: they are printed on the device.
 */
export function normalizeTag(text: string): string {
  return settled(text, (one) => plain(one).replace(TAG_LABEL, '').replace(/\s+/g, ''));
}

/** The short link that is printed on a label as a QR code; `base` is the server's address without a slash. */
export function shortLink(base: string, tag: string): string {
  return `${base}/t/${encodeURIComponent(tag)}`;
}

/**
 * Says how a spreadsheet has ruined a tag or serial, or null where it looks whole: `exponent` (6.37702E+15: digits
 * are lost for good), `rounded` (more than 15 digits, zeros from the 16th on), `decimal` (48213.0), `date`
 * (2-Mar, from MAR2), `overflow` (####).
 */
export function spreadsheetDamage(
  text: string,
): 'exponent' | 'rounded' | 'decimal' | 'date' | 'overflow' | null {
  const value = text.trim();
  if (/^[+-]?\d+([.,]\d+)?E[+-]\d+$/i.test(value) || /^[+-]?\d+[.,]\d+E\d+$/i.test(value)) return 'exponent';
  if (/^\d{15}0+$/.test(value)) return 'rounded';
  if (/^\d+[.,]0+$/.test(value)) return 'decimal';
  if (SPREADSHEET_DATE.test(value)) return 'date';
  return /^#{2,}$/.test(value) ? 'overflow' : null;
}

/** True for 8, 12, 13 or 14 digits whose last one is the check digit of EAN, UPC and GTIN. */
function isTradeNumber(text: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return false;
  const digits = [...text].map(Number).reverse();
  return digits.reduce((sum, digit, place) => sum + digit * (place % 2 === 1 ? 3 : 1), 0) % 10 === 0;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const LINK_KINDS: Record<string, Candidate['kind']> = { t: 'tag', b: 'bin', l: 'location', p: 'part' };

/**
 * A link: ours names its thing whatever the host, for labels outlive a change of address; in a maker's one the
 * serial stands behind `?sn=` or ends the path.
 */
function fromLink(text: string): Candidate[] | null {
  const match = /^https?:\/\/[^/?#\s]+([^?#\s]*)(?:\?([^#\s]*))?/i.exec(text);
  if (!match) return null;
  const path = (match[1] ?? '').split('/').filter(Boolean).map(decoded);
  const last = path.at(-1) ?? '';
  const kind = LINK_KINDS[path.at(-2)?.toLowerCase() ?? ''];
  if (kind) return coded(kind, last);
  const fields = new URLSearchParams(match[2] ?? '');
  const serials = [...fields].filter(([name]) => /^(sn|serial(_?(no|number))?|servicetag)$/i.test(name));
  return [...serials.map(([, value]) => named('serial', value)), named('tag', last), named('serial', last)];
}

function named(kind: Candidate['kind'], text: string): Candidate {
  if (kind === 'tag') return { kind, value: normalizeTag(text) };
  if (kind === 'serial') return { kind, value: normalizeSerial(text) };
  if (kind === 'person') return { kind, value: text.normalize('NFKC').trim() };
  return { kind, value: plain(text).trim() };
}

/** A code of ours may have lower case letters: as it stands first, then as scanners that shout say it. */
function coded(kind: Candidate['kind'], text: string): Candidate[] {
  const asItStands = { kind, value: text.trim() };
  return kind === 'bin' || kind === 'location' || kind === 'part'
    ? [asItStands, named(kind, text)]
    : [named(kind, text)];
}

const PREFIXES: [RegExp, Candidate['kind']][] = [
  [/^\s*(BIN|SHELF)\s*:/i, 'bin'],
  [/^\s*(LOC|LOCATION|CART|ROOM)\s*:/i, 'location'],
  [/^\s*(PERSON|STUDENT|STAFF|BADGE)\s*:/i, 'person'],
  [/^\s*(PART|SKU|P\/N|PN)\s*:/i, 'part'],
  [/^\s*(S\s*\/\s*N|SN|SERIAL|SERIAL\s+(NO\.?|NUMBER))\s*[:#]/i, 'serial'],
  [/^\s*(ASSET|TAG|ASSET\s+TAG)\s*[:#]/i, 'tag'],
];

/** Texts with a label of ours, or with several labelled fields as makers print into their square codes. */
function fromLabels(text: string): Candidate[] | null {
  const [prefix, kind] = PREFIXES.find(([pattern]) => pattern.test(text)) ?? [];
  if (prefix && kind) {
    const value = text.replace(prefix, '').split(/[\p{Cc},;|]/u)[0] ?? '';
    return coded(kind, value);
  }
  const field =
    /(?:^|[\s,;|\p{Cc}])(?:S\/N|SN|SERIAL(?:\s?(?:NO\.?|NUMBER))?)\s*[:=]\s*([A-Z0-9-]{4,30})/iu.exec(text);
  return field ? [named('serial', field[1] ?? '')] : null;
}

function fromPlain(text: string): Candidate[] {
  const serial = normalizeSerial(text);
  const tight = plain(text).replace(/\s+/g, '');
  const repair = /^R-?0*(\d{1,9})$/.exec(tight);
  const list: Candidate[] = [];
  if (repair) list.push({ kind: 'repair', value: `R-${(repair[1] ?? '').padStart(6, '0')}` });
  const part = LENOVO_PART.exec(tight);
  if (part) list.push({ kind: 'part', value: part[1] ?? '' });
  // A machine's bar code says that it is a serial, so that comes before a tag of the same letters.
  if (serial !== tight) list.push({ kind: 'serial', value: serial });
  list.push(named('tag', text), { kind: 'serial', value: serial });
  if (isTradeNumber(tight)) {
    list.push({ kind: 'part', value: tight });
    // UPC-A is EAN-13 with a zero before it; which of the two a reader says is its own choice.
    if (/^0\d{12}$/.test(tight)) list.push({ kind: 'part', value: tight.slice(1) });
    if (tight.length === 12) list.push({ kind: 'part', value: `0${tight}` });
  }
  list.push(named('person', text), named('bin', text), named('location', text), named('part', text));
  // Makers mark a field by a letter before it: S a serial, 1P a part number.
  if (/^1P[A-Z0-9-]{4,}$/.test(tight)) list.push({ kind: 'part', value: tight.slice(2) });
  if (/^S[A-Z0-9]{7,15}$/.test(tight)) list.push({ kind: 'serial', value: tight.slice(1) });
  return list;
}

/**
 * What a scan or a typed text may name, the likeliest first and each once: look them up in this order. Understands
 * plain tags, serials, badges, bar codes of parts and makers' labels, our own short links (`/t/`, `/b/`, `/l/`) and
 * labels (`BIN:`, `LOC:`, `PERSON:`, `PART:`). Empty for an empty text and for one of more than 500 characters.
 */
export function parseScan(text: string): Candidate[] {
  // Some scanners put the symbology before the text: ]C1, ]Q3, ]d2.
  const scan = text.trim().replace(/^\][A-Za-z][0-9]/, '');
  if (scan === '' || scan.length > MAX_SCAN_LENGTH) return [];
  const list = fromLink(scan) ?? fromLabels(scan) ?? fromPlain(scan);
  const seen = new Set(['']);
  return list.filter(({ kind, value }) => {
    const key = value && `${kind} ${value}`;
    return !seen.has(key) && seen.add(key);
  });
}
