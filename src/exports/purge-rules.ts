/** Who is looked for in texts. */
export interface Traces {
  given: string;
  family: string;
  externalId: string | null;
  emails: readonly string[];
}

export const REMOVED = '[removed]';

/** Shorter ids are too common to be looked for inside texts. */
const SHORTEST_ID = 4;

const EDGE = ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'] as const;
/** An id of four digits may be a year, or a piece of an id: what is whole by itself is not looked into. */
const WHOLE =
  '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?Z?)?';
const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Takes a person out of a text: the whole name in either order, external id and addresses; where the text is
 * about a repair of theirs, each of the names alone too. What is not about them stays as it was.
 */
export function withoutPerson(text: string, who: Traces, theirs: boolean): string {
  const pieces = [
    `${literal(who.given)}[\\s,]+${literal(who.family)}`,
    `${literal(who.family)}\\s*,?\\s*${literal(who.given)}`,
    ...who.emails.map(literal),
    ...(who.externalId && who.externalId.length >= SHORTEST_ID ? [literal(who.externalId)] : []),
    ...(theirs ? [literal(who.given), literal(who.family)] : []),
  ].filter(Boolean);
  if (who.externalId !== null && text === who.externalId) return REMOVED;
  const found = new RegExp(`${EDGE[0]}(?:(${WHOLE})|${pieces.join('|')})${EDGE[1]}`, 'giu');
  return text.replace(found, (_, whole: string | undefined) =>
    whole !== undefined && whole.toLowerCase() !== who.externalId?.toLowerCase() ? whole : REMOVED,
  );
}

/**
 * The same in every text of a JSON document; its numbers are nobody's ids, and it stays JSON. A document that has the
 * person's id, an address or both names as texts of their own is about them: each name alone goes too.
 */
export function withoutPersonInJson(json: string, who: Traces): string {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    return withoutPerson(json, who, false);
  }
  const theirs = isAbout(document, who);
  const without = JSON.stringify(document, (_, value: unknown) => {
    if (typeof value !== 'string' || (!theirs && value.length < SHORTEST_ID)) return value;
    return /^\s*[[{]/.test(value) ? withoutPersonInJson(value, who) : withoutPerson(value, who, theirs);
  });
  return without === JSON.stringify(document) ? json : without;
}

function isAbout(document: unknown, who: Traces): boolean {
  const texts = new Set<string>();
  JSON.stringify(document, (_, value: unknown) => {
    if (typeof value === 'string') texts.add(value.trim().toLowerCase());
    return value;
  });
  const has = (text: string | null) => text !== null && texts.has(text.toLowerCase());
  return has(who.externalId) || who.emails.some(has) || (has(who.given) && has(who.family));
}

/** What a database looks for first: rows that have none of these are not about the person. */
export function needlesOf(who: Traces): string[] {
  const words = [who.family, who.family.toUpperCase(), ...who.emails, who.externalId ?? ''];
  return [...new Set(words.filter((word) => word.length > 0))];
}

/** Columns of free text, or of JSON that holds some, whatever table they are in. */
export const FREE_TEXT: ReadonlySet<string> = new Set([
  'note',
  'text',
  'reason',
  'message',
  'subject',
  'body',
  'recipient',
  'recap',
  'answer',
  'content',
  'result',
  'form',
  'cells',
  'plan',
  'before',
  'problems',
  'why_kept',
  'options',
  'undo',
  'failure',
  'headline',
  'scanned',
  'override_reason',
  'no_certificate',
  'facts',
  'annotated_user',
  'annotated_location',
  'last_user',
  'payload',
  'query',
  'comment',
  'details',
  'summary',
  'file_name',
  'head',
  'problem',
  'police_report',
]);

/** JSON: names that stand alone may be words of its own, and are left. */
export const JSON_TEXT: ReadonlySet<string> = new Set([
  'content',
  'result',
  'form',
  'cells',
  'plan',
  'before',
  'problems',
  'options',
  'undo',
  'facts',
  'payload',
  'body',
  'query',
  'head',
  'items',
]);

/** The same in one table alone. */
const IN_TABLE: ReadonlySet<string> = new Set([
  'audit_events.value',
  'audit_findings.value',
  'audits.title',
  'bins.name',
  'checklists.items',
  'checklists.name',
  'custom_values.value',
  'directory_devices.asset_id',
  'fleet_scenarios.name',
  'kits.name',
  'locations.name',
  'lots.name',
  'phones.name',
  'receipts.slip',
  'saved_exports.name',
  'saved_views.name',
  'sync_entries.why',
  'tag_ranges.name',
]);

/** Of these no two may be the same: what is left of one gets a piece of its row's key. */
export const ONE_OF_A_NAME: ReadonlySet<string> = new Set([
  'checklists.name',
  'fleet_scenarios.name',
  'kits.name',
  'saved_views.name',
]);

/** Nothing of a person's is in these, or it is dealt with by itself. */
export const NOT_SEARCHED: ReadonlySet<string> = new Set(['people', 'users', 'records', 'record_texts']);

export function isFreeText(table: string, column: string): boolean {
  return FREE_TEXT.has(column) || IN_TABLE.has(`${table}.${column}`);
}
