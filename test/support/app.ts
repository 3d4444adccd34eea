import { AsyncLocalStorage } from 'node:async_hooks';
import { signedCookie } from '../../src/accounts/cookie.ts';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Engine, Row } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { NotFound } from '../../src/errors.ts';
import { checkedName, type FileStore } from '../../src/imports/file-store.ts';
import type { PhotoStore, StoredPhoto } from '../../src/photos/store.ts';
import type { Services } from '../../src/web/env.ts';

export const SECRET = 'a secret of at least thirty-two characters';
export const NOW = Date.parse('2027-03-02T15:00:00.000Z');

/** Photos in memory. */
export class MemoryPhotos implements PhotoStore {
  readonly kept = new Map<string, StoredPhoto & { at: string }>();
  at = new Date(NOW).toISOString();

  async put(name: string, photo: StoredPhoto): Promise<void> {
    this.kept.set(name, { ...photo, at: this.at });
  }
  async get(name: string): Promise<StoredPhoto | null> {
    return this.kept.get(name) ?? null;
  }
  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) this.kept.delete(name);
  }
  async listBefore(moment: string): Promise<{ names: string[]; cursor: string | null }> {
    return { names: [...this.kept].filter(([, p]) => p.at < moment).map(([name]) => name), cursor: null };
  }
}

/** Files in memory. */
export class MemoryFiles implements FileStore {
  readonly kept = new Map<string, Uint8Array>();

  async put(name: string, source: AsyncIterable<Uint8Array>): Promise<{ bytes: number }> {
    const pieces: Uint8Array[] = [];
    for await (const piece of source) pieces.push(piece);
    const all = Buffer.concat(pieces);
    this.kept.set(checkedName(name), all);
    return { bytes: all.length };
  }
  async *open(name: string): AsyncGenerator<Uint8Array> {
    const bytes = this.kept.get(name);
    if (!bytes) throw new NotFound('The file is no longer kept');
    // In small pieces, so that whoever reads has to put lines together.
    for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
  }
  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) this.kept.delete(name);
  }
}

/** Tests ask as often as they like: a limit of requests a minute is for those about it. */
const CONFIG = { ...readConfig({ BASE_URL: 'http://spudger.test', SECRET, API_RATE: '0' }), secret: SECRET };

/** What the request that is under way is answered with. */
const asking = new AsyncLocalStorage<Services>();

/** Services of whichever request is under way. */
const ofRequest = new Proxy({} as Services, {
  get: (_, name) => Reflect.get(asking.getStore() ?? {}, name),
});

let shared: ReturnType<typeof createApp> | undefined;

/** The program is made once: to mount hundreds of routes takes longer than most requests. */
function sharedApp(): ReturnType<typeof createApp> {
  shared ??= createApp(ofRequest);
  return shared;
}

export interface TestApp {
  services: Services;
  photos: MemoryPhotos;
  files: MemoryFiles;
  /** moves the clock; milliseconds */
  later(milliseconds: number): void;
  /** as a browser of this person would (null: nobody); `person` is a name of the cast's id */
  get(path: string, person?: string | null): Promise<Answer>;
  post(
    path: string,
    fields: Record<string, string | string[] | File>,
    person?: string | null,
  ): Promise<Answer>;
  /** as a script of this person's browser would: a JSON document with the cookie (null: without) */
  jsonPage(path: string, body: unknown, person: string | null): Promise<Answer>;
  /** as a program with this person's token would; a FormData goes as it is */
  json(
    method: string,
    path: string,
    body: unknown,
    person: string | null,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  rows<T = Row>(sql: string, ...parameters: (string | number | null)[]): Promise<T[]>;
}

export interface Answer {
  status: number;
  location: string | null;
  headers: Headers;
  text: string;
  json: unknown;
}

/**
 * The app on an engine, with requests made as people of the cast. Each person needs a session row
 * whose token is `session-{id}`, and programs a token `token-{id}` (the world makes both).
 */
export function testApp(engine: Engine, overrides: Partial<Services> = {}): TestApp {
  let now = NOW;
  const photos = new MemoryPhotos();
  const files = new MemoryFiles();
  const services: Services = {
    engine,
    photos,
    files,
    config: CONFIG,
    assets: {},
    version: 'test',
    clock: () => now,
    ...overrides,
  };
  const own = services.config === CONFIG ? null : createApp(services);
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const ask = async () => {
      const response = await (own ?? sharedApp()).request(`http://spudger.test${path}`, init);
      return { response, text: await response.text() };
    };
    const { response, text } = await asking.run(services, ask);
    return {
      status: response.status,
      location: response.headers.get('Location'),
      headers: response.headers,
      text,
      get json() {
        return JSON.parse(text) as unknown;
      },
    };
  };
  const cookie = (person: string | null | undefined): Record<string, string> =>
    person ? { Cookie: `spudger.session_token=${signedCookie(`session-${person}`, SECRET)}` } : {};
  return {
    services,
    photos,
    files,
    later: (milliseconds) => {
      now += milliseconds;
    },
    get: (path, person) => call(path, { headers: cookie(person) }),
    post: (path, fields, person) => {
      const files = Object.values(fields).some((value) => value instanceof File);
      const body = files ? new FormData() : new URLSearchParams();
      const withKey = { idempotency_key: newId(), ...fields };
      for (const [name, value] of Object.entries(withKey)) {
        for (const one of Array.isArray(value) ? value : [value]) body.append(name, one as string);
      }
      return call(path, {
        method: 'POST',
        body,
        headers: { ...cookie(person), Origin: 'http://spudger.test' },
      });
    },
    jsonPage: (path, body, person) =>
      call(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { ...cookie(person), Origin: 'http://spudger.test', 'Content-Type': 'application/json' },
      }),
    json: (method, path, body, person, headers = {}) =>
      call(path, {
        method,
        headers: {
          ...(person ? { Authorization: `Bearer token-${person}` } : {}),
          ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      }),
    rows: async <T>(sql: string, ...parameters: (string | number | null)[]) => {
      const [rows] = await engine.read([{ sql, parameters }]);
      return rows as T[];
    },
  };
}
