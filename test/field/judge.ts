import type Sqlite from 'better-sqlite3';

/** What a phone showed of something: its kind and what it was told in the end. */
export interface Shown {
  kind: string;
  state: string;
}

const KEY = /[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
const WITH_TEXT = new Set(['quick', 'report', 'note', 'work']);

/** How often each key stands in what was written, whichever way it was put together with what others did. */
function traces(file: Sqlite.Database): Map<string, number> {
  const texts = file
    .prepare('SELECT note FROM repair_lines UNION ALL SELECT text FROM repair_notes')
    .pluck()
    .all() as string[];
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [key] of text.matchAll(KEY)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const COUNTS: Readonly<Record<string, string>> = {
  swap: 'SELECT count(*) FROM swaps',
  photo: 'SELECT count(*) FROM photos',
  custody: "SELECT count(*) FROM custody WHERE why IN ('check_out', 'check_in', 'move', 'loan', 'return')",
};

/** Shown as done and not there, there twice, withdrawn and there all the same: empty where nothing was lost or doubled. */
export function faultsOfShown(file: Sqlite.Database, shown: ReadonlyMap<string, Shown>): string[] {
  const faults: string[] = [];
  const kept = new Set(file.prepare('SELECT key FROM idempotency_keys').pluck().all() as string[]);
  const found = traces(file);
  const sums: Record<string, number> = { swap: 0, photo: 0, custody: 0 };
  for (const [key, { kind, state }] of shown) {
    const saved = state === 'saved' || state === 'again';
    const n = found.get(key) ?? 0;
    if (saved !== kept.has(key)) faults.push(`${kind} ${key} was shown as ${state}, kept: ${kept.has(key)}`);
    if (WITH_TEXT.has(kind) && n !== (saved ? 1 : 0))
      faults.push(`${kind} ${key} is there ${n} times as ${state}`);
    const sum = ['check_out', 'check_in', 'move', 'loan'].includes(kind) ? 'custody' : kind;
    if (saved && sum in sums) sums[sum] = (sums[sum] ?? 0) + 1;
  }
  for (const [what, sql] of Object.entries(COUNTS)) {
    const there = file.prepare(sql).pluck().get();
    if (there !== sums[what])
      faults.push(`${what}: ${there} are there for ${sums[what]} that were shown as saved`);
  }
  for (const key of kept) if (!shown.has(key)) faults.push(`${key} was saved and nobody was told`);
  return faults;
}
