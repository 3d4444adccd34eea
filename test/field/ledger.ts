import type Sqlite from 'better-sqlite3';
import type { FieldDistrict } from './district.ts';
import type { Line, Shown } from './party.ts';

/** What a line of the screens' ledger became on the server. */
export interface Judged {
  faults: string[];
  /** by kind: [shown as kept, cut off before it was shown, not offered, saved, withdrawn] */
  kinds: Map<string, [number, number, number, number, number]>;
  /** rules by which things were put together, and how often */
  merged: string[];
}

interface Row {
  key: string;
  person: string;
  kind: string;
  state: string;
  device: string;
  at: number;
  atText: string;
}

interface EventRow {
  id: string;
  person: string;
  kind: string;
  value: string;
  about: string;
  at: number;
}

/** The browser's clock and ours are the same one, read in different places. */
const CLOCK_MS = 2;
const HANDS = ['check_out', 'check_in', 'move', 'loan'];
const VISIT_STEPS: Readonly<Record<string, string>> = {
  'I am on my way': 'set_out',
  'I am here': 'arrive',
  'Keep the note': 'visit_note',
  'I leave': 'leave',
};
const WITH_TEXT = ['quick', 'unknown', 'stranger', 'report', 'work', 'note'];
const KEPT = 'Kept on this phone: ';

/** Holds what every screen showed against what the server has: exactly once, as itself, and nothing else. */
export function judge(file: Sqlite.Database, d: FieldDistrict, audit: string, shown: Shown): Judged {
  const faults: string[] = [];
  const kinds: Judged['kinds'] = new Map();
  const rows = entriesOf(file);
  const events = eventsOf(file, audit);
  const withdrew = new Set(shown.answered.filter(({ did }) => did === 'withdrew').map(({ key }) => key));
  const texts = textsOf(file);
  const owned = new Set<string>();
  const used: Used[] = [];
  for (const line of shown.lines) {
    const count = kinds.get(line.errand.kind) ?? [0, 0, 0, 0, 0];
    kinds.set(line.errand.kind, count);
    const tell = (words: string) => faults.push(`${nameOf(line)}: ${words}`);
    const { errand, seen } = line;
    if (errand.kind === 'scan' || errand.kind === 'undo') {
      const mine = events.filter((one) => during(line, one));
      for (const { id } of mine) owned.add(id);
      judgeScans(line, mine, tell);
      count[howShown(line)] += 1;
      if (mine.length > 0) count[3] += 1;
      continue;
    }
    const mine = rows.filter((row) => during(line, row));
    for (const { key } of mine) owned.add(key);
    const photos = errand.kind === 'photo' ? [] : mine.filter(({ kind }) => kind === 'photo');
    const mains = mine.filter((row) => !photos.includes(row));
    const [main] = mains;
    const how = howShown(line);
    count[how] += 1;
    if (how === 2 && mine.length > 0) tell('the page did not offer it, and it is there');
    if (how === 0) {
      if (mains.length !== 1) tell(`shown as kept, and there ${mains.length} times`);
      if (photos.length !== (errand.photo && errand.kind !== 'photo' ? 1 : 0))
        tell(`${photos.length} photos came with it`);
      if (errand.shows && !seen?.said.startsWith(`${KEPT}${errand.shows}`))
        tell(`the screen said ${seen?.said}`);
    } else if (mains.length > 1 || photos.length > mains.length)
      tell(`cut off, and there ${mains.length} times with ${photos.length} photos`);
    if (!main) {
      if (WITH_TEXT.includes(errand.kind) && timesIn(texts, errand.mark) > 0)
        tell('its words are there all the same');
      continue;
    }
    if (!kindsFor(line).includes(main.kind)) tell(`is there as ${main.kind}`);
    const saved = main.state === 'saved';
    if (saved) count[3] += 1;
    else if (main.state === 'withdrawn' && withdrew.has(main.key)) count[4] += 1;
    else tell(`is ${main.state}, and nobody did that`);
    if (WITH_TEXT.includes(errand.kind) || main.kind === 'visit_note') {
      const times = timesIn(texts, errand.mark);
      if (times !== (saved ? 1 : 0)) tell(`its words are there ${times} times, as ${main.state}`);
    }
    if (saved) used.push(usedBy(line));
  }
  for (const { key, kind, person } of rows)
    if (!owned.has(key)) faults.push(`${kind} ${key} of ${person} is there, and nobody did it`);
  for (const { id, value, person } of events)
    if (!owned.has(id)) faults.push(`a scan of ${value} by ${person} is there, and nobody did it`);
  faults.push(...faultsOfSums(file, d, rows, used), ...faultsOfEnds(file, rows, withdrew, shown));
  const merged = file
    .prepare("SELECT merged || ' ' || count(*) FROM sync_entries WHERE merged <> '' GROUP BY merged")
    .pluck()
    .all() as string[];
  return { faults, kinds, merged };
}

