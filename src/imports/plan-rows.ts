import type { Ctx } from '../context.ts';
import type { KeyedPlan } from './changes.ts';
import type { Column, Hint, ImportKind, Options, Problem, ReadRow, RowPlan } from './kind.ts';
import type { Mapping } from './mapping-rules.ts';
import { type Import, keyOwners, type StagedRow } from './queries.ts';
import type { Does } from './state-rules.ts';
import { readValue } from './values-of.ts';

export function optionsOf(it: Pick<Import, 'id'>, mapping: Mapping): Options {
  const { match, create, clear, source, takeState = false } = mapping;
  return { import: it.id, match, create, clear, source, takeState };
}

/** A row of the file as its kind takes it. @param today of the district, YYYY-MM-DD */
export function readRow(kind: ImportKind, mapping: Mapping, row: StagedRow, today: string): ReadRow {
  const values: Record<string, string> = {};
  const cleared: string[] = [];
  const problems: Problem[] = [];
  for (const column of kind.columns) {
    const { name } = column;
    const at = mapping.columns[name];
    const text = textOf(column, mapping, row.cells);
    values[name] = '';
    if (text === '') {
      if (at !== undefined && mapping.clear.includes(name)) cleared.push(name);
      continue;
    }
    const hint: Hint = { dates: mapping.dates[name] ?? null, today };
    const read = readValue(column, text, hint);
    if ('problem' in read) problems.push({ field: name, message: read.problem });
    else values[name] = read.value;
  }
  return { nr: row.nr, values, cleared, problems };
}

function textOf(column: Column, mapping: Mapping, cells: readonly string[]): string {
  const at = mapping.columns[column.name];
  const own = at === undefined ? '' : (cells[at] ?? '').trim();
  return own === '' ? (mapping.fixed[column.name] ?? '').trim() : own;
}

/**
 * What rows of the file would do, the file's own doubles told. At most 500; nothing is written.
 * @param freed rows whose keys are let go by the same commit
 */
export async function planRows(
  ctx: Ctx,
  it: Import,
  kind: ImportKind,
  mapping: Mapping,
  rows: readonly StagedRow[],
  freed: ReadonlySet<number> = new Set(),
): Promise<KeyedPlan[]> {
  const read = rows.map((row) => readRow(kind, mapping, row, ctx.today));
  const plans = await kind.plan(ctx, read, optionsOf(it, mapping));
  const keys = [...new Set(plans.flatMap(keysOf))];
  const owners = new Map<string, number>();
  if (keys.length > 0)
    for (const { key, nr } of await ctx.db.all(keyOwners(it.n, keys)))
      if (!freed.has(nr)) owners.set(key, nr);
  return plans.map((plan) => {
    const mine = plan.does === 'reject' || plan.does === 'left' ? [] : keysOf(plan);
    const taken = mine.find((key) => (owners.get(key) ?? plan.nr) !== plan.nr);
    if (taken !== undefined) return doubled(plan, taken, owners.get(taken) ?? 0);
    for (const key of mine) owners.set(key, plan.nr);
    return stored(plan, mine);
  });
}

function keysOf(plan: RowPlan): readonly string[] {
  return [...new Set(plan.keys ?? [])];
}

function doubled(plan: RowPlan, key: string, owner: number): KeyedPlan {
  const [kind = '', ...rest] = key.split(':');
  const value = rest.join(':');
  // An id says nothing to people.
  const same = /^[0-9a-f-]{36}$/.test(value) ? `is about the same ${kind}` : `has the same ${kind} ${value}`;
  return rejected(plan.nr, [{ field: '', message: `Row ${owner} ${same} and goes in` }], owner);
}

export function rejected(
  nr: number,
  problems: readonly Problem[],
  doubleOf: number | null = null,
): KeyedPlan {
  return { nr, does: 'reject', plan: '{}', problems: JSON.stringify(problems), doubleOf, keys: [] };
}

function stored(plan: RowPlan, keys: readonly string[]): KeyedPlan {
  if (plan.does === 'reject') return rejected(plan.nr, plan.problems);
  if (plan.does === 'left') return { ...rejected(plan.nr, [{ field: '', message: plan.why }]), does: 'left' };
  const { nr, does, ...rest } = plan;
  return { nr, does, plan: JSON.stringify(rest), problems: '[]', doubleOf: null, keys };
}

/** How many rows of each kind. @param sign -1 for rows that are let go */
export function tallied(plans: readonly { does: Does }[], sign: 1 | -1 = 1) {
  const counts = { creates: 0, changes: 0, sames: 0, rejects: 0, lefts: 0 };
  for (const { does } of plans) counts[`${does}s`] += sign;
  return counts;
}
