import { createHash } from 'node:crypto';
import type { Engine } from '../db/engine.ts';
import { compiled } from '../db/query.ts';
import type { PhotoStore } from '../photos/store.ts';
import { DEFINITIONS } from './table-queries.ts';
import { allTables, type Definition, type Table, tablesOf } from './tables-rules.ts';

export const MANIFEST = 'manifest.json';
export const FORMAT = 1;

/** What the last file of a district's zip says: without it the zip is cut off. */
export interface Manifest {
  format: typeof FORMAT;
  made: string;
  version: string;
  /** digest of the tables and their columns */
  shape: string;
  /** passwords, passkeys and tokens are in it */
  logins: boolean;
  photos: number;
  tables: { name: string; rows: number; sha256: string }[];
}

export interface DistrictOptions {
  engine: Engine;
  /** null: without photos */
  photos: PhotoStore | null;
  logins: boolean;
  version: string;
  /** ISO UTC */
  now: string;
}

/** The tables that go along, those that others name first. */
export async function tablesIn(engine: Engine, logins: boolean): Promise<Table[]> {
  return tablesOf(await definitionsIn(engine), logins);
}

/** Every table of the database. */
export async function tablesOfAll(engine: Engine): Promise<Table[]> {
  return allTables(await definitionsIn(engine));
}

async function definitionsIn(engine: Engine): Promise<Definition[]> {
  const [definitions = []] = await engine.read([compiled(DEFINITIONS)]);
  return definitions.map(({ name, sql }) => ({ name: String(name), sql: String(sql) }));
}

/** A digest of the tables and their columns: what goes in must find the same. */
export function shapeOf(tables: readonly Table[]): string {
  return createHash('sha256').update(JSON.stringify(tables)).digest('hex');
}
