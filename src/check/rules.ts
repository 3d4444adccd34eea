/** One thing that must always hold: the statement finds what breaks it, each row a sentence. */
export interface Rule {
  name: string;
  /** selects one column, `what`; no row where the rule holds */
  sql: string;
}
