import type { Database } from './db/database.ts';
import type { Statement } from './db/engine.ts';

export type Role = 'intern' | 'specialist' | 'manager' | 'contact' | 'auditor' | 'admin';

/** One role of a person; `site` null means all sites. */
export interface Grant {
  readonly role: Role;
  readonly level: 1 | 2 | 3 | null;
  readonly site: string | null;
}

/** Who acts. The command line and the scheduler act without a person. */
export interface Actor {
  readonly person: string | null;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly source: 'page' | 'api' | 'cli' | 'demo' | 'system';
}

/** A submission that must not be applied twice. */
export interface Submission {
  readonly key: string;
  readonly route: string;
  readonly bodyHash: string;
  readonly fromPhone: boolean;
  /** what is kept with the key in the same commit: a phone's entry with its times */
  readonly along?: readonly Statement[];
}

/** What the district has set; read with the session in one trip. */
export interface District {
  readonly name: string;
  readonly zone: string;
  readonly currency: string;
  /** Every row of the settings table, as JSON text by name. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What a use case works with: one request, one command, or one run of the scheduler. */
export interface Ctx {
  readonly db: Database;
  readonly actor: Actor;
  /** ISO-8601 UTC, with milliseconds. */
  readonly now: string;
  /** When it was done, where a phone sends it afterwards (ISO UTC, never after `now`). */
  readonly doneAt?: string;
  /** The date in the district's zone. */
  readonly today: string;
  readonly district: District;
  readonly submission: Submission | null;
}
