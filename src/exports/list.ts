import type { Ctx } from '../context.ts';
import type { Page } from '../web/paging.ts';

/** What a cell holds. Money is integer cents, a date YYYY-MM-DD, a month YYYY-MM, a time ISO UTC, yes 0 or 1. */
export type CellType = 'text' | 'number' | 'money' | 'date' | 'time' | 'yes';
export type Cell = string | number | null;

/** The filters of a list as its URL says them, without cursor. */
export type ListQuery = Readonly<Record<string, string>>;

export interface Column {
  key: string;
  head: string;
  type: CellType;
}

/** A list that can be exported. Rows are cells in the order of the keys that were asked for. */
export interface ListExport {
  name: string;
  label: string;
  columns: readonly Column[];
  /**
   * One page by the list's own keyset query, for the actor of `ctx`: the same rows, names and scope as on screen.
   * @throws Forbidden the actor does not see the list
   */
  page(
    ctx: Ctx,
    query: ListQuery,
    keys: readonly string[],
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<Cell[]>>;
}

type Value = Cell | undefined;

interface Told<Row> {
  name: string;
  label: string;
  /** key, head, value and (text where it is not said) type of each column */
  columns: readonly (readonly [
    key: string,
    head: string,
    value: (row: Row, ctx: Ctx) => Value,
    type?: CellType,
  ])[];
  page(ctx: Ctx, query: ListQuery, cursor: string | undefined, limit: number): Promise<Page<Row>>;
}

/**
 * Rows of one read. D1 takes 1,000 statements a request, and a list of so many ids in one value: a history of two
 * million rows leaves in one request.
 */
export const ROWS_A_READ = 10_000;

/** Names a list's columns and its query: all that a list has to say to be exported. */
export function listExport<Row>(told: Told<Row>): ListExport {
  return {
    name: told.name,
    label: told.label,
    columns: told.columns.map(([key, head, , type = 'text']) => ({ key, head, type })),
    async page(ctx, query, keys, cursor, limit) {
      const { items, next } = await told.page(ctx, query, cursor, limit);
      const values = keys.map((key) => told.columns.find(([known]) => known === key)?.[2] ?? (() => null));
      return { items: items.map((row) => values.map((value) => value(row, ctx) ?? null)), next };
    },
  };
}

/** A list that is read as a whole, in one page. */
export function whole<Row>(items: readonly Row[]): Page<Row> {
  return { items: [...items], next: null };
}

/** The columns that are exported, in the list's order: all of them where none of those asked for is known. */
export function chosenColumns(list: ListExport, keys: readonly string[]): readonly Column[] {
  const chosen = list.columns.filter(({ key }) => keys.includes(key));
  return chosen.length > 0 ? chosen : list.columns;
}
