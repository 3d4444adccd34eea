import { auditsCard } from './field-audit.ts';
import { button, card, el, link, notice } from './field-dom.ts';
import { ageOf, type Field, type Page } from './field-view.ts';
import { visitsCard } from './field-visit.ts';

/** Scan, what waits, what this phone carries. */
export const home: Page = (field) => ({
  title: 'In the field',
  content: [
    reachNote(field),
    scanForm(field),
    waitingCard(field),
    visitsCard(field),
    auditsCard(field),
    carriedCard(field),
  ],
});

function reachNote({ reach, phone, book }: Field) {
  // While the first try is under way nobody knows yet whether somebody is signed in.
  if (reach !== null && phone.person === '' && !book.manifest)
    return notice(
      'wait',
      'Sign in once with a network: then this phone works without one. ',
      link('/sign-in?next=/field', 'Sign in'),
    );
  if (reach === 'sign_in')
    return notice(
      'wait',
      'Your session has ended. What you do is kept here. ',
      link('/sign-in?next=/field', 'Sign in to send it'),
    );
  if (reach === 'offline')
    return notice('note', 'No network. What you do is kept on this phone and sent by itself.');
  return null;
}

/** The same box as on the scanner's page: camera, hand scanner or typing. */
export function scanForm({ go }: Field): HTMLElement {
  const box = el('input', {
    id: 'f-scan',
    type: 'text',
    'data-scan': '',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
    enterkeyhint: 'go',
    maxlength: 200,
  });
  const form = el(
    'form',
    { class: 'form' },
    document.createElement('spudger-scanner'),
    el('div', { class: 'field' }, el('label', { for: 'f-scan' }, 'Tag or serial'), box),
    el('div', { class: 'form-actions' }, el('button', { class: 'button primary' }, 'Find')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (text) go(`/find/${encodeURIComponent(text)}`);
  });
  return form;
}

function waitingCard({ entries, others, refresh }: Field) {
  if (entries.length + others === 0) return null;
  const needs = entries.filter(({ state }) => state === 'needs_you').length;
  return card(
    'On this phone',
    el(
      'p',
      {},
      link(
        '#/waiting',
        `${entries.length} ${entries.length === 1 ? 'thing waits' : 'things wait'} to be sent`,
      ),
      needs > 0 ? `, ${needs} of them ${needs === 1 ? 'needs' : 'need'} you` : '',
      '.',
    ),
    others > 0 ? el('p', { class: 'quiet' }, `${others} more wait for other people to sign in.`) : null,
    entries.length > 0 ? button('Send now', refresh) : null,
  );
}

function carriedCard(field: Field) {
  const { manifest } = field.book;
  if (!manifest)
    return card(
      'What this phone carries',
      el('p', {}, 'Nothing yet.'),
      button('Get my sites', field.refresh),
    );
  return card(
    'What this phone carries',
    el(
      'ul',
      { class: 'rows' },
      manifest.sites.map((site) =>
        el(
          'li',
          {},
          el('span', {}, site.name, ' ', el('span', { class: 'quiet' }, `${site.devices} devices`)),
        ),
      ),
    ),
    manifest.sites.length === 0 ? el('p', { class: 'quiet' }, 'No site is assigned to you.') : null,
    el(
      'p',
      { class: 'quiet' },
      `The copy is ${ageOf(manifest.now)}. It is wiped when you sign out, and after ${manifest.days} days without contact.`,
    ),
    field.phone.persisted === false
      ? notice(
          'wait',
          'This browser may throw away what waits here when the phone runs full. Install the app on the home screen to keep it safe.',
        )
      : null,
    button('Bring it up to date', field.refresh),
  );
}
