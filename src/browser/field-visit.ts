import { card, el, facts, link, notice } from './field-dom.ts';
import { field, form } from './field-form.ts';
import type { Field, Page } from './field-view.ts';
import { AFTER } from './visit-steps.ts';

const STATES: Readonly<Record<string, string>> = {
  planned: 'planned',
  on_the_way: 'on the way',
  arrived: 'you are there',
  left: 'left',
};

/** This phone's own steps of a visit that wait: the next one can be done before the first is sent. */
const stepsOf = ({ entries }: Field, id: string) =>
  entries.filter((entry) => entry.ref === id && AFTER[entry.kind]);

/** The state of a visit with this phone's own steps. */
function stateOf(app: Field, id: string): string {
  const visit = app.book.manifest?.visits.find((one) => one.id === id);
  return AFTER[stepsOf(app, id).at(-1)?.kind ?? ''] ?? visit?.state ?? 'planned';
}

/** 'Sun, Nov 22, after 09:00' */
function whenOf({ day, fromTime }: { day: string; fromTime: string }): string {
  const date = new Date(`${day}T12:00:00`).toLocaleDateString('en-US', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
  });
  return fromTime ? `${date}, after ${fromTime}` : date;
}

export function visitsCard(app: Field) {
  const visits = app.book.manifest?.visits ?? [];
  if (visits.length === 0) return null;
  return card(
    'Visits',
    el(
      'ul',
      { class: 'rows' },
      visits
        .slice(0, 6)
        .map((visit) =>
          el(
            'li',
            {},
            link(`#/visit/${visit.id}`, visit.siteName),
            el('span', { class: 'quiet' }, `${whenOf(visit)}, ${STATES[stateOf(app, visit.id)] ?? ''}`),
          ),
        ),
    ),
  );
}

/** Arrive, note, leave: one tap each; the time is now. */
export const visitPage: Page = (app, id = '') => {
  const visit = app.book.manifest?.visits.find((one) => one.id === id);
  const back = { path: '/', label: 'In the field' };
  if (!visit)
    return { title: 'Visit', back, content: notice('note', 'This phone does not carry this visit.') };
  const state = stateOf(app, id);
  const here = `/visit/${id}`;
  const step = (kind: string, words: string, verb: string, more: HTMLElement | null = null) =>
    form(
      words,
      (fields) =>
        app.keep(
          { kind, ref: id, about: [id], fields: { at: '', ...fields }, label: `${visit.siteName}: ${verb}` },
          [],
          here,
        ),
      more,
    );
  return {
    title: visit.siteName,
    lede: `${whenOf(visit)}, ${STATES[state] ?? state}`,
    back,
    content: [
      facts([['Note', visit.note]]),
      state === 'planned' ? step('set_out', 'I am on my way', 'set out') : null,
      state === 'planned' || state === 'on_the_way'
        ? step(
            'arrive',
            'I am here',
            'arrived',
            field({ name: 'odometer', label: 'Odometer', type: 'number', optional: true, max: 9 }),
          )
        : null,
      state === 'arrived'
        ? [
            step(
              'visit_note',
              'Keep the note',
              'note',
              field({ name: 'text', label: 'Note', type: 'textarea' }),
            ),
            step('leave', 'I leave', 'left'),
          ]
        : null,
      state === 'left'
        ? notice(
            'wait',
            stepsOf(app, id).length > 0 ? 'Left. The recap is written when it is sent.' : 'Left.',
          )
        : null,
    ],
  };
};
