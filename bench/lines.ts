import type Sqlite from 'better-sqlite3';
import { newId } from '../src/db/id.ts';
import { encodeCursor } from '../src/web/paging.ts';
import { tokenHash } from '../src/web/session.ts';
import type { Person } from './people.ts';
import { repairRequests } from './repair-requests.ts';
import type { Line, Request } from './words.ts';

const PER_PAGE = 50;

/** The far page: as many pages as the issue names, or the last one of a smaller district. */
export interface FarPage {
  number: number;
  path: string;
}

const BROWSER = {
  Accept: 'text/html,application/xhtml+xml',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'Accept-Language': 'en-US,en;q=0.9',
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Site': 'same-origin',
  'User-Agent': 'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36',
};

/** A page asked for by one of these people. */
export function get(path: string, person: Person, status = 200): Request {
  return { method: 'GET', path, headers: { ...BROWSER, Cookie: person.cookie }, body: '', status };
}

/** A form as a browser posts it; `{key}` becomes a key of its own with each sending. */
export function post(path: string, fields: Record<string, string>, person: Person): Request {
  const headers = {
    ...BROWSER,
    Cookie: person.cookie,
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const body = `idempotency_key={key}&${new URLSearchParams(fields)}`;
  return { method: 'POST', path, headers, body, status: 303 };
}

/** Everything that is measured on a district. */
export function linesFor(
  file: Sqlite.Database,
  people: readonly Person[],
): { lines: Line[]; far: FarPage; spread: (rows: string) => string[] } {
  const spread = (sql: string) => file.prepare(sql).pluck().all() as string[];
  const each = <T>(list: readonly T[], make: (one: T, person: Person) => Request): Request[] =>
    list.map((one, n) => make(one, people[n % people.length] as Person));
  const tags = someTags(file, 200);
  const sites = spread(
    "SELECT id FROM locations WHERE kind = 'site' AND retired_at IS NULL ORDER BY n LIMIT 20",
  );
  const far = farPage(file);
  const token = bearer(file, people[0] as Person);
  const lines: Line[] = [
    { name: 'device page by tag', requests: each(tags, (tag, p) => get(`/devices/${tag}`, p)) },
    {
      name: 'device list, filtered, page 1',
      requests: [get(far.path.split('&cursor')[0] ?? '', people[0] as Person)],
    },
    {
      name: `device list, filtered, page ${far.number.toLocaleString('en-US')}`,
      requests: [get(far.path, people[0] as Person)],
    },
    {
      name: 'device list of a school',
      requests: each(sites, (site, p) => get(`/devices?home=${site}&state=in_service`, p)),
    },
    {
      name: 'repair queue',
      requests: each(
        ['', '?level=1', '?sort=age', '?state=on_hold', ...sites.map((s) => `?site=${s}`)],
        (query, p) => get(`/repairs${query}`, p),
      ),
    },
    { name: 'repair board', requests: [get('/repairs/board', people[0] as Person)] },
    {
      name: 'search while typing',
      requests: each(typed(file, tags), (q, p) => get(`/search/suggest?q=${encodeURIComponent(q)}`, p)),
    },
    { name: 'search, exact', requests: each(tags, (tag, p) => get(`/search?q=${tag}`, p, 303)) },
    { name: 'scan of a label', requests: each(tags, (tag, p) => get(`/scan?q=${tag}`, p, 303)) },
    { name: 'quick repair with a part, durable', requests: repairRequests(file, people, 200) },
    {
      name: 'device as JSON',
      requests: tags.map((tag) => ({
        method: 'GET',
        path: `/api/v1/devices/${tag}`,
        headers: { Authorization: `Bearer ${token}`, 'Accept-Encoding': 'gzip' },
        body: '',
        status: 200,
      })),
    },
  ];
  return { lines, far, spread };
}

/** Tags of devices in service, spread over the whole file. */
export function someTags(file: Sqlite.Database, most: number): string[] {
  const last = file.prepare('SELECT max(n) FROM devices').pluck().get() as number;
  const next = file
    .prepare(
      "SELECT tag FROM devices WHERE n >= ? AND tag <> '' AND state = 'in_service' AND joined_into IS NULL LIMIT 1",
    )
    .pluck();
  const tags = Array.from({ length: most }, (_, i) => next.get(Math.floor((i * last) / most)) as string);
  return [...new Set(tags.filter(Boolean))];
}

/** Of all that were bought since the oldest: the filter that leaves the most. */
function farPage(file: Sqlite.Database): FarPage {
  const { oldest, n } = file
    .prepare('SELECT min(purchased_on) AS oldest, count(*) AS n FROM devices WHERE joined_into IS NULL')
    .get() as { oldest: string; n: number };
  const number = Math.min(4_000, Math.floor(n / PER_PAGE));
  const before = file
    .prepare(
      `SELECT purchased_on AS day, n FROM devices INDEXED BY devices_purchased
       WHERE joined_into IS NULL AND purchased_on >= ? ORDER BY purchased_on, n LIMIT 1 OFFSET ?`,
    )
    .get(oldest, (number - 1) * PER_PAGE - 1) as { day: string; n: number };
  return { number, path: `/devices?from=${oldest}&cursor=${encodeCursor([before.day, before.n])}` };
}

/** What stands in the box after each key: of tags, of pieces of serials, of names. */
function typed(file: Sqlite.Database, tags: readonly string[]): string[] {
  const serials = file
    .prepare("SELECT serial FROM devices WHERE serial <> '' ORDER BY n LIMIT 20")
    .pluck()
    .all() as string[];
  const names = file.prepare('SELECT family_name FROM people ORDER BY id LIMIT 20').pluck().all() as string[];
  const starts = (text: string, from: number, to: number) =>
    Array.from({ length: Math.max(0, Math.min(to, text.length) - from + 1) }, (_, i) =>
      text.slice(0, from + i),
    );
  return [
    ...new Set([
      ...tags.slice(0, 20).flatMap((tag) => starts(tag, 2, tag.length)),
      ...serials.flatMap((serial) => starts(serial.slice(2), 3, 6)),
      ...names.flatMap((name) => starts(name.toLowerCase(), 2, 6)),
    ]),
  ];
}

function bearer(file: Sqlite.Database, { id }: Person): string {
  const token = `bench-${newId()}`;
  file
    .prepare(
      'INSERT INTO api_tokens (id, person, name, token_hash, hint, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(newId(), id, 'bench', tokenHash(token), 'bench', new Date().toISOString());
  return token;
}
