import type { Calls } from './calls.ts';
import { placeCalls } from './calls-places.ts';

/** Every operation as it is called rightly. An operation of the document that is missing here fails the build. */
export const everyCall: Calls = { ...placeCalls };
