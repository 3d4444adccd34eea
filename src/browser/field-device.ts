import type { BookDevice } from './field-book.ts';
import { type Child, el, facts, link, notice } from './field-dom.ts';
import { ageOf, type Field, nameOf, OUTSIDE, type Page, pathOf, waitingNote } from './field-view.ts';

const USES: Readonly<Record<string, string>> = {
  one_to_one: 'One-to-one',
  cart: 'Cart',
  staff: 'Staff',
  loaner: 'Loaner',
  spare: 'Spare',
  testing: 'Testing',
};

/** What is lent for a day or until a repair is done. */
const LENT = new Set(['loaner', 'spare']);

const STATES: Readonly<Record<string, string>> = {
  in_service: 'In service',
  lost: 'Lost',
  stolen: 'Stolen',
  retired: 'Retired',
};

/** A device from the copy, marked with its age; or what can be done with one that this phone does not know. */
export const devicePage: Page = (field, ref = '') => {
  const device = field.book.find(ref);
  const name = nameOf(device, ref);
  const at = pathOf(device, ref);
  return {
    title: name,
    heading: el('span', { class: 'mono' }, name),
    lede: device ? field.book.name(device.model) : 'Not in the copy',
    back: { path: '/', label: 'In the field' },
    content: [
      waitingNote(field, device?.id ?? ref),
      device ? stateNote(device) : notice('wait', OUTSIDE),
      el('div', { class: 'page-actions' }, actions(field, device, at)),
      device ? about(field, device) : null,
    ],
  };
};

function stateNote({ state, asOf }: BookDevice): Child {
  const age = el('p', { class: 'quiet' }, `As it was on the copy, ${ageOf(asOf)}.`);
  if (state === 'in_service') return age;
  const words = STATES[state] ?? state;
  return [notice(state === 'retired' ? 'wait' : 'bad', `${words} by the books.`), age];
}

function actions({ book }: Field, device: BookDevice | null, at: string): Child {
  const can = book.manifest?.can;
  const to = (path: string, words: string, look = 'plain') => link(`#${at}/${path}`, words, `button ${look}`);
  return [
    can?.work === false ? null : to('repair', 'Repair', 'primary'),
    can?.report === false ? null : to('report', 'Report'),
    can?.swap === false || !device ? null : to('swap', 'Swap'),
    can?.custody === false
      ? null
      : [
          to('hand/check_out', 'Check out'),
          to('hand/check_in', 'Check in'),
          to('hand/move', 'Move'),
          device && LENT.has(device.use) && !device.due ? to('hand/loan', 'Lend') : null,
        ],
    device?.repair && can?.work ? to('part', 'Use a part') : null,
    device?.repair ? to('note', 'Note') : null,
    to('photo', 'Photo'),
  ];
}

function about({ book }: Field, device: BookDevice): HTMLElement {
  const model = book.lists.models.find(({ id }) => id === device.model);
  // A room's name has its site's before it.
  const place = book.name(device.place) || book.name(device.at);
  const slot = device.slot === null ? '' : `, slot ${device.slot}`;
  return facts([
    ['Tag', device.tag],
    ['Serial', device.serial],
    ['Issued to', device.issued ? device.issued + slot : 'nobody'],
    ['Who has it', [device.holder, place].filter(Boolean).join(', ') || 'nobody knows'],
    ['Home school', book.name(device.home)],
    ['Due back', device.due],
    ['For', USES[device.use] ?? device.use],
    ['State', STATES[device.state] ?? device.state],
    ['Variant', book.lists.variants.find(({ id }) => id === device.variant)?.name],
    ['Updates end', model?.aue],
    ['Warranty until', device.warranty],
    ['Coverage until', device.covered],
    [
      'Open repair',
      device.repair
        ? `R-${String(device.number).padStart(6, '0')}: ${openLines(device, (code) => book.name(code))}`
        : '',
    ],
    ['Repairs before', device.repairs > 0 ? `${device.repairs}, last: ${device.last ?? ''}` : 'none'],
    ['Last seen', device.seen?.slice(0, 10)],
    ['Also known as', device.former?.join(', ')],
  ]);
}

/** What is wrong by the open repair's lines that are not done. */
export function openLines(device: BookDevice, name: (code: string | null) => string): string {
  const open = (device.lines ?? []).filter(([, , , done]) => !done);
  return (
    open.map(([, fault, symptom]) => name(fault) || name(symptom) || 'not said').join(', ') || 'all done'
  );
}
