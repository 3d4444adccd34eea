import { fitOf, likeness, namesModels, namesSerials } from './guess-rules.ts';
import type { Column, ImportKind, KindName } from './kind.ts';
import { plainHead } from './mapping-rules.ts';
import { SOURCES } from './sources/all.ts';
import type { SourceTable } from './sources/source.ts';

/** What a file seems to be. */
export interface Guess {
  kind: KindName;
  /** 'google-admin', ...; 'csv' for a file that no known system has written */
  source: string;
  /** the kind's column -> the file's, counted from 0 */
  columns: Record<string, number>;
  /** 0 to 1: how sure it is of the kind */
  sureness: number;
}

type Guessable = Pick<ImportKind, 'name' | 'columns'>;

/** What is less sure than this is left to the person. */
const SURE_ENOUGH = 0.55;
/** A name that stands among a column's own. */
const KNOWN_NAME = 1.1;

/**
 * What a file holds and which of its columns is what: by the systems whose files are known, by the names that
 * columns have been seen under, by likeness of names, and by what stands in the cells.
 * @param sample rows below the head, some dozens
 * @param only the kind where somebody has said it
 */
export function guess(
  head: readonly string[],
  sample: readonly (readonly string[])[],
  kinds: readonly Guessable[],
  only?: KindName,
): Guess | null {
  const offered = kinds.filter((kind) => !only || kind.name === only);
  const known = knownTable(head, offered);
  const guesses = offered.map((kind) => {
    const table = known?.kind === kind.name ? known.table : null;
    const { columns, score } = columnsOf(head, sample, kind.columns, table);
    const needed = kind.columns.filter((column) => column.required);
    const met = needed.filter((column) => columns[column.name] !== undefined).length;
    const share = needed.length === 0 ? 0.5 : met / needed.length;
    const sureness = table ? 1 : Math.min(0.95, (score / Math.max(head.length, 4)) * 0.6 + share * 0.4);
    return { kind: kind.name, source: table ? (known?.source ?? 'csv') : 'csv', columns, sureness };
  });
  return guesses.sort((a, b) => b.sureness - a.sureness)[0] ?? null;
}

/** The table of a known system whose headers these are, most of them at least. */
function knownTable(head: readonly string[], kinds: readonly Guessable[]) {
  const names = new Set(head.map(plainHead).filter(Boolean));
  let best: { source: string; kind: KindName; table: SourceTable; share: number } | null = null;
  for (const source of SOURCES)
    for (const table of source.tables) {
      if (!kinds.some((kind) => kind.name === table.kind)) continue;
      const heads = new Set(table.heads.map(plainHead));
      const shared = [...names].filter((name) => heads.has(name)).length;
      // Own and custom fields stand among the known ones; a file with a few common words is nobody's.
      const share = shared / names.size + (shared / heads.size) * 0.5;
      if (table.marks && !table.marks.some((mark) => names.has(plainHead(mark)))) continue;
      if (shared < Math.min(4, heads.size) || shared / names.size < 0.5 || (best && best.share >= share))
        continue;
      best = { source: source.name, kind: table.kind, table, share };
    }
  return best;
}

interface Pair {
  column: string;
  at: number;
  score: number;
}

function columnsOf(
  head: readonly string[],
  sample: readonly (readonly string[])[],
  columns: readonly Column[],
  table: SourceTable | null,
): { columns: Record<string, number>; score: number } {
  const until = table?.until
    ? head.findIndex((name) => plainHead(name) === plainHead(table.until ?? ''))
    : -1;
  const taken = until < 0 ? head : head.slice(0, until);
  const pairs: Pair[] = [];
  const theirs = new Set(table?.heads.map(plainHead));
  for (const column of columns) {
    taken.forEach((name, at) => {
      if (name.trim() === '') return;
      const cells = sample.slice(0, 100).map((row) => row[at] ?? '');
      const own = table?.columns[column.name];
      // A name that means something else in a known system is not taken; what a district has added to its files is.
      const score = own
        ? sourceScore(column, name, table)
        : table && theirs.has(plainHead(name))
          ? 0
          : scoreOf(column, name, cells);
      if (score >= (table && !own ? KNOWN_NAME : SURE_ENOUGH)) pairs.push({ column: column.name, at, score });
    });
  }
  pairs.sort((a, b) => b.score - a.score || a.at - b.at);
  const found: Record<string, number> = {};
  const used = new Set<number>();
  let score = 0;
  for (const pair of pairs) {
    if (found[pair.column] !== undefined || used.has(pair.at)) continue;
    found[pair.column] = pair.at;
    used.add(pair.at);
    score += pair.score;
  }
  return { columns: found, score };
}

function sourceScore(column: Column, name: string, table: SourceTable): number {
  const place = (table.columns[column.name] ?? []).findIndex((one) => plainHead(one) === plainHead(name));
  return place < 0 ? 0 : 2 - place / 100;
}

/** 1 and a little more for a name that is known, less for one that is like it; the cells may speak for or against. */
function scoreOf(column: Column, name: string, cells: readonly string[]): number {
  const names = [column.label, column.name, ...column.aliases];
  const place = names.findIndex((one) => plainHead(one) === plainHead(name));
  const fit = fitOf(column.type, cells);
  if (place >= 0) return 1.5 - place / 1_000 - (fit !== null && fit < 0.2 ? 0.3 : 0);
  const like = Math.max(...names.map((one) => likeness(one, name)));
  const shows = column.refers === 'model' && namesModels(cells) ? 0.56 : 0;
  const own = column.type === 'email' || column.type === 'serial' ? 0.3 : 0.2;
  const speaks = fit === null ? shows : fit > 0.8 ? own : fit < 0.3 ? -0.4 : 0;
  // Cells alone decide only where nothing else looks like them.
  const sure =
    column.type === 'serial'
      ? namesSerials(cells)
      : ['email', 'mac'].includes(column.type) && (fit ?? 0) > 0.9;
  const alone = sure ? 0.4 : 0;
  return like * 0.85 + speaks + alone;
}
