import type { Answer, TestApp } from '../support/app.ts';
import type { Shelf } from '../support/stock.ts';
import type { Cast } from '../support/world.ts';

/** A world for one call: the cast, their stock, and what was made for it. */
export interface Stage {
  app: TestApp;
  w: Cast;
  s: Shelf;
  /** what `before` has made, by a name of its own */
  made: Record<string, string>;
}

type People = 'mara' | 'sid' | 'ian' | 'tess' | 'ivy' | 'cora' | 'bert' | 'audrey' | 'ada';

/** One operation as it is called rightly, written by hand. */
export interface Call {
  /** values of the path's parameters */
  at?: (stage: Stage) => Record<string, string>;
  /** query string without a question mark */
  query?: (stage: Stage) => string;
  body?: (stage: Stage) => Record<string, unknown>;
  /** files and fields of a form */
  form?: (stage: Stage) => FormData;
  /** who calls it; the manager where nothing is said */
  as?: People;
  /** brings the world to where the call is right */
  before?: (stage: Stage) => Promise<void>;
  /** who may not, and what they are told; null where everybody who signs in may */
  refuses: readonly [who: People, status: 403 | 404] | null;
  /** what has to be in the answer */
  answers?: object;
}

export type Calls = Readonly<Record<string, Call>>;

/** Sends one call of the API and hopes that it is done. */
export async function must(
  { app }: Stage,
  person: string,
  method: string,
  path: string,
  body: unknown = {},
): Promise<Answer> {
  const sent = method === 'GET' ? undefined : body;
  const answer = await app.json(method, `/api/v1${path}`, sent, person);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer;
}
