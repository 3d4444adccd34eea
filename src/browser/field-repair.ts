import { filledIn, proposedPlace } from '../repairs/quick-rules.ts';
import type { Book, BookDevice, BookFault } from './field-book.ts';
import { type Child, el, link, notice } from './field-dom.ts';
import { field, form, type Option } from './field-form.ts';
import { kitOptions, partOptions } from './field-parts.ts';
import { photosOf } from './field-photos.ts';
import { aboutDevice, type Field, nameOf, OUTSIDE, type Page, pathOf, waitingNote } from './field-view.ts';
import { CAUSES, OUTCOMES } from './field-words.ts';

const IN_THE_OPEN = 6;

/** A repair on one screen: choosing the fault fills in the rest, and saving can be the next tap. */
export const repairPage: Page = (app, ref = '', code = '') => {
  const { book } = app;
  const device = book.find(ref);
  const name = nameOf(device, ref);
  const at = pathOf(device, ref);
  const model = device?.model ?? modelChosen(at);
  const fault = book.lists.faults.find((one) => one.code === code) ?? null;
  return {
    title: `Repair ${name}`,
    heading: [el('span', { class: 'mono' }, name), ' Repair'],
    lede: device ? book.name(device.model) : '',
    back: { path: at, label: name },
    content: [
      waitingNote(app, device?.id ?? ref),
      device ? null : [notice('wait', OUTSIDE), modelField(app, at)],
      faultLinks(book.faultsFor(model), code, at),
      device?.repair ? notice('note', 'This finishes the repair that was open on the copy.') : null,
      fault ? quickForm(app, ref, fault, model) : null,
    ],
  };
};

/** The model of a device that this phone does not know, where the person has said it. */
const chosenModels = new Map<string, string>();
const modelChosen = (at: string): string | null => chosenModels.get(at) ?? null;

function modelField({ book, refresh }: Field, at: string): HTMLElement {
  const options = book.lists.models.map(({ id, name }) => ({ value: id, label: name }));
  const shape = field({
    name: 'model',
    label: 'Model',
    type: 'select',
    optional: true,
    none: 'I do not know',
    value: modelChosen(at) ?? '',
    options,
  });
  shape.addEventListener('change', (event) => {
    if (event.target instanceof HTMLSelectElement) chosenModels.set(at, event.target.value);
    refresh();
  });
  return shape;
}

function faultLinks(faults: readonly BookFault[], chosen: string, at: string): HTMLElement {
  const first = faults.slice(0, IN_THE_OPEN);
  const one = faults.find(({ code }) => code === chosen);
  if (one && !first.includes(one)) first[IN_THE_OPEN - 1] = one;
  const rest = faults.filter((fault) => !first.includes(fault));
  const list = (some: readonly BookFault[]): Child =>
    el(
      'ul',
      { class: 'choices' },
      some.map(({ code, name }) => {
        const to = link(`#${at}/repair/${code}`, name, code === chosen ? 'button primary' : 'button plain');
        if (code === chosen) to.setAttribute('aria-current', 'true');
        return el('li', {}, to);
      }),
    );
  return el(
    'nav',
    { class: 'fault-links', 'aria-label': 'What is wrong' },
    list(first),
    rest.length > 0
      ? el('details', { class: 'more-fields' }, el('summary', {}, 'More faults'), list(rest))
      : null,
  );
}

