import { tagsOf } from '../ui/page-html.ts';

export interface CrawledPage {
  path: string;
  kind: string;
  status: number;
  html: string;
  /** where its first link stands; '' for the first page */
  from: string;
}

export interface Crawl {
  pages: CrawledPage[];
  /** pictures, scripts, downloads: path -> status */
  files: Map<string, number>;
}

/** Names of a query whose value makes another kind of page; all others only filter. */
const TELLING = new Set(['kind', 'mode', 'show', 'tab', 'how']);
const VARIABLE = /^([0-9a-f]{8}-[0-9a-f-]{27,}|R-\d+|\d+|[A-Z0-9-]*\d[A-Z0-9-]*|[\w-]{22,}(\.\w+)?)$/;

/** Hundreds of codes, 10 ms each: the bins' labels and single ones show the same. */
const HUNDREDS = /^\/labels\/(print|labels\.pdf)\?(.*&)?of=(devices|parts|places)\b/;

/** Lists: their filters go together in any way, and look alike. */
const FILTERED = /^\/(devices|repairs|people|locations|models|users|history|stock\/(parts|fits))$/;

/** '/repairs/:x/work?fault&line' for every repair's: pages of one kind look alike. */
export function kindOf(path: string): string {
  const url = new URL(path, 'http://any');
  const segments = url.pathname
    .replace(/^(\/settings\/(faults|symptoms|remedies)\/)(?!new$)[\w-]+$/, '$1:x')
    .split('/')
    .map((segment) => (VARIABLE.test(segment) ? ':x' : segment));
  // Every list goes out in the same way, whatever its filters are.
  const file = /^\/exports\/(lists|choose|save)\//.exec(url.pathname);
  if (file) return `${file[0]}:x`;
  // Labels are chosen by any list's filters, and each place of a sheet is a link.
  const labels = /^\/labels(\/[a-z]+(\.pdf)?)?$/.test(url.pathname);
  if (labels && url.search) return `${url.pathname}?of=${url.searchParams.get('of') ?? ''}`;
  if (FILTERED.test(url.pathname)) return `${url.pathname}${url.search ? '?filtered' : ''}`;
  const names = [...url.searchParams]
    .map(([name, value]) => (TELLING.has(name) ? `${name}=${value}` : name))
    .sort();
  return segments.join('/') + (names.length > 0 ? `?${names.join('&')}` : '');
}

/**
 * Everything that a person can reach by links from the home page, at most `perKind` pages of one kind.
 * @param cookie of the person's session
 */
export async function crawl(url: string, cookie: string, perKind: number): Promise<Crawl> {
  const seen = new Set(['/']);
  const counts = new Map<string, number>();
  const waiting: { path: string; from: string }[] = [{ path: '/', from: '' }];
  const found: Crawl = { pages: [], files: new Map() };
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { path, from } = next;
    const answer = await fetch(url + path, { headers: { Cookie: cookie }, redirect: 'follow' });
    const html = await answer.text();
    if (!answer.headers.get('Content-Type')?.startsWith('text/html')) {
      found.files.set(path, answer.status);
      continue;
    }
    found.pages.push({ path, kind: kindOf(path), status: answer.status, html, from });
    for (const link of linksOf(html, path)) {
      if (seen.has(link) || HUNDREDS.test(link)) continue;
      seen.add(link);
      const kind = kindOf(link);
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count <= perKind) waiting.push({ path: link, from: path });
    }
  }
  return found;
}

/** Addresses on this site that a page leads to or loads, without fragments. */
function linksOf(html: string, at: string): string[] {
  const base = new URL(at, 'http://any');
  return tagsOf(html).flatMap(({ name, attributes }) => {
    const target = name === 'img' || name === 'script' ? attributes.src : attributes.href;
    if (target === undefined || /^(mailto|tel|data|blob):/.test(target)) return [];
    const to = new URL(target, base);
    return to.origin === base.origin ? [to.pathname + to.search] : [`${target} is on another site`];
  });
}
