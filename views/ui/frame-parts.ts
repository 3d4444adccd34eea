import type { Frame, NavItem } from '../../src/web/frame.ts';
import { escaped } from './html.ts';
import { icon, isIcon } from './icon.tsx';

/** The pieces of a page that depend only on the nav, the section and the build: plain strings, built once. */
export interface FrameParts {
  head: string;
  bodyOpen: string;
  rail: string;
  dock: string;
  end: string;
}

/** The phone's bar takes two of these, the scan button, and one more; the rest is behind "More". */
const dockOrder = ['today', 'repairs', 'stock'];

const cache = new Map<string, FrameParts>();
/** Sections x roles; a full cache means someone's rights are unusual, not that memory should grow. */
const cacheSize = 400;

export function framePartsOf(frame: Frame): FrameParts {
  let key = `${frame.section}|${frame.district}|${frame.asset('app.css')}|${frame.asset('main.js')}`;
  for (const item of frame.nav) key += `|${item.key}`;
  let parts = cache.get(key);
  if (!parts) {
    parts = build(frame);
    if (cache.size >= cacheSize) cache.clear();
    cache.set(key, parts);
  }
  return parts;
}

function build(frame: Frame): FrameParts {
  const district = escaped(frame.district);
  const head = ` - ${district}</title>${headLinks(frame)}</head>`;
  return {
    head,
    bodyOpen: bodyTag,
    rail: rail(frame),
    dock: dock(frame),
    end: liveRegion,
  };
}

/** What a `<head>` links: the style sheet, the script and the icon. */
export function headLinks(frame: Pick<Frame, 'asset'>): string {
  return (
    `<link rel="stylesheet" href="${escaped(frame.asset('app.css'))}">` +
    '<link rel="icon" href="/icons/icon.svg" type="image/svg+xml">' +
    '<link rel="apple-touch-icon" href="/icons/icon-180.png">' +
    '<link rel="manifest" href="/icons/app.webmanifest">' +
    `<script type="module" src="${escaped(frame.asset('main.js'))}"${lazyAssets(frame)}></script>`
  );
}

/** Scripts that are fetched when a camera opens or a photo is taken; the page says where they lie. */
const lazy = {
  camera: 'camera.js',
  worker: 'scan-worker.js',
  wasm: 'zxing.wasm',
  photos: 'photos.js',
  outbox: 'outbox.js',
};

function lazyAssets(frame: Pick<Frame, 'asset'>): string {
  return Object.entries(lazy)
    .map(([name, file]) => ` data-${name}="${escaped(frame.asset(file))}"`)
    .join('');
}

/** Up to the page's own title. The policy allows no style by script: no indicator sheet, no settling. */
export const documentStart =
  '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
  '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">' +
  '<meta name="color-scheme" content="light dark">' +
  '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfaf7">' +
  '<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#12151b">' +
  '<meta name="format-detection" content="telephone=no">' +
  `<meta name="htmx-config" content='{"includeIndicatorCSS":false,"defaultTimeout":45000,"defaultSettleDelay":0}'>` +
  '<title>';

/** A second press on the same form or link while the first is on its way is dropped. */
export const bodyTag = '<body hx-boost:inherited="true" hx-sync:inherited="drop">';

export const liveRegion = '<div id="live" class="hidden" role="status" hx-preserve></div></body></html>';

function link(item: NavItem, section: string): string {
  const current = item.key === section ? ' aria-current="page"' : '';
  const name = item.key === 'check' ? 'swap' : item.key;
  const drawing = icon(isIcon(name) ? name : 'dots');
  return `<a href="${escaped(item.href)}"${current}>${drawing}<span>${escaped(item.label)}</span></a>`;
}

function rail(frame: Frame): string {
  if (frame.nav.length === 0) return '';
  const items = frame.nav
    .map((item, i) => {
      const apart = i > 0 && item.group !== frame.nav[i - 1]?.group ? ' class="apart"' : '';
      return `<li${apart}>${link(item, frame.section)}</li>`;
    })
    .join('');
  return `<nav class="rail" aria-label="Main"><ul>${items}</ul></nav>`;
}

function dock(frame: Frame): string {
  if (frame.nav.length === 0) return '';
  const scan = frame.nav.find((item) => item.key === 'scan');
  const others = frame.nav.filter((item) => item.key !== 'scan');
  const wanted = others.filter((item) => dockOrder.includes(item.key));
  const filled = [...wanted, ...others.filter((item) => !wanted.includes(item))].slice(0, 3);
  filled.sort((a, b) => others.indexOf(a) - others.indexOf(b));
  const rest = others.filter((item) => !filled.includes(item));
  const cells = filled.map((item) => `<li>${link(item, frame.section)}</li>`);
  const button = scan ? `<li class="dock-scan">${link(scan, frame.section)}</li>` : '';
  cells.splice(Math.min(2, cells.length), 0, button);
  const inRest = rest.some((item) => item.key === frame.section);
  const more =
    rest.length > 0
      ? `<li><details class="dock-more" data-menu><summary${inRest ? ' class="on"' : ''}>${icon('more')}<span>More</span></summary><ul>${rest
          .map((item) => `<li>${link(item, frame.section)}</li>`)
          .join('')}</ul></details></li>`
      : '';
  return `<nav class="dock" aria-label="Quick"><ul>${cells.join('')}${more}</ul></nav>`;
}
