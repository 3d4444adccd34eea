import type { Refusal } from './provider-rules.ts';

/** Somebody who came from a provider is not let in. */
export class Refused extends Error {
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(why);
    this.name = 'Refused';
    this.why = why;
  }
}
