import { el, notice } from './field-dom.ts';
import { type FieldShape, field, form, NotSaid } from './field-form.ts';
import { aboutDevice, type Field, nameOf, OUTSIDE, type Page, pathOf, waitingNote } from './field-view.ts';
import { MISSING } from './field-words.ts';

const WAYS: Readonly<Record<string, { title: string; verb: string; submit: string }>> = {
  check_out: { title: 'Check out', verb: 'checked out to', submit: 'Check out' },
  check_in: { title: 'Check in', verb: 'checked in at', submit: 'Check in' },
  move: { title: 'Move', verb: 'moved to', submit: 'Move' },
  loan: { title: 'Lend', verb: 'lent to', submit: 'Lend' },
};

/** Hands a device to somebody or somewhere. */
export const handPage: Page = (app, ref = '', way = 'move') => {
  const { title, verb, submit } = WAYS[way] ?? { title: 'Move', verb: 'moved to', submit: 'Move' };
  const { device, ...about } = aboutDevice(app, ref);
  const name = nameOf(device, ref);
  return {
    title: `${title} ${name}`,
    back: { path: pathOf(device, ref), label: name },
    content: [
      waitingNote(app, about.ref),
      device ? null : notice('wait', OUTSIDE),
      form(
        submit,
        async (fields) => {
          const to = namedTarget(app, fields);
          if (!to) throw new NotSaid('to', 'Say to whom or where: scan, type or choose.');
          const typed = { ...fields, ...to.fields, keep: way === 'move' ? (fields.keep ?? '') : '' };
          await app.keep(
            { ...about, kind: way, fields: typed, label: `${name}: ${verb} ${to.label}` },
            [],
            '/',
          );
        },
        field(toField(way)),
        way === 'loan'
          ? field({ name: 'dueOn', label: 'Comes back on', type: 'date', value: todayHere() })
          : null,
        way === 'loan'
          ? null
          : field({
              name: 'target',
              label: way === 'check_out' ? 'Or a place' : 'Or one of these',
              type: 'select',
              optional: true,
              options: app.book
                .placesFor(device?.at ?? device?.home ?? null)
                .slice(0, 300)
                .map((place) => ({ value: `location:${place.id}`, label: place.name })),
            }),
        way === 'check_out'
          ? field({
              name: 'issue',
              label: 'It is issued to them',
              type: 'checkbox',
              optional: true,
              options: [{ value: '1', label: 'Issue it as well' }],
            })
          : null,
        way === 'check_in'
          ? field({
              name: 'missing',
              label: 'Missing',
              type: 'checkbox',
              optional: true,
              options: MISSING,
            })
          : null,
        peopleList(app),
      ),
    ],
  };
};

/** The day by the phone's own clock: a loan for today is the usual one. */
function todayHere(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function toField(way: string): FieldShape {
  if (way === 'loan')
    return { name: 'to', label: 'To whom', type: 'tag', hint: 'Scan a badge, or type a name' };
  if (way === 'check_out')
    return {
      name: 'to',
      label: 'To whom or where',
      type: 'tag',
      optional: true,
      hint: 'Scan a badge, or the code of a room or cart, or type a name',
    };
  return {
    name: 'to',
    label: 'Where',
    type: 'tag',
    optional: true,
    hint: 'Scan or type the code of a place',
  };
}

const MOST_NAMES = 400;

/** Names that the browser offers while one is typed. */
function peopleList({ book }: Field) {
  const list = el(
    'datalist',
    { id: 'f-people' },
    book.people.slice(0, MOST_NAMES).map(({ name }) => el('option', { value: name })),
  );
  queueMicrotask(() => document.getElementById('f-to')?.setAttribute('list', 'f-people'));
  return list;
}

/** Whom or what a form names: by badge or code, by a name that only one has, or as it was chosen. */
export function namedTarget(
  { book }: Field,
  fields: Readonly<Record<string, string | string[]>>,
): { fields: { to: string; target: string }; label: string } | null {
  const to = String(fields.to ?? '').trim();
  const target = String(fields.target ?? '');
  if (to) {
    const known = book.target(to) ?? onlyPerson(book.people, to);
    return { fields: { to: known ? '' : to, target: known?.value ?? '' }, label: known?.label ?? to };
  }
  if (!target) return null;
  return { fields: { to: '', target }, label: book.name(target.slice(target.indexOf(':') + 1)) };
}

function onlyPerson(people: readonly { id: string; name: string }[], text: string) {
  const found = people.filter(({ name }) => name.toLowerCase() === text.toLowerCase());
  const [one] = found;
  return one && found.length === 1 ? { value: `person:${one.id}`, label: one.name } : null;
}
