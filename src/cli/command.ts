import type Sqlite from 'better-sqlite3';
import type { Config } from '../config.ts';
import type { Ctx } from '../context.ts';
import type { SqliteEngine } from '../db/engine-sqlite.ts';

/** An option of a command; without `value` it is a switch. */
export interface Option {
  name: string;
  /** what stands behind it in the help: 'ADDRESS' */
  value?: string;
  needed?: boolean;
  help: string;
}

/** One command, in one file. Add it to the table in src/cli.ts. */
export interface Command {
  /** one or two words: 'user add' */
  name: string;
  summary: string;
  /** names of what stands behind it without a dash: 'FILE' */
  positionals?: readonly string[];
  options?: readonly Option[];
  /**
   * @returns what programs read: a text is printed as it is, anything else as JSON, undefined not at all
   * @throws Error words for people; the command fails
   */
  run(call: Call): Promise<unknown>;
}

/** The district's data, opened and migrated. */
export interface Data {
  file: Sqlite.Database;
  engine: SqliteEngine;
  ctx: Ctx;
  config: Config & { secret: string };
}

/** How a command was called. */
export interface Call {
  /** the value of an option; '' where it was not given */
  option(name: string): string;
  on(name: string): boolean;
  positionals: readonly string[];
  /** the environment, without opening anything */
  config: Config;
  open(): Promise<Data>;
  /** everything on standard input, without the last line break */
  stdin(): Promise<string>;
  /** a line for people, on standard error */
  say(line: string): void;
}

/** The command was called wrongly: the help says how. */
export class Misused extends Error {}