function quickForm(app: Field, ref: string, fault: BookFault, model: string | null): HTMLElement {
  const { book } = app;
  const about = aboutDevice(app, ref);
  const { device } = about;
  const offers = book.offersFor(model, device?.variant ?? null, fault.code);
  const values = filledIn(fault, book.lists.remedies, offers, null);
  const open = (device?.lines ?? []).filter(([, , , done]) => !done);
  return form(
    'Save',
    async ({ photo: _, ...typed }, made) => {
      const remedy = book.lists.remedies.find(({ code }) => code === typed.remedy)?.name ?? '';
      // Whoever sorts it out later is told what it was taken for.
      const taken = device || !model ? '' : ` (${book.name(model)})`;
      const label = `${nameOf(device, ref)}${taken}: ${fault.name}, ${remedy}`;
      const fields = { ...typed, fault: fault.code, repair: device?.repair ?? '' };
      const { device: __, ...entry } = about;
      await app.keep({ ...entry, kind: 'quick', fields, label }, await photosOf(made), '/');
    },
    open.length > 1
      ? field({
          name: 'lines',
          label: 'What is finished',
          type: 'checkbox',
          value: open.map(([id]) => id),
          options: open.map(([id, code, symptom]) => ({
            value: id,
            label: book.name(code) || book.name(symptom) || 'Not said',
          })),
        })
      : null,
    el(
      'div',
      { class: 'fields' },
      field({
        name: 'remedy',
        label: 'Done',
        type: 'select',
        value: values.remedy,
        options: book.lists.remedies.map(({ code, name }) => ({ value: code, label: name })),
      }),
      field({ name: 'minutes', label: 'Minutes', type: 'number', value: values.minutes, max: 3 }),
    ),
    partFields(
      app,
      kitOptions(book.lists, { model, variant: device?.variant ?? null, fault: fault.code }),
      partOptions(offers, device?.variant ?? null),
      values.parts,
    ),
    more(book, device, values.outcome),
  );
}

/** Kits and parts that fit, and any other part by its code. */
export function partFields(
  { book }: Field,
  kits: readonly Option[],
  options: readonly Option[],
  chosen: readonly string[],
): Child {
  return [
    kits.length > 0
      ? el(
          'div',
          { class: 'part-choices' },
          field({ name: 'kits', label: 'Kit', type: 'checkbox', optional: true, options: kits }),
        )
      : null,
    options.length > 0
      ? el(
          'div',
          { class: 'part-choices' },
          field({ name: 'parts', label: 'Part', type: 'checkbox', optional: true, value: chosen, options }),
        )
      : null,
    el(
      'details',
      { class: 'more-fields' },
      el('summary', {}, options.length > 0 ? 'Another part, or more than one' : 'A part'),
      field({
        name: 'partCode',
        label: 'Part by SKU, number or name',
        type: 'tag',
        optional: true,
        max: 64,
        hint: 'Scan it or type it: any part can be used',
      }),
      field({
        name: 'partBin',
        label: 'It came from',
        type: 'select',
        optional: true,
        none: 'My vehicle',
        options: book.lists.bins
          .filter((bin) => !bin.mine)
          .map(({ id, name }) => ({ value: id, label: name })),
      }),
      field({ name: 'quantity', label: 'How many', type: 'number', value: '1', max: 3 }),
    ),
  ];
}

function more(book: Book, device: BookDevice | null, outcome: string): Child {
  const kindOf = (id: string | null) => book.lists.places.find((place) => place.id === id)?.kind ?? null;
  const place = device
    ? proposedPlace({
        ...device,
        holder: device.holderId,
        openRepair: device.repair,
        placeKind: kindOf(device.place),
      })
    : 'stay';
  const places = book.placesFor(device?.at ?? device?.home ?? null);
  return [
    field({ name: 'cause', label: 'Cause', type: 'radio', optional: true, options: CAUSES }),
    el(
      'details',
      { class: 'more-fields' },
      el('summary', {}, place === 'back' ? 'Handed back. More' : 'It stays where it is. More'),
      field({ name: 'outcome', label: 'Outcome', type: 'radio', value: outcome, options: OUTCOMES }),
      field({
        name: 'place',
        label: 'Where the device goes',
        type: 'radio',
        value: place,
        options: [
          { value: 'stay', label: 'It stays where it is' },
          { value: 'back', label: 'Handed back' },
          { value: 'spare', label: 'Spare pool' },
          { value: 'retire', label: 'Awaiting retirement' },
        ],
      }),
      field({
        name: 'location',
        label: 'Put at',
        type: 'select',
        optional: true,
        none: 'For spare pool and retirement: choose where',
        options: places.map(({ id, name }) => ({ value: id, label: name })),
      }),
      field({
        name: 'serial',
        label: 'Serial that it shows now',
        type: 'tag',
        optional: true,
        max: 64,
        hint: 'After a new mainboard',
      }),
      field({ name: 'note', label: 'Note', type: 'textarea', optional: true }),
      field({ name: 'photo', label: 'Photo', type: 'photo', optional: true }),
    ),
  ];
}
