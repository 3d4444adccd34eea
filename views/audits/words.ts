import type { FindingRow } from '../../src/audits/finding-queries.ts';
import type { AuditState, FindingKind, ResolutionKind } from '../../src/audits/forms.ts';
import type { Audit } from '../../src/audits/queries.ts';
import type { Told } from '../../src/audits/tell-rules.ts';
import type { Tone } from '../../src/web/frame.ts';

export const STATE_WORDS: Readonly<Record<AuditState, readonly [Tone, string]>> = {
  planned: ['plain', 'Planned'],
  counting: ['note', 'Being counted'],
  closed: ['wait', 'To be signed'],
  signed: ['good', 'Signed'],
  called_off: ['plain', 'Called off'],
};

export const KIND_WORDS = {
  place: 'Everything there',
  models: 'Some models',
  sample: 'A random sample',
} as const;

/** A kind of finding: what it is called, how it looks, and what it means. */
export const FINDING_WORDS: Readonly<Record<FindingKind, readonly [Tone, string, string]>> = {
  found: ['good', 'Found', 'Scanned, as the books say; in another room of the place it is found as well.'],
  misplaced: ['bad', 'Misplaced', 'Scanned here; the books have it elsewhere.'],
  extra: ['note', 'Not asked for', 'It belongs here, but was not drawn or is of another model.'],
  unknown: ['bad', 'Unknown tag', 'Nobody knows this text.'],
  no_tag: ['wait', 'No tag', 'Its tag is gone or cannot be read.'],
  duplicate: ['wait', 'Scanned twice', 'In two rooms or by two phones: are there two labels of one number?'],
  excused: ['note', 'Moved during the count', 'Its custody changed after the list was frozen.'],
  missing: ['bad', 'Missing', 'Nobody scanned it. The longest unseen comes first.'],
};

export const RESOLUTION_WORDS: Readonly<Record<ResolutionKind, readonly [ask: string, done: string]>> = {
  move_here: ['Move it here', 'Moved here'],
  move_home: ['Move it home', 'Goes home'],
  match: ['It is this device', 'Matched'],
  create: ['Enter it as new', 'Entered'],
  throw_out: ['Not ours, or misread', 'Thrown out'],
  labelled: ['It has a label now', 'Labelled'],
  seen: ['Seen after all', 'Seen'],
  lost: ['Report it lost', 'Lost'],
  leave: ['Leave it as it is', 'Left as it is'],
};

/** What one scan says: a word, and what it means. */
export const TOLD_WORDS: Readonly<Record<Told, readonly [string, string]>> = {
  found: ['Found', ''],
  scanned: ['Scanned', ''],
  held: ['Found', 'by the books a person has it'],
  room: ['Other room', 'found, and the room is noted'],
  already: ['Already scanned', ''],
  extra: ['Not asked for', 'it belongs here'],
  no_tag: ['No tag', 'noted'],
  elsewhere: ['Misplaced', 'the books have it elsewhere'],
  missing: ['Reported lost', 'put it aside'],
  unknown: ['Unknown', 'put it aside'],
};

export const TOLD_TONES = { good: 'good', warn: 'wait', bad: 'bad' } as const;

/** '97.5 %' of what was expected; a dash where nothing was. */
export function percent(rate: number | null): string {
  return rate === null ? 'none' : `${(Math.floor(rate * 10) / 10).toFixed(1)} %`;
}

export function placeOf(audit: Pick<Audit, 'locationName' | 'siteName' | 'location' | 'site'>): string {
  if (audit.location === null) return 'The whole district';
  return audit.location === audit.site
    ? (audit.locationName ?? '')
    : `${audit.siteName ?? ''}, ${audit.locationName ?? ''}`;
}

/** What to call what a finding is about. */
export function nameOf(finding: { tag: string | null; serial: string | null; value: string }): string {
  return finding.tag || finding.serial || finding.value || 'No tag, no serial';
}

export const DUE_KINDS = [
  { value: 'site', label: 'Sites' },
  { value: 'cart', label: 'Carts' },
  { value: 'depot', label: 'Depots' },
  { value: 'vehicle', label: 'Vehicles' },
] as const;

/** Where the books had the device of a finding. */
export function bookText(row: FindingRow): string {
  if (!row.device) return '';
  const place = row.bookPlaceName ?? 'nowhere';
  const site = row.bookSiteName && row.bookSiteName !== row.bookPlaceName ? `${row.bookSiteName}, ` : '';
  const state = row.state === 'lost' || row.state === 'stolen' ? ` (${row.state})` : '';
  return `${site}${place}${state}`;
}
