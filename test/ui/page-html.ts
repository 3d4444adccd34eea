import type { Frame } from '../../src/web/frame.ts';

export const frame: Frame = {
  person: { name: 'Sam Ferro', initials: 'SF' },
  district: 'Larkspur Unified',
  section: 'devices',
  nav: ['today', 'repairs', 'scan', 'devices', 'stock', 'people'].map((key) => ({
    key,
    href: `/${key}`,
    label: key,
  })),
  asset: (name) => `/build/${name}`,
  zone: 'America/New_York',
  now: '2026-03-25T18:00:00Z',
  today: '2026-03-25',
};

/** An element of markup, as far as the tests look at it. */
export interface Tag {
  name: string;
  attributes: Record<string, string>;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

export function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole);
}

/**
 * The start tags of markup, in order. Throws where an attribute's quote or a tag is not closed, so that text that got
 * out of its place is noticed.
 */
export function tagsOf(markup: string): Tag[] {
  const tags: Tag[] = [];
  const start = /<([a-z][a-z0-9-]*)((?:\s+[^\s=>"'/]+(?:="[^"]*"|='[^']*')?)*)\s*\/?>/gy;
  let at = markup.indexOf('<');
  while (at >= 0) {
    if (/^<(\/[a-z][a-z0-9-]*\s*>|!doctype html>)/.test(markup.slice(at, at + 40))) {
      at = markup.indexOf('<', at + 1);
      continue;
    }
    start.lastIndex = at;
    const found = start.exec(markup);
    if (!found) throw new Error(`not a tag: ${markup.slice(at, at + 80)}`);
    const attributes: Record<string, string> = {};
    for (const [, name, double, single] of (found[2] ?? '').matchAll(
      /([^\s=>"'/]+)(?:="([^"]*)"|='([^']*)')?/g,
    )) {
      if (name) attributes[name] = decoded(double ?? single ?? '');
    }
    tags.push({ name: found[1] ?? '', attributes });
    at = markup.indexOf('<', start.lastIndex);
  }
  return tags;
}

/** Forty ways of getting a script to run from a text field. */
export const payloads: readonly string[] = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  "'><img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)',
  "' onmouseover='alert(1)",
  '" autofocus onfocus="alert(1)',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '</textarea><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</option></select><script>alert(1)</script>',
  '</td></tr></table><script>alert(1)</script>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  'javascript:alert(1)',
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<input onfocus=alert(1) autofocus>',
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '<style>*{background:url(javascript:alert(1))}</style>',
  '<link rel=stylesheet href=//x>',
  '<base href="//x/">',
  '<meta http-equiv=refresh content="0;url=//x">',
  '<form action=//x><button>x</button></form>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<template><script>alert(1)</script></template>',
  '<hx-partial hx-target="body"><b>x</b></hx-partial>',
  '<div hx-on:click="alert(1)">x</div>',
  '<div hx-get="/x" hx-trigger="load">x</div>',
  '<!--<script>alert(1)</script>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)',
  '\u0000<script>alert(1)</script>',
  '<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  '#{alert(1)} {{alert(1)}} `alert(1)`',
  '<ScRiPt\n>alert(1)</sCrIpT\n>',
];
