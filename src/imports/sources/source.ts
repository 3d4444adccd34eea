import type { KindName } from '../kind.ts';

/** One kind of file that a system writes. */
export interface SourceTable {
  kind: KindName;
  /** headers by which it is known, as they occur */
  heads: readonly string[];
  /** headers that no other system has: without one of them it is not this one */
  marks?: readonly string[];
  /** the kind's column -> headers that hold it, the best first */
  columns: Readonly<Record<string, readonly string[]>>;
  /** from this header on nothing is taken: values slip against their headers */
  until?: string;
}

export interface Source {
  name: string;
  label: string;
  tables: readonly SourceTable[];
}