const nameOf = ({ errand, person, seen, from }: Line) =>
  `action ${errand.n}, ${errand.kind} ${errand.path} by ${person} at ${new Date(from).toISOString()}, said ${JSON.stringify(seen?.said ?? null)}`;

const during = ({ person, from, to }: Line, row: { person: string; at: number }) =>
  row.person === person && row.at >= from - CLOCK_MS && row.at <= to + CLOCK_MS;

/** 0: the screen said that it is kept. 1: it did not come to that. 2: the page did not offer it. */
function howShown({ errand, seen }: Line): 0 | 1 | 2 {
  if (seen && !seen.offered) return 2;
  if (!seen) return 1;
  if (errand.kind === 'scan' || errand.kind === 'undo') return seen.said ? 0 : 1;
  return seen.said.startsWith(KEPT) ? 0 : 1;
}

function kindsFor({ errand, seen }: Line): string[] {
  if (errand.kind === 'unknown' || errand.kind === 'stranger') return ['quick'];
  if (errand.kind === 'nobody') return ['check_out'];
  if (errand.kind !== 'visit') return [errand.kind];
  const step = VISIT_STEPS[seen?.pressed ?? ''];
  return step ? [step] : Object.values(VISIT_STEPS);
}

function judgeScans(line: Line, mine: readonly EventRow[], tell: (words: string) => void): void {
  const { errand, seen } = line;
  const scans = mine.filter(({ kind }) => kind === 'scan');
  const undone = mine.filter(({ kind }) => kind === 'undo');
  const [scan] = scans;
  const shownScan = errand.kind === 'scan' ? seen?.said : seen?.before;
  if (scans.length > 1 || undone.length > 1 || mine.length > scans.length + undone.length)
    tell(`${scans.length} scans and ${undone.length} taken back are there`);
  if (shownScan && scans.length !== 1) tell(`shown as counted, and there ${scans.length} times`);
  if (scan && scan.value.toLowerCase() !== errand.fill.scan?.toLowerCase()) tell(`is there as ${scan.value}`);
  if (errand.kind === 'scan' && undone.length > 0) tell('nobody took it back');
  if (errand.kind === 'undo' && seen?.said && undone.length !== 1)
    tell(`shown as taken back, and that is there ${undone.length} times`);
  if (undone[0] && undone[0].about !== scan?.id) tell('another scan was taken back');
}

interface Used {
  /** null where the browser was gone before the form was seen */
  parts: { part: string; quantity: number; kit: boolean }[] | null;
}

function usedBy({ seen }: Line): Used {
  if (!seen) return { parts: null };
  const { values } = seen;
  const quantity = Number(values.quantity?.[0] ?? 1);
  const [code] = values.partCode ?? [];
  return {
    parts: [
      ...(values.parts ?? []).map((one) => ({ part: one.split(':')[0] ?? '', quantity, kit: false })),
      ...(values.kits ?? []).map((one) => ({ part: one.split(':')[0] ?? '', quantity: 1, kit: true })),
      ...(code ? [{ part: code, quantity, kit: false }] : []),
    ],
  };
}

/** Of one action at most: two of one part, or what a kit takes. */
const MOST_PARTS = 3;

