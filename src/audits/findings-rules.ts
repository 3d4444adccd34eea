import type { EventKind, FindingKind } from './forms.ts';

/** A device as the books had it when the list was frozen. */
export interface Listed {
  device: string;
  /** 'held': with a person, outside the rate; 'other': was scanned, is not on the list */
  listed: 'expected' | 'held' | 'other';
  place: string | null;
  /** its place lies in the scope */
  inside: boolean;
  /** its custody changed between the freeze and the closing */
  moved: boolean;
  lastSeenAt: string | null;
}

/** What a phone recorded. `device` is null where nobody knows the text. */
export interface ScanEvent {
  id: string;
  phone: string;
  seq: number;
  kind: EventKind;
  value: string;
  /** undo: the event that is taken back; note: what is noted */
  about: string;
  device: string | null;
  location: string | null;
  /** corrected by how far the phone's clock was off */
  at: string;
  person: string | null;
}

export interface Finding {
  /** kind and device or text: one of each */
  key: string;
  kind: FindingKind;
  device: string | null;
  /** as it was scanned last; '' where it was not */
  value: string;
  /** where it was scanned, and where the books had it: they differ where it lay in another room */
  place: string | null;
  bookPlace: string | null;
  apart: boolean;
  event: string | null;
  person: string | null;
  at: string | null;
  scans: number;
  /** of what is missing: 1 is the longest unseen */
  rank: number;
  lastSeenAt: string | null;
}

/** The events that were not taken back. */
export function standing(events: readonly ScanEvent[]): ScanEvent[] {
  const undone = new Set(events.filter(({ kind }) => kind === 'undo').map(({ about }) => about));
  const seen = new Set<string>();
  return events.filter(({ id, kind }) => {
    if (kind === 'undo' || undone.has(id) || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/**
 * What an audit has found: from the frozen list and the events alone, whatever the order in which they came.
 * @returns sorted by key
 */
export function findingsOf(list: readonly Listed[], events: readonly ScanEvent[]): Finding[] {
  const listed = new Map(list.map((row) => [row.device, row]));
  const known = new Map<string, ScanEvent[]>();
  const unknown = new Map<string, ScanEvent[]>();
  for (const event of standing(events)) {
    const into = event.device === null ? unknown : known;
    const name = event.device ?? textKey(event);
    into.set(name, [...(into.get(name) ?? []), event]);
  }
  const findings: Finding[] = [];
  for (const [device, scans] of known) findings.push(...ofDevice(device, listed.get(device), scans));
  for (const [text, scans] of unknown) findings.push(ofText(text, scans));
  const unseen = list.filter((row) => row.listed === 'expected' && !known.has(row.device));
  findings.push(...ofUnseen(unseen));
  return findings.sort((a, b) => compare(a.key, b.key));
}

/** Two texts that differ by spaces and case alone are one; what has neither text nor device is itself. */
function textKey({ value, id }: ScanEvent): string {
  const text = value.toUpperCase().replace(/\s+/g, '');
  return text === '' ? `event ${id}` : text;
}

function ofDevice(device: string, row: Listed | undefined, scans: readonly ScanEvent[]): Finding[] {
  const last = latest(scans);
  const base = {
    device,
    value: last.value,
    place: last.location,
    bookPlace: row?.place ?? null,
    apart: row?.listed === 'held',
    event: last.id,
    person: last.person,
    at: last.at,
    scans: scans.length,
    rank: 0,
    lastSeenAt: row?.lastSeenAt ?? null,
  };
  const finding = (kind: FindingKind): Finding => ({ key: `${kind}:${device}`, kind, ...base });
  const findings = [finding(kindOf(row))];
  const stations = new Set(scans.map(({ phone, location }) => `${phone} ${location}`));
  if (stations.size > 1) findings.push(finding('duplicate'));
  if (scans.some(({ kind, about }) => kind === 'note' && about === 'no_tag'))
    findings.push(finding('no_tag'));
  return findings;
}

function kindOf(row: Listed | undefined): FindingKind {
  if (row && row.listed !== 'other') return 'found';
  // It came while the count went on.
  if (row?.moved) return 'excused';
  return row?.inside ? 'extra' : 'misplaced';
}

function ofText(text: string, scans: readonly ScanEvent[]): Finding {
  const last = latest(scans);
  const kind = scans.some(({ kind: of }) => of === 'note') ? 'no_tag' : 'unknown';
  return {
    key: `${kind}:${text}`,
    kind,
    device: null,
    value: last.value,
    place: last.location,
    bookPlace: null,
    apart: false,
    event: last.id,
    person: last.person,
    at: last.at,
    scans: scans.length,
    rank: 0,
    lastSeenAt: null,
  };
}

function ofUnseen(rows: readonly Listed[]): Finding[] {
  const byAge = [...rows].sort(
    (a, b) => compare(a.lastSeenAt ?? '', b.lastSeenAt ?? '') || compare(a.device, b.device),
  );
  let rank = 0;
  return byAge.map((row) => {
    const kind = row.moved ? 'excused' : 'missing';
    return {
      key: `${kind}:${row.device}`,
      kind,
      device: row.device,
      value: '',
      place: null,
      bookPlace: row.place,
      apart: false,
      event: null,
      person: null,
      at: null,
      scans: 0,
      rank: row.moved ? 0 : ++rank,
      lastSeenAt: row.lastSeenAt,
    };
  });
}

/** By the corrected time; where that is the same by phone, its own order, and id. */
function latest(scans: readonly ScanEvent[]): ScanEvent {
  return scans.reduce((a, b) => (later(a, b) >= 0 ? a : b));
}

function later(a: ScanEvent, b: ScanEvent): number {
  return compare(a.at, b.at) || compare(a.phone, b.phone) || a.seq - b.seq || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface Results {
  found: number;
  missing: number;
  /** of what was expected */
  excused: number;
  misplaced: number;
  unknown: number;
}

/** How many of each; what persons hold counts in none of them. */
export function resultsOf(findings: readonly Pick<Finding, 'kind' | 'apart' | 'scans'>[]): Results {
  const count = (test: (finding: Pick<Finding, 'kind' | 'apart' | 'scans'>) => boolean) =>
    findings.filter(test).length;
  return {
    found: count((f) => f.kind === 'found' && !f.apart),
    missing: count((f) => f.kind === 'missing'),
    excused: count((f) => f.kind === 'excused' && f.scans === 0),
    misplaced: count((f) => f.kind === 'misplaced'),
    unknown: count((f) => f.kind === 'unknown'),
  };
}

/** Percent of what was expected and not excused that was found; null where nothing was. */
export function rateOf(x: { expected: number; found: number; excused: number }): number | null {
  const asked = x.expected - x.excused;
  return asked > 0 ? (100 * x.found) / asked : null;
}

/** What there is to do about a finding, the likeliest first. 'found' in its own room needs nothing. */
export const OFFERS: Readonly<Record<FindingKind, readonly string[]>> = {
  found: ['move_here', 'leave'],
  misplaced: ['move_here', 'move_home', 'leave'],
  extra: ['move_here', 'leave'],
  unknown: ['match', 'create', 'throw_out'],
  no_tag: ['labelled', 'match', 'create', 'leave'],
  duplicate: ['leave'],
  excused: ['leave'],
  missing: ['seen', 'lost', 'leave'],
};

/** Kinds that ask for somebody's decision. */
export const EXCEPTIONS: readonly FindingKind[] = ['misplaced', 'unknown', 'no_tag', 'duplicate', 'missing'];
