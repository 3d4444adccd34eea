import { announce, toast } from './announce.ts';
import { auditPage, scanAudit } from './field-audit.ts';
import { Book } from './field-book.ts';
import { devicePage } from './field-device.ts';
import { type Child, el, link } from './field-dom.ts';
import { handPage } from './field-hand.ts';
import { home } from './field-home.ts';
import { notePage, partPage, photoPage } from './field-more.ts';
import { repairPage } from './field-repair.ts';
import { reportPage } from './field-report.ts';
import { swapPage } from './field-swap.ts';
import type { Field, Page, View } from './field-view.ts';
import { visitPage } from './field-visit.ts';
import { entryPage, waitingPage } from './field-waiting.ts';
import { keepInStep, type Step, step } from './in-step.ts';
import { OUTBOX_EVENT, put, waiting } from './outbox.ts';
import { thisPhone } from './phone.ts';
import { playOutcome } from './sounds.ts';

const DEVICE_PAGES: Readonly<Record<string, Page>> = {
  '': devicePage,
  repair: repairPage,
  report: reportPage,
  swap: swapPage,
  hand: handPage,
  note: notePage,
  part: partPage,
  photo: photoPage,
};

let book: Book | undefined;
let reach: Step | null = null;
let said: string | undefined;

/** The path behind the #, or what the address that could not be loaded is here. */
function pathNow(): string {
  if (location.hash.startsWith('#/')) return location.hash.slice(1);
  const { pathname, search } = location;
  const query = new URLSearchParams(search);
  const device = /^\/devices\/([^/]+)(?:\/(repair|swap|check-out|check-in|move|photos))?$/.exec(pathname);
  if (device) {
    const [, ref = '', page = ''] = device;
    const fault = query.get('fault');
    if (page === 'repair') return `/device/${ref}/repair${fault ? `/${fault}` : ''}`;
    if (page === 'swap') return `/device/${ref}/swap`;
    if (page === 'photos') return `/device/${ref}/photo`;
    return `/device/${ref}${page ? `/hand/${page.replace('-', '_')}` : ''}`;
  }
  const tag = /^\/t\/([^/]+)$/.exec(pathname)?.[1] ?? query.get('q');
  if (tag) return `/find/${encodeURIComponent(tag)}`;
  const audit = /^\/audits\/([^/]+)\/count$/.exec(pathname)?.[1];
  if (audit) return `/audit/${audit}`;
  const visit = /^\/visits\/([^/]+)/.exec(pathname)?.[1];
  if (visit) return `/visit/${visit}`;
  const reported = pathname === '/repairs/new' ? query.get('device') : null;
  return reported ? `/device/${encodeURIComponent(reported)}/report` : '/';
}

async function fieldNow(): Promise<Field> {
  // What is opened here stays the same while the page is drawn, whatever comes meanwhile.
  const opened = book ?? (await Book.open());
  book = opened;
  const [phone, all] = await Promise.all([thisPhone(), waiting()]);
  document.querySelector('spudger-waiting')?.setAttribute('data-of', phone.person);
  const entries = all.filter(({ person }) => person === phone.person);
  return {
    book: opened,
    phone,
    entries,
    others: all.length - entries.length,
    reach,
    go,
    refresh: () => void inStep(true),
    keep: async (entry, photos, next) => {
      await put(entry, photos);
      const label = entry.kind === 'photo' ? `${entry.label}: photo` : entry.label;
      go(next, `Kept on this phone: ${label}. It is saved when it is sent.`);
      void inStep(false);
    },
  };
}

/** Goes to a page of this app, which says something there. */
function go(path: string, words?: string): void {
  said = words;
  if (pathNow() === path && location.hash) void draw();
  else location.hash = path;
}

async function viewOf(field: Field): Promise<View> {
  const [first = '', ...rest] = pathNow().split('/').slice(1).map(decodeURIComponent);
  if (first === 'find') return foundView(field, rest[0] ?? '');
  if (first === 'visit') return visitPage(field, rest[0] ?? '');
  if (first === 'audit') return auditPage(field, rest[0] ?? '');
  if (first === 'waiting') return rest[0] ? entryPage(field, rest[0]) : waitingPage(field);
  if (first !== 'device') return home(field);
  const [ref = '', page = '', ...more] = rest;
  return (DEVICE_PAGES[page] ?? devicePage)(field, ref, ...more);
}