/** Hand-overs, swaps, photos and parts: as many as the saved entries say. */
function faultsOfSums(
  file: Sqlite.Database,
  { shelf, kit, cast }: FieldDistrict,
  rows: readonly Row[],
  used: readonly Used[],
): string[] {
  const faults: string[] = [];
  const saved = rows.filter(({ state }) => state === 'saved');
  const same = (what: string, there: readonly string[], told: readonly string[]) => {
    const [a, b] = [JSON.stringify([...there].sort()), JSON.stringify([...told].sort())];
    if (a !== b) faults.push(`${what}: ${a} are there for ${b}`);
  };
  const pluck = (sql: string) => file.prepare(sql).pluck().all() as string[];
  const people = [cast.sid, cast.tess, cast.ian].map((one) => `'${one}'`).join(', ');
  same(
    'hand-overs',
    pluck(`SELECT device || ' by ' || done_by FROM custody WHERE done_by IN (${people})
      AND why IN ('check_out', 'check_in', 'move', 'loan', 'return')`),
    saved.filter(({ kind }) => HANDS.includes(kind)).map((row) => `${row.device} by ${row.person}`),
  );
  same(
    'swaps',
    pluck("SELECT broken || ' by ' || person FROM swaps"),
    saved.filter(({ kind }) => kind === 'swap').map((row) => `${row.device} by ${row.person}`),
  );
  same(
    'photos',
    pluck('SELECT person FROM photos'),
    saved.filter(({ kind }) => kind === 'photo').map(({ person }) => person),
  );
  const told = new Map<string, number>();
  const add = (part: string, n: number) => told.set(part, (told.get(part) ?? 0) + n);
  let unsure = 0;
  for (const { parts } of used) {
    if (!parts) unsure += MOST_PARTS;
    for (const one of parts ?? []) {
      if (!one.kit) add(one.part === 'LCD-116-30B' ? shelf.twin : one.part, one.quantity);
      else if (one.part === kit) for (const part of [shelf.panel, shelf.battery]) add(part, 1);
      else faults.push(`a kit ${one.part} was used that nobody made`);
    }
  }
  const there = new Map(
    file.prepare('SELECT part, sum(quantity) FROM repair_parts GROUP BY part').raw().all() as [
      string,
      number,
    ][],
  );
  for (const part of new Set([...told.keys(), ...there.keys()])) {
    const [is, should] = [there.get(part) ?? 0, told.get(part) ?? 0];
    if (is < should || is > should + unsure) faults.push(`part ${part}: ${is} used, ${should} were shown`);
  }
  return faults;
}

/** What was withdrawn is on record, and what was listed as sent became of it. */
function faultsOfEnds(
  file: Sqlite.Database,
  rows: readonly Row[],
  withdrew: ReadonlySet<string>,
  { sent }: Shown,
): string[] {
  const faults: string[] = [];
  const reasons = new Map(
    file
      .prepare(
        `SELECT r.thing, t.text FROM records AS r JOIN record_texts AS t ON t.thing = r.thing AND t.seq = r.seq
         WHERE r.kind = 'phone entry' AND r.verb = 'withdrawn'`,
      )
      .raw()
      .all() as [string, string][],
  );
  const byKey = new Map(rows.map((row) => [row.key, row]));
  for (const key of withdrew) {
    const state = byKey.get(key)?.state;
    // Its former sending may have arrived first.
    if (state === 'saved') continue;
    if (state !== 'withdrawn' || reasons.get(key) !== `It cannot be: ${key}`)
      faults.push(`${key} was withdrawn, and is ${state} on record with ${reasons.get(key)}`);
  }
  for (const [person, list] of sent)
    for (const [line, words] of list) {
      const [at] = line.split(' ');
      const states = rows
        .filter((row) => row.person === person && row.atText === at)
        .map(({ state }) => state);
      const wanted = words.startsWith('Saved.')
        ? 'saved'
        : words.startsWith('Withdrawn.')
          ? 'withdrawn'
          : '?';
      if (!states.includes(wanted)) faults.push(`"${line}: ${words}" was shown, and is ${states.join(', ')}`);
    }
  return faults;
}

function entriesOf(file: Sqlite.Database): Row[] {
  const rows = file
    .prepare('SELECT key, person, kind, state, device, at_phone AS atText FROM sync_entries ORDER BY rowid')
    .all() as Omit<Row, 'at'>[];
  return rows.map((row) => ({ ...row, at: Date.parse(row.atText) }));
}

function eventsOf(file: Sqlite.Database, audit: string): EventRow[] {
  const rows = file
    .prepare(
      'SELECT id, person, kind, value, about, at_phone AS at FROM audit_events WHERE audit = ? ORDER BY n',
    )
    .all(audit) as (Omit<EventRow, 'at'> & { at: string })[];
  return rows.map((row) => ({ ...row, at: Date.parse(row.at) }));
}

function textsOf(file: Sqlite.Database): string[] {
  return file
    .prepare(
      `SELECT note FROM repair_lines WHERE note <> '' UNION ALL SELECT text FROM repair_notes
       UNION ALL SELECT text FROM visit_notes`,
    )
    .pluck()
    .all() as string[];
}

const timesIn = (texts: readonly string[], mark: string) =>
  texts.reduce((sum, text) => sum + text.split(mark).length - 1, 0);
