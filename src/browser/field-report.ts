import { field, form, NotSaid } from './field-form.ts';
import { photosOf } from './field-photos.ts';
import { aboutDevice, nameOf, type Page, pathOf, waitingNote } from './field-view.ts';
import { PRIORITIES } from './field-words.ts';

/** Somebody tells that a device is broken. */
export const reportPage: Page = (app, ref = '') => {
  const { book } = app;
  const { device, ...about } = aboutDevice(app, ref);
  const name = nameOf(device, ref);
  return {
    title: `Report ${name}`,
    back: { path: pathOf(device, ref), label: name },
    content: [
      waitingNote(app, about.ref),
      form(
        'Report',
        async ({ photo: _, ...fields }, made) => {
          if (!fields.symptom && !fields.fault && !fields.note)
            throw new NotSaid('symptom', 'Say what is wrong: choose it, or write a note.');
          const what =
            book.name(String(fields.symptom ?? '')) || book.name(String(fields.fault ?? '')) || 'a note';
          await app.keep(
            { ...about, kind: 'report', fields, label: `${name}: reported ${what}` },
            await photosOf(made),
            '/',
          );
        },
        field({
          name: 'symptom',
          label: 'What is wrong',
          type: 'radio',
          optional: true,
          options: book.lists.symptoms.slice(0, 12).map(({ code, name: label }) => ({ value: code, label })),
        }),
        field({
          name: 'fault',
          label: 'Fault, where it is known',
          type: 'select',
          optional: true,
          options: book
            .faultsFor(device?.model ?? null)
            .map(({ code, name: label }) => ({ value: code, label })),
        }),
        field({
          name: 'priority',
          label: 'How urgent',
          type: 'select',
          value: 'normal',
          options: PRIORITIES,
        }),
        field({ name: 'note', label: 'Note', type: 'textarea', optional: true }),
        field({ name: 'photo', label: 'Photo', type: 'photo', optional: true }),
      ),
    ],
  };
};
