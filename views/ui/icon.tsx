import { type Html, safe } from './html.ts';

/** Our own drawings on a 20 x 20 grid, stroked in the colour of the text around them. */
const shapes = {
  today: '<rect x="3" y="4.5" width="14" height="12.5" rx="2"/><path d="M3 8.5h14M7 2.5v4M13 2.5v4"/>',
  repairs:
    '<path d="M9.2 7.7l4.6-4.6a2.2 2.2 0 0 1 3.1 3.1l-4.6 4.6zM10.7 9.3L4.9 15.1M5.7 13.2l1.1 1.1-2.5 2.5-1.8.7.7-1.8z"/>',
  scan: '<path d="M3 7V4.5A1.5 1.5 0 0 1 4.5 3H7M13 3h2.5A1.5 1.5 0 0 1 17 4.5V7M17 13v2.5a1.5 1.5 0 0 1-1.5 1.5H13M7 17H4.5A1.5 1.5 0 0 1 3 15.5V13M6.5 7v6M9 7v6M11 7v6M13.5 7v6"/>',
  visits:
    '<path d="M10 17.5s5.5-5 5.5-9.2a5.5 5.5 0 0 0-11 0c0 4.2 5.5 9.2 5.5 9.2z"/><circle cx="10" cy="8.3" r="2"/>',
  stock: '<path d="M3 6.5L10 3l7 3.5v7L10 17l-7-3.5zM3 6.5L10 10l7-3.5M10 10v7"/>',
  plan: '<path d="M3 3v14h14M6 13l3.5-4 3 2.5L17 6"/>',
  purchasing:
    '<path d="M2.5 3.5h2l2 9.5h8.5l2-7H5.3"/><circle cx="8" cy="16" r="1.3"/><circle cx="14" cy="16" r="1.3"/>',
  disposal: '<path d="M3 6.5h14M8 6.5V4.5h4v2M5 6.5l.8 10h8.4l.8-10M8.5 9.5v4.5M11.5 9.5v4.5"/>',
  audits:
    '<path d="M7 3.5H5A1.5 1.5 0 0 0 3.5 5v11A1.5 1.5 0 0 0 5 17.5h10a1.5 1.5 0 0 0 1.5-1.5V5A1.5 1.5 0 0 0 15 3.5h-2"/><rect x="7" y="2" width="6" height="3" rx="1"/><path d="M7 11l2 2 4-4.5"/>',
  labels: '<path d="M3 10V3.5h6.5l7.5 7.5-6.5 6.5z"/><circle cx="6.5" cy="7" r="1"/>',
  more: '<path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13"/>',
  devices: '<rect x="3.5" y="4" width="13" height="9" rx="1.5"/><path d="M1.5 16h17"/>',
  people:
    '<circle cx="8" cy="7" r="3"/><path d="M2.5 16.5c.4-3 2.6-4.5 5.5-4.5s5.1 1.5 5.5 4.5M13 4.3a3 3 0 0 1 0 5.4M15 12.5c1.5.7 2.3 2 2.5 4"/>',
  locations:
    '<path d="M10 17.5s5.5-4.7 5.5-9.3A5.5 5.5 0 0 0 10 2.7a5.5 5.5 0 0 0-5.5 5.5c0 4.6 5.5 9.3 5.5 9.3z"/><circle cx="10" cy="8.2" r="2"/>',
  models:
    '<rect x="3" y="3" width="6" height="6" rx="1"/><rect x="11" y="3" width="6" height="6" rx="1"/><rect x="3" y="11" width="6" height="6" rx="1"/><path d="M14 11v6M11 14h6"/>',
  history: '<path d="M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7.2M3.5 3.5v3.7h3.7M10 6.5V10l2.5 1.7"/>',
  settings:
    '<path d="M3 6h8M15 6h2M3 14h2M9 14h8"/><circle cx="13" cy="6" r="2"/><circle cx="7" cy="14" r="2"/>',
  swap: '<path d="M4 7h11M12 3.5L15.5 7 12 10.5M16 13H5M8 9.5L4.5 13 8 16.5"/>',
  search: '<circle cx="8.5" cy="8.5" r="5"/><path d="M12.3 12.3L17 17"/>',
  back: '<path d="M12.5 4L6.5 10l6 6"/>',
  next: '<path d="M7.5 4l6 6-6 6"/>',
  first: '<path d="M14.5 4l-6 6 6 6M5.5 4v12"/>',
  close: '<path d="M5 5l10 10M15 5L5 15"/>',
  check: '<path d="M4 10.5l4 4 8-9"/>',
  alert: '<path d="M10 3l8 14H2zM10 8.5v4M10 14.6v.2"/>',
  up: '<path d="M5 12l5-5 5 5"/>',
  down: '<path d="M5 8l5 5 5-5"/>',
  plus: '<path d="M10 4v12M4 10h12"/>',
  dots: '<path d="M4.5 10h.01M10 10h.01M15.5 10h.01"/>',
  camera:
    '<rect x="2.5" y="6" width="15" height="10.5" rx="2"/><path d="M7 6l1-2.5h4L13 6"/><circle cx="10" cy="11" r="2.8"/>',
} as const;

export type IconName = keyof typeof shapes;

const cached = new Map<string, Html>();

/** True when a drawing of that name exists (nav keys without one get a plain dot). */
export function isIcon(name: string): name is IconName {
  return Object.hasOwn(shapes, name);
}

/** The drawing as markup, hidden from screen readers: a word always stands beside it. */
export function icon(name: IconName): Html {
  let drawing = cached.get(name);
  if (!drawing) {
    drawing = safe(
      `<svg class="icon icon-${name}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">${shapes[name]}</svg>`,
    );
    cached.set(name, drawing);
  }
  return drawing;
}

export function Icon({ name }: { name: IconName }) {
  return icon(name);
}
