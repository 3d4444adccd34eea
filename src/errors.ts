/** The thing does not exist, or does not exist for this person (HTTP 404). */
export class NotFound extends Error {
  constructor(what = 'This page does not exist') {
    super(what);
    this.name = 'NotFound';
  }
}

/** The person's roles do not include this action (HTTP 403). */
export class Forbidden extends Error {
  constructor(message = 'Your role does not include this') {
    super(message);
    this.name = 'Forbidden';
  }
}

/** What was typed cannot be taken: a message for each field, '' for the whole form (HTTP 422). */
export class Invalid extends Error {
  readonly fields: Readonly<Record<string, string>>;
  constructor(fields: Record<string, string>) {
    super(Object.values(fields).join('; '));
    this.name = 'Invalid';
    this.fields = fields;
  }
}

/** Where a commit failed: a guard of ours, or a constraint of the schema. */
export type ConflictKind = 'must' | 'unique' | 'check' | 'reference' | 'version';

/** Something changed meanwhile: nothing of the commit was applied (HTTP 409). */
export class Conflict extends Error {
  readonly kind: ConflictKind;
  /** The guard's words, 'table.column, table.column' of a unique constraint, or a CHECK's name. */
  readonly what: string;
  /** What changed meanwhile, to show beside what was typed. */
  readonly changes: readonly { label: string; yours: string; theirs: string }[];
  constructor(kind: ConflictKind, what: string, changes: Conflict['changes'] = []) {
    super(kind === 'must' ? `Not saved: ${what} no longer holds` : what);
    this.name = 'Conflict';
    this.kind = kind;
    this.what = what;
    this.changes = changes;
  }
}

/** The disk is full: nothing was saved, reading goes on (HTTP 507). */
export class StorageFull extends Error {
  constructor() {
    super('The disk is full. Nothing was saved; what is there can still be read.');
    this.name = 'StorageFull';
  }
}

/** Nobody is signed in, or the session has ended (HTTP 401, or the sign-in page). */
export class SignInNeeded extends Error {
  constructor() {
    super('Sign in first');
    this.name = 'SignInNeeded';
  }
}
