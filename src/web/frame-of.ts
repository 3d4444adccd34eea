import { type Action, can } from '../accounts/permissions.ts';
import { listAt } from '../exports/allowed.ts';
import { filtersIn } from '../exports/list-rules.ts';
import type { AppContext } from './env.ts';
import type { Frame, NavItem } from './frame.ts';

const NAV: readonly (NavItem & { needs: Action })[] = [
  { group: 'Work', key: 'today', href: '/', label: 'Today', needs: 'account.own' },
  { group: 'Work', key: 'repairs', href: '/repairs', label: 'Repairs', needs: 'repair.see' },
  { group: 'Work', key: 'scan', href: '/scan', label: 'Scan', needs: 'device.see' },
  { group: 'Work', key: 'visits', href: '/visits', label: 'Visits', needs: 'visit.see' },
  { group: 'Work', key: 'check', href: '/check', label: 'Check in and out', needs: 'custody.change' },
  { group: 'Parts', key: 'stock', href: '/stock', label: 'Stock', needs: 'stock.see' },
  { group: 'Parts', key: 'plan', href: '/plan', label: 'Order plan', needs: 'order.see' },
  { group: 'Parts', key: 'purchasing', href: '/purchasing/orders', label: 'Orders', needs: 'order.see' },
  { group: 'Parts', key: 'disposal', href: '/disposal/lots', label: 'Disposal', needs: 'disposal.see' },
  { group: 'District', key: 'devices', href: '/devices', label: 'Devices', needs: 'device.see' },
  { group: 'District', key: 'people', href: '/people', label: 'People', needs: 'device.see' },
  { group: 'District', key: 'locations', href: '/locations', label: 'Locations', needs: 'location.see' },
  { group: 'District', key: 'models', href: '/models', label: 'Models', needs: 'model.see' },
  { group: 'District', key: 'labels', href: '/labels', label: 'Labels', needs: 'device.see' },
  { group: 'District', key: 'audits', href: '/audits', label: 'Audits', needs: 'audit.see' },
  { group: 'Records', key: 'history', href: '/history', label: 'History', needs: 'history.see' },
  { group: 'Records', key: 'settings', href: '/settings', label: 'Settings', needs: 'catalog.edit' },
];

/** The frame of a page. @param section key of the nav item that the page belongs to */
export function frameOf(c: AppContext, section: string): Frame {
  const { actor, district, now, today } = c.var.ctx;
  const { assets } = c.var.services;
  const scan = SCANS[c.req.query('scan') ?? ''];
  const notice = noticeOf(c) ?? scan?.notice;
  return {
    person: actor.person ? { id: actor.person, name: actor.name, initials: initialsOf(actor.name) } : null,
    district: district.name,
    section,
    nav: actor.person ? NAV.filter((item) => can(actor, item.needs)) : [],
    asset: (name) => assets[name] ?? `/build/${name}`,
    zone: district.zone,
    now,
    today,
    demo: district.settings.demo === '1',
    ...exportsOf(c),
    ...(notice ? { notice } : {}),
    ...(scan ? { outcome: scan.outcome } : {}),
  };
}

/** What the page's list is exported by: its filters stand in the URL. */
function exportsOf(c: AppContext): Pick<Frame, 'exports'> {
  const { actor } = c.var.ctx;
  const list = actor.person ? listAt(actor, c.req.path) : null;
  if (!list) return {};
  return { exports: { list, query: new URLSearchParams(filtersIn(c.req.query())).toString() } };
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** What a page says after a redirect, by a fixed word in `?done=`: a link cannot put words on a page. */
const NOTICES: Readonly<Record<string, string>> = {
  saved: 'Saved',
  created: 'Created',
  undone: 'Undone',
  retired: 'Retired',
  disposed: 'Disposed of',
  stripped: 'The parts are in the bin',
  withdrawn: 'Withdrawn',
  sent: 'Sent',
  moved: 'Moved',
  received: 'Saved: what is there is in the books',
  reserved: 'Reserved',
  released: 'Released',
  scrapped: 'Scrapped',
  counted: 'Counted: the books follow the shelf',
  compared: 'Counted. Say why it differs',
  second_look: 'Saved. What is above the limit waits for another person',
  revoked: 'Ended',
  removed: 'Removed for good: an id is left',
  passkey: 'The passkey is kept: it signs you in from now on',
  joined: 'Joined',
  confirmed: 'Confirmed',
  refused: 'Refused',
  proposed: 'Proposed. A manager decides',
  closed: 'Closed',
  set_out: 'On the way',
  arrived: 'Arrived: what is done now belongs to this visit',
  left: 'Left. The recap is kept',
  called_off: 'Called off',
  loaded: 'Posted: the parts are in the vehicle',
  signed: 'Signed',
  repaired: 'Repair saved',
  reported: 'Reported',
  approved: 'Approved',
  booked: 'Booked in',
  cancelled: 'Cancelled',
  split: 'Split: one order for each supplier',
  combined: 'Combined into one order',
  applied: 'The prices are in',
  found: 'Found, and the home site is told',
  lost: 'Reported',
  stopped: 'Stopped',
  sent_again: 'Sent again',
};

function noticeOf(c: AppContext): Frame['notice'] {
  const text = NOTICES[c.req.query('done') ?? ''];
  return text ? { tone: 'good', text } : undefined;
}

/** How the scan that led here went, by a fixed word in `?scan=`. */
const SCANS: Readonly<Record<string, { outcome: NonNullable<Frame['outcome']>; notice?: Frame['notice'] }>> =
  {
    hit: { outcome: 'good' },
    elsewhere: { outcome: 'warn' },
    former_tag: {
      outcome: 'warn',
      notice: { tone: 'wait', text: 'That is a former tag of this device. It has another one now.' },
    },
    former_serial: {
      outcome: 'warn',
      notice: { tone: 'wait', text: 'That is a former serial of this device. It has another one now.' },
    },
    lost: { outcome: 'bad', notice: { tone: 'bad', text: 'This device was reported lost.' } },
    stolen: { outcome: 'bad', notice: { tone: 'bad', text: 'This device was reported stolen.' } },
  };
