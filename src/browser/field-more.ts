import { el, notice } from './field-dom.ts';
import { field, form, NotSaid } from './field-form.ts';
import { kitOptions, partOptions } from './field-parts.ts';
import { photosOf } from './field-photos.ts';
import { partFields } from './field-repair.ts';
import { aboutDevice, nameOf, type Page, pathOf, waitingNote } from './field-view.ts';
import { STEPS } from './field-words.ts';

/** A note on the repair that is open. */
export const notePage: Page = (app, ref = '') => {
  const { device, ...about } = aboutDevice(app, ref);
  const name = nameOf(device, ref);
  return {
    title: `Note on ${name}`,
    back: { path: pathOf(device, ref), label: name },
    content: device?.repair
      ? form(
          'Save',
          async (fields) => {
            const entry = {
              ...about,
              ref: device.repair ?? '',
              kind: 'note',
              fields,
              label: `${name}: note`,
            };
            await app.keep(entry, [], pathOf(device, ref));
          },
          field({ name: 'text', label: 'Note', type: 'textarea', max: 4000 }),
        )
      : notice('note', 'No repair is open on this device. A note goes with a report or a repair.'),
  };
};

/** A part goes into the open repair, which stays open. */
export const partPage: Page = (app, ref = '') => {
  const { book } = app;
  const { device, ...about } = aboutDevice(app, ref);
  const name = nameOf(device, ref);
  const [line] = (device?.lines ?? []).filter(([, fault, , done]) => fault && !done);
  const faults = book.faultsFor(device?.model ?? null);
  const fault = line?.[1] ?? faults[0]?.code ?? '';
  const model = device?.model ?? null;
  const variant = device?.variant ?? null;
  const kits = kitOptions(book.lists, { model, variant, fault });
  const options = partOptions(book.offersFor(model, variant, fault), variant);
  return {
    title: `Part for ${name}`,
    back: { path: pathOf(device, ref), label: name },
    content: [
      waitingNote(app, about.ref),
      form(
        'Save',
        async (fields) => {
          const worked = Number(fields.minutes) > 0 || fields.note;
          if (!fields.parts && !fields.kits && !fields.partCode && !worked)
            throw new NotSaid('parts', 'Choose the part, or type its code.');
          const typed = { ...fields, line: line?.[0] ?? '', remedy: '' };
          const entry = {
            ...about,
            ref: device?.repair ?? '',
            kind: 'work',
            fields: typed,
            label: `${name}: part used`,
          };
          await app.keep(entry, [], pathOf(device, ref));
        },
        field({
          name: 'fault',
          label: 'For',
          type: 'select',
          value: fault,
          options: faults.map(({ code, name: label }) => ({ value: code, label })),
        }),
        partFields(app, kits, options, []),
        field({ name: 'minutes', label: 'Minutes', type: 'number', value: '0', max: 4 }),
        field({ name: 'note', label: 'Note', type: 'textarea', optional: true }),
      ),
    ],
  };
};

/** Photos of a device: sent after everything else. */
export const photoPage: Page = (app, ref = '') => {
  const { device, ...about } = aboutDevice(app, ref);
  const name = nameOf(device, ref);
  return {
    title: `Photo of ${name}`,
    back: { path: pathOf(device, ref), label: name },
    content: [
      waitingNote(app, about.ref),
      form(
        'Keep',
        async ({ photo: _, ...fields }, made) => {
          const photos = await photosOf(made);
          if (photos.length === 0) throw new NotSaid('photo', 'Take or choose a photo.');
          await app.keep({ ...about, kind: 'photo', fields, label: name }, photos, pathOf(device, ref));
        },
        field({ name: 'photo', label: 'Photo', type: 'photo' }),
        field({
          name: 'step',
          label: 'It shows',
          type: 'select',
          optional: true,
          options: STEPS,
        }),
        el('p', { class: 'quiet' }, 'Photos are sent after everything else.'),
      ),
    ],
  };
};
