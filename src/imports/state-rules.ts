/** Where an import is between its file and its end. */
export const STATES = [
  'uploading',
  'reading',
  'mapping',
  'planning',
  'ready',
  'applying',
  'applied',
  'stopped',
  'checking',
  'undoing',
  'undone',
  'failed',
  'dropped',
] as const;
export type State = (typeof STATES)[number];

/** Something is done step by step: by the server in the background, by the page's own requests, by the command line. */
export const BUSY: readonly State[] = ['reading', 'planning', 'applying', 'checking', 'undoing'];

export function isBusy(state: State): boolean {
  return BUSY.includes(state);
}

/** Whether what it brought in can be taken back as a whole. */
export function mayUndo(it: { state: State; applied: number; undone: number; clearedAt: string | null }) {
  return ['applied', 'stopped'].includes(it.state) && it.applied > it.undone && it.clearedAt === null;
}

/** Before anything of it went in it can be thrown away. */
export function mayDrop(state: State): boolean {
  return ['uploading', 'reading', 'mapping', 'planning', 'ready', 'failed'].includes(state);
}

/** Its columns can be chosen, or chosen anew. */
export function mayMap(state: State): boolean {
  return state === 'mapping' || state === 'ready';
}

/** Of an upload that goes up in parts. */
export const PART_BYTES = 20_000_000;
/** Rows of one commit. */
export const MOST_AT_ONCE = 500;
/** Characters of JSON in one stored value or one bound list. */
export const LONGEST_LIST = 300_000;

/** What a row would do, or does not do. */
export const DOES = ['create', 'change', 'same', 'reject', 'left'] as const;
export type Does = (typeof DOES)[number];

/** As many of the first as fit into one bound value, at least one. @param size characters of its JSON */
export function fitting<T>(list: readonly T[], size: (one: T) => number, most = LONGEST_LIST): T[] {
  let total = 0;
  const end = list.findIndex((one, i) => {
    total += size(one);
    return i > 0 && total > most;
  });
  return end < 0 ? [...list] : list.slice(0, end);
}

/** The names of all parts of an uploaded file. */
export function partNames(it: { id: string; parts: number }): string[] {
  return Array.from({ length: it.parts }, (_, i) => partName(it.id, i + 1));
}

export function partName(id: string, part: number): string {
  return `imports/${id}/${part}`;
}