/** A scan leads to the device; one that this phone does not know can be worked on all the same. */
function foundView(field: Field, text: string): View | Promise<View> {
  const device = field.book.find(text);
  playOutcome(device ? 'good' : 'warn');
  history.replaceState(null, '', `#/device/${encodeURIComponent(device?.id ?? text)}`);
  return devicePage(field, device?.id ?? text);
}

let drawing = 0;
/** the page that stands there */
let drawn = '';

/** @param unasked not where somebody has begun to type by then */
async function draw(unasked = false): Promise<void> {
  const mine = ++drawing;
  const field = await fieldNow();
  const view = await viewOf(field);
  // A later page was asked for meanwhile, or a scanner has begun to type into this one.
  if (mine !== drawing || (unasked && drawn === pathNow() && atWork())) return;
  const main = document.getElementById('main');
  if (!main) return;
  const heading = el('h1', { tabindex: -1 }, view.heading ?? view.title);
  // Drawn anew a moment later, the page still says what was just kept; the next page has its own button there.
  const told = drawn === pathNow() ? main.querySelector('.toast') : null;
  drawn = pathNow();
  main.replaceChildren(
    el(
      'div',
      { class: 'page-head with-back' },
      view.back ? link(`#${view.back.path}`, view.back.label, 'up') : null,
      heading,
      view.lede ? el('div', { class: 'lede' }, view.lede) : null,
    ),
    ...flat(view.content),
    ...elsewhere(),
  );
  const up = document.getElementById('up');
  if (up instanceof HTMLAnchorElement) up.href = view.back ? `#${view.back.path}` : '/';
  document.title = `${view.title} - Spudger`;
  if (mine > 1) heading.focus();
  scrollTo(0, 0);
  if (said) toast(said);
  else if (told) main.append(told);
  else announce(view.title);
  said = undefined;
}

/** The page that could not be loaded, to try again. */
function elsewhere(): Node[] {
  if (location.pathname === '/field') return [];
  const again = link(location.pathname + location.search, 'Try to load it again');
  return [
    el('p', { class: 'quiet' }, 'This is what the phone can show of this page without the server. ', again),
  ];
}

function flat(content: Child): Node[] {
  return [...el('div', {}, content).childNodes];
}

/** Sends, refreshes the copy, and draws anew where nobody is typing. */
async function inStep(now: boolean): Promise<void> {
  const asked = pathNow();
  const told = await step(now).catch((): Step => 'offline');
  // The answer may come long after it was asked for: the person may be at another form by then.
  await arrived(told, now && pathNow() === asked);
}

async function arrived(told: Step, now: boolean): Promise<void> {
  reach = told;
  book = undefined;
  if (now || !atWork()) await draw(!now);
}

/** Whether somebody is at a form: what is half typed there would be gone with the page that is drawn anew. */
function atWork(): boolean {
  if (document.querySelector('main form.form :is(select, textarea), main details[open] form')) return true;
  const boxes = document.querySelectorAll<HTMLInputElement>('main form input');
  return [...boxes].some((box) => box.value !== box.defaultValue || box.checked !== box.defaultChecked);
}

/** Draws the app into the page and keeps it drawn. */
export function startField(): void {
  addEventListener('hashchange', () => void draw());
  addEventListener(OUTBOX_EVENT, () => {
    if (/^\/(waiting.*)?$/.test(pathNow()) && !atWork()) void draw(true);
  });
  void draw().then(() => keepInStep((told) => void arrived(told, false)));
}

/** A scan goes to its device, unless a box of a form has the focus: then it is for that box. */
export function bringToField(text: string): void {
  const box = document.activeElement;
  const boxes = [...document.querySelectorAll<HTMLInputElement>('main input[data-scan]')];
  const target = box instanceof HTMLInputElement && box.matches('[data-scan]') ? box : boxes[0];
  if (scanAudit(text)) return;
  if (target && target.id !== 'f-scan') {
    target.value = text;
    target.dispatchEvent(new Event('change', { bubbles: true }));
    return;
  }
  go(`/find/${encodeURIComponent(text)}`);
}
