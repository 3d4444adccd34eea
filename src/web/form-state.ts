/** One value that someone else changed while this form was being filled in. */
export interface ConflictLine {
  label: string;
  yours: string;
  theirs: string;
}

/**
 * What a form shows: the values as they were typed, the errors by field name (whole sentences; the name ''
 * is the form itself), and the idempotency key of its next submission.
 */
export interface FormState {
  values: Record<string, string | string[]>;
  errors: Record<string, string>;
  message?: string;
  conflict?: ConflictLine[];
  /** goes into the hidden field `idempotency_key` */
  key: string;
  /** the version of the thing that this form was filled from */
  version?: number;
}
