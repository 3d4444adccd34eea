import { newId } from '../../src/db/id.ts';
import type { District } from '../crash/district.ts';
import { oneOf, type Random } from '../crash/random.ts';

/** Something that a person does in the field, told apart from all else by its key, which it leaves behind. */
export interface Act {
  key: string;
  kind: string;
  ref: string;
  about: string[];
  fields: Record<string, string | string[]>;
  photo?: Blob;
}

const KINDS = [
  'quick',
  'quick',
  'quick',
  'report',
  'custody',
  'custody',
  'loan',
  'swap',
  'note',
  'work',
  'photo',
  'unknown',
] as const;

/** The next thing that somebody does. */
export function someAct(random: Random, d: District): Act {
  const kind = oneOf(random, KINDS);
  return ACTS[kind](random, d, newId());
}

type Make = (random: Random, d: District, key: string) => Act;

const ACTS: Record<(typeof KINDS)[number], Make> = {
  quick: (random, { shelf, broken }, key) => {
    const device = oneOf(random, broken);
    const fault = oneOf(random, ['screen', 'battery', 'keyboard']);
    const parts = fault === 'screen' ? [`${shelf.panel}:${oneOf(random, [shelf.van, shelf.van2])}`] : [];
    const fields = { fault, remedy: 'replaced', minutes: '15', note: key, parts, place: 'stay' };
    return {
      key,
      kind: 'quick',
      ref: device,
      about: [device],
      fields,
      ...(random() < 0.2 ? { photo: picture() } : {}),
    };
  },
  report: (random, { broken }, key) => {
    const device = oneOf(random, broken);
    const fields = { fault: oneOf(random, ['screen', 'hinge']), note: key, priority: 'normal' };
    return { key, kind: 'report', ref: device, about: [device], fields };
  },
  custody: (random, { cast, handed }, key) => {
    const device = oneOf(random, handed);
    const [kind, target] = oneOf(random, [
      ['check_out', `person:${cast.student}`],
      ['check_out', `location:${cast.mapleCart}`],
      ['check_in', `location:${cast.maple}`],
      ['move', `location:${cast.van}`],
    ] as const);
    return { key, kind, ref: device, about: [device], fields: { target } };
  },
  loan: (random, { cast, handed }, key) => {
    const device = oneOf(random, handed);
    const fields = { target: `person:${cast.student}`, dueOn: '2099-06-30' };
    return { key, kind: 'loan', ref: device, about: [device], fields };
  },
  swap: (random, { cast, broken, handed }, key) => {
    const [device, spare] = [oneOf(random, broken), oneOf(random, handed)];
    const tag = String(80_000 + handed.indexOf(spare));
    const fields = { spare: tag, how: 'loaner', target: `location:${cast.van}` };
    return { key, kind: 'swap', ref: device, about: [device, spare], fields };
  },
  note: (_, { open }, key) => ({ key, kind: 'note', ref: open, about: [open], fields: { text: key } }),
  work: (random, { open, shelf }, key) => {
    const parts = [`${shelf.panel}:${oneOf(random, [shelf.van, shelf.van2])}`];
    const fields = { fault: 'screen', minutes: '1', note: key, parts };
    return { key, kind: 'work', ref: open, about: [open], fields };
  },
  photo: (random, { broken }, key) => {
    const device = oneOf(random, broken);
    return { key, kind: 'photo', ref: device, about: [device], fields: {}, photo: picture() };
  },
  // A tag that is in no copy: matched on arrival.
  unknown: (random, { broken }, key) => {
    const tag = String(70_000 + Math.floor(random() * broken.length));
    const fields = { fault: 'bezel', remedy: 'replaced', minutes: '5', note: key, place: 'stay' };
    return { key, kind: 'quick', ref: tag, about: [tag], fields };
  },
};

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAYAAAAMJL+VAAAAPklEQVR4AeyRwQkAMAwCTVbq/hu0M9kN4kPyU/AnCHd9AU6l' +
    'mcZyciABB5FGdEhMrXpwGgfagVyYgziQAD8AAAD//w6viN8AAAAGSURBVAMA87BssZLBi4YAAAAASUVORK5CYII=',
  'base64',
);

export function picture(): Blob {
  return new Blob([PICTURE], { type: 'image/png' });
}
