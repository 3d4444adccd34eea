import type { Ctx } from '../context.ts';
import type { Change } from '../db/commit.ts';

/** What an import can bring in. */
export const KIND_NAMES = [
  'devices',
  'models',
  'locations',
  'people',
  'parts',
  'stock',
  'repairs',
  'custody',
] as const;
export type KindName = (typeof KIND_NAMES)[number];

/** What a row may name that is not known yet, and that is made only where the person says so. */
export const MAKES = ['models', 'locations', 'people', 'suppliers'] as const;
export type Makes = (typeof MAKES)[number];

export type ValueType =
  | 'text'
  | 'code'
  | 'tag'
  | 'serial'
  | 'date'
  | 'month'
  | 'money'
  | 'whole'
  | 'yes'
  | 'choice'
  | 'email'
  | 'mac'
  | 'storage';

/** One column that a kind knows. */
export interface Column {
  name: string;
  label: string;
  /** headers as they occur, in any case */
  aliases: readonly string[];
  type: ValueType;
  required?: boolean;
  /** what is written -> what is kept, lower case on the left */
  choices?: Readonly<Record<string, string>>;
  refers?: 'model' | 'location' | 'person' | 'supplier' | 'part' | 'group';
  /** an empty cell may clear it where the person ticks it */
  clearable?: boolean;
}

/** What a whole column says of how its values are to be read. */
export interface Hint {
  /** of 03/04/2026: month or day first; null where nothing in the column decides and somebody has to say */
  dates: 'month' | 'day' | null;
  /** `today` of the district, YYYY-MM-DD */
  today: string;
}

/** One cell as it is kept ('' = empty), or why not, in words for people. */
export type Value = { value: string } | { problem: string };

/** One row as it was read: values by column name, normalised; '' = empty cell. */
export interface ReadRow {
  /** its row in the file; the head is row 1 */
  nr: number;
  values: Readonly<Record<string, string>>;
  /** columns whose empty cell clears what is there */
  cleared: readonly string[];
  problems: readonly Problem[];
}

export interface Problem {
  /** the column's name, '' for the row as a whole */
  field: string;
  message: string;
}

export interface Options {
  /** the import that asks, for records */
  import: string;
  /** keys to match by, in the order to try */
  match: readonly string[];
  create: readonly Makes[];
  /** columns whose empty cells clear */
  clear: readonly string[];
  /** 'google-admin', 'snipe-it', ..., 'csv' */
  source: string;
  /** what is there already takes the state that the file says */
  takeState: boolean;
}

export interface Planned {
  nr: number;
  does: 'create' | 'change';
  /**
   * Everything in the row that stands for one thing ('serial:5CD1234', 'tag:100234', 'device:<id>'): the first row
   * of a file that says a key has it, a later one is rejected and names that row.
   */
  keys: readonly string[];
  thing?: string;
  /** what changes, in words for people; everything that is filled where it is created */
  fields: readonly { field: string; from: string; to: string }[];
  /** what is not known yet and is made with it */
  makes: readonly { kind: 'model' | 'location' | 'person' | 'supplier'; name: string }[];
  /** what `apply` needs: JSON */
  data: unknown;
  /** the version that was seen */
  expects?: number;
}

/** What one row would do. */
export type RowPlan =
  | Planned
  | { nr: number; does: 'same'; keys: readonly string[]; thing: string }
  /** nothing is wrong with it, and it is nothing to bring in */
  | { nr: number; does: 'left'; keys?: readonly string[]; why: string }
  | { nr: number; does: 'reject'; keys?: readonly string[]; problems: readonly Problem[] };

/** A row that went in, with what undo needs to take it back: JSON. */
export interface Applied {
  nr: number;
  thing: string;
  before: unknown;
}

export interface ImportKind {
  name: KindName;
  label: string;
  columns: readonly Column[];
  /** what rows may be matched by, in the order offered */
  keys: readonly { name: string; label: string }[];
  /** what its rows may name and make */
  makes: readonly Makes[];
  /** Plans at most 500 rows in a constant number of trips; never writes. One plan for each row, in their order. */
  plan(ctx: Ctx, rows: readonly ReadRow[], options: Options): Promise<RowPlan[]>;
  /**
   * The changes of ONE commit for at most 500 rows, in a constant number of statements (at most 40), with their
   * records and guards: `must` the versions that were seen. After a Conflict the rows are planned again.
   */
  apply(
    ctx: Ctx,
    plans: readonly Planned[],
    options: Options,
  ): Promise<{ changes: Change[]; applied: Applied[] }>;
  /** The changes that take rows back (at most 500), with their records; per row why not: it was touched since. */
  undo(
    ctx: Ctx,
    applied: readonly Applied[],
    options: Options,
  ): Promise<{ changes: Change[]; kept: { nr: number; why: string }[] }>;
}
