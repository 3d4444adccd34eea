import { field, form, NotSaid } from './field-form.ts';
import { namedTarget } from './field-hand.ts';
import { aboutDevice, nameOf, type Page, pathOf, waitingNote } from './field-view.ts';
import { SWAPS } from './field-words.ts';

/** Scan the spare, one question, done. */
export const swapPage: Page = (app, ref = '') => {
  const { book } = app;
  const { device, ...about } = aboutDevice(app, ref);
  const name = nameOf(device, ref);
  const places = book.placesFor(device?.at ?? device?.home ?? null).slice(0, 300);
  return {
    title: `Swap ${name}`,
    back: { path: pathOf(device, ref), label: name },
    content: [
      waitingNote(app, about.ref),
      form(
        'Swap',
        async (fields) => {
          const spare = String(fields.spare ?? '').trim();
          const known = book.find(spare);
          const to = namedTarget(app, fields);
          if (!spare) throw new NotSaid('spare', 'Scan the device to hand over.');
          if (!to) throw new NotSaid('target', 'Say where the broken one goes.');
          const both = { ...about, about: [...about.about, known?.id ?? spare] };
          const label = `${name}: swapped for ${nameOf(known, spare)}`;
          await app.keep(
            { ...both, kind: 'swap', fields: { ...fields, ...to.fields, spare: known?.tag || spare }, label },
            [],
            '/',
          );
        },
        field({ name: 'spare', label: 'The device to hand over', type: 'tag', hint: 'Scan or type its tag' }),
        field({
          name: 'how',
          label: 'It is',
          type: 'radio',
          value: 'loaner',
          options: SWAPS,
        }),
        field({
          name: 'target',
          label: 'The broken one goes to',
          type: 'select',
          value: `location:${places[0]?.id ?? ''}`,
          options: places.map((place) => ({ value: `location:${place.id}`, label: place.name })),
        }),
        device?.repair
          ? null
          : field({
              name: 'symptom',
              label: 'What is wrong with the broken one',
              type: 'select',
              optional: true,
              options: book.lists.symptoms.map(({ code, name: label }) => ({ value: code, label })),
            }),
        field({ name: 'note', label: 'Note', type: 'textarea', optional: true }),
      ),
    ],
  };
};
