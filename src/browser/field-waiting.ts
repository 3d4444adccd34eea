import { button, type Child, card, el, facts, link, notice } from './field-dom.ts';
import { field, form } from './field-form.ts';
import { type Field, moment, nameOf, type Page } from './field-view.ts';
import { choicesFor, labelOf, wordsOf } from './field-words.ts';
import { mend, withdraw } from './outbox.ts';
import type { Entry } from './outbox-rules.ts';

/** Everything that this phone holds, and what it has sent last. */
export const waitingPage: Page = (app) => {
  const { entries, others, phone, reach } = app;
  const needs = entries.filter(({ state }) => state === 'needs_you');
  const rest = entries.filter(({ state }) => state !== 'needs_you');
  return {
    title: 'On this phone',
    lede: 'What stands here is not in the books yet.',
    back: { path: '/', label: 'In the field' },
    content: [
      reach === 'sign_in'
        ? notice('wait', 'Your session has ended. ', link('/sign-in?next=/field', 'Sign in to send this'))
        : null,
      needs.length > 0 ? card(`Needs you ${needs.length}`, rows(needs)) : null,
      rest.length > 0
        ? card(`Waits ${rest.length}`, rows(rest), button('Send now', app.refresh, 'primary'))
        : needs.length === 0
          ? el('p', {}, 'Nothing waits. Everything that you did here is saved.')
          : null,
      others > 0 ? el('p', { class: 'quiet' }, `${others} more wait for other people to sign in.`) : null,
      phone.sent.length > 0
        ? card(
            'Sent last',
            el(
              'ul',
              { class: 'rows' },
              phone.sent.map((one) =>
                el(
                  'li',
                  {},
                  el('span', {}, one.label),
                  el('span', { class: 'quiet' }, `${moment(one.at)}. ${one.words}`),
                ),
              ),
            ),
          )
        : null,
    ],
  };
};

function rows(entries: readonly Entry[]): HTMLElement {
  return el(
    'ul',
    { class: 'rows' },
    entries.map((entry) =>
      el(
        'li',
        {},
        el(
          'span',
          {},
          link(`#/waiting/${entry.key}`, entry.label),
          el('span', { class: 'rows-more' }, `${moment(entry.at)}. ${stateWords(entry)}`),
        ),
      ),
    ),
  );
}

function stateWords(entry: Entry): string {
  if (entry.state === 'withdrawing') return 'Its withdrawal waits to be sent.';
  if (entry.state === 'waits')
    return entry.tries > 0
      ? `Not sent yet, tried ${entry.tries === 1 ? 'once' : `${entry.tries} times`}.`
      : 'Not sent yet.';
  return problems(entry).join(' ') || 'Not saved.';
}

function problems({ told }: Entry): string[] {
  return [told?.words ?? '', ...Object.values(told?.errors ?? {})].filter(Boolean);
}

const DONE_BY_HAND = new Set(['photo']);

/** One entry: what was typed, what changed meanwhile, and mending or withdrawing it. */
export const entryPage: Page = (app, key = '') => {
  const entry = app.entries.find((one) => one.key === key);
  const back = { path: '/waiting', label: 'On this phone' };
  if (!entry) return { title: 'Sent', back, content: el('p', {}, 'This does not wait here any more.') };
  return {
    title: entry.label,
    lede: `Done ${moment(entry.at)}. Not in the books yet.`,
    back,
    content: [
      entry.state === 'needs_you'
        ? notice('bad', problems(entry).join(' ') || 'It was not saved.')
        : notice('wait', stateWords(entry)),
      changesOf(entry),
      entry.state === 'needs_you' && !DONE_BY_HAND.has(entry.kind)
        ? mendForm(app, entry)
        : typedFacts(app, entry),
      entry.state === 'withdrawing' ? null : withdrawForm(app, entry),
    ],
  };
};

function changesOf({ told }: Entry): Child {
  const changes = told?.changes ?? [];
  if (changes.length === 0) return null;
  return card('What changed meanwhile', facts(changes.map(({ label, theirs }) => [label, theirs] as const)));
}

const NOT_TYPED = new Set(['repair', 'custody', 'lines', 'line', 'place', 'quantity', 'keep', 'at']);

function typedFacts(app: Field, { fields, ref, about }: Entry): HTMLElement {
  const { book } = app;
  const typed = Object.entries(fields).filter(([name]) => !NOT_TYPED.has(name));
  const device = [ref, ...about].map((one) => book.find(one)).find((one) => one !== null);
  const visit = book.manifest?.visits.find(({ id }) => id === ref);
  const words = (name: string, value: string | string[]) =>
    [value]
      .flat()
      .map((one) => wordsOf(book, name, one))
      .join(', ');
  return facts([
    visit ? ['Visit', visit.siteName] : ['Device', nameOf(device ?? null, ref)],
    ...typed.map(([name, value]) => [labelOf(name), words(name, value)] as const),
  ]);
}

/** What was typed, to be typed anew: each text as it is, and the device where nobody knows it. */
function mendForm(app: Field, entry: Entry): HTMLElement {
  const { told } = entry;
  const device = app.book.find(entry.ref);
  const texts = Object.entries(entry.fields).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && !NOT_TYPED.has(pair[0]),
  );
  const moved = (told?.changes?.length ?? 0) > 0;
  const asField = ([name, value]: [string, string]) => textField(app, name, value, told?.errors?.[name]);
  return form(
    moved ? 'Do it all the same' : 'Send again',
    async (values) => {
      const { ref = entry.ref, ...typed } = values;
      const fields = { ...entry.fields, ...typed };
      // What the person has seen now counts, not what the phone knew then.
      const saw = moved ? { ...entry.saw, custody: null } : entry.saw;
      await mend(entry.key, { fields: moved ? { ...fields, custody: '' } : fields, ref: String(ref), saw });
      app.go('/waiting');
      app.refresh();
    },
    told?.unknown || !device
      ? field({
          name: 'ref',
          label: 'Tag or serial',
          type: 'tag',
          value: entry.ref,
          hint: 'As it is in the books',
        })
      : null,
    texts.filter(([name]) => told?.errors?.[name]).map(asField),
    el(
      'details',
      { class: 'more-fields' },
      el('summary', {}, 'What you typed'),
      texts.filter(([name]) => !told?.errors?.[name]).map(asField),
    ),
  );
}

function textField({ book }: Field, name: string, value: string, error: string | undefined): HTMLElement {
  const label = labelOf(name);
  const options = choicesFor(book, name, value);
  if (options) return field({ name, label, type: 'select', optional: true, value, options, error });
  const type = name === 'note' || name === 'text' ? 'textarea' : 'text';
  return field({ name, label, type, optional: true, value, error });
}

function withdrawForm(app: Field, entry: Entry): HTMLElement {
  return el(
    'details',
    { class: 'more-fields' },
    el('summary', {}, 'Withdraw it'),
    form(
      'Withdraw',
      async (values) => {
        await withdraw(entry.key, String(values.reason ?? ''));
        app.go('/waiting');
        app.refresh();
      },
      field({
        name: 'reason',
        label: 'Why',
        optional: true,
        max: 500,
        hint: 'Kept with what you typed: it is recorded that you withdrew it',
      }),
    ),
  );
}
