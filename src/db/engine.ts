export type Value = string | number | null;
export type Row = Record<string, Value>;

/** SQL text with its bound values, as Kysely's compile() gives it. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/**
 * A database that knows lists of statements only: D1 has no interactive transactions, so neither
 * engine offers one.
 */
export interface Engine {
  /** Runs reads in one trip; the rows of each statement, in order. */
  read(statements: readonly Statement[]): Promise<Row[][]>;
  /** Runs all statements or none, durably. Throws the engine's own error. */
  batch(statements: readonly Statement[]): Promise<void>;
}

/** D1's limits, held on both engines so that what works on one works on the other. */
export const MAX_VALUE_BYTES = 1_000_000;
export const MAX_STATEMENTS_PER_REQUEST = 499;
export const MAX_PARAMETERS = 100;
export const MAX_SQL_BYTES = 100_000;

/**
 * Checks a statement against the limits and gives its values.
 * @throws RangeError a value, the text or the number of parameters is too large
 * @throws TypeError a value is not text, a finite number or null
 */
export function checkedValues(statement: Statement): Value[] {
  const { parameters, sql } = statement;
  if (parameters.length > MAX_PARAMETERS) throw new RangeError(`${parameters.length} bound parameters`);
  if (sql.length > MAX_SQL_BYTES) throw new RangeError('statement text over 100 KB');
  for (const value of parameters) {
    if (typeof value === 'string') {
      // A UTF-8 text has at most three bytes for each UTF-16 unit.
      if (value.length * 3 > MAX_VALUE_BYTES && new TextEncoder().encode(value).length > MAX_VALUE_BYTES) {
        throw new RangeError('bound value over 1,000,000 bytes');
      }
    } else if (typeof value === 'number') {
      if (!Number.isFinite(value)) throw new TypeError('bound number is not finite');
    } else if (value !== null) {
      throw new TypeError(`bound value of type ${typeof value}: ${sql.slice(0, 80)}`);
    }
  }
  return parameters as Value[];
}
