/** Why a part moved, as people say it. */
export const WHY_WORDS: Readonly<Record<string, string>> = {
  receive: 'received',
  use: 'used',
  transfer: 'moved',
  count: 'count',
  harvest: 'harvested',
  scrap: 'scrapped',
  return: 'back from repair',
  opening: 'opening count',
};

export const CONDITION_WORDS: Readonly<Record<string, string>> = {
  new: 'New',
  refurbished: 'Refurbished',
  harvested: 'Harvested',
};

/** Why parts that were sent did not arrive. */
export const SHORT_WORDS: Readonly<Record<string, string>> = {
  not_packed: 'Was not in the box',
  lost: 'Lost on the way',
  damaged: 'Damaged on the way',
  miscounted: 'Counted wrongly when sent',
};

/** Why parts are thrown away. */
export const SCRAP_WORDS: Readonly<Record<string, string>> = {
  broken: 'Broken in store',
  defective: 'Never worked',
  expired: 'Too old: battery, glue',
  obsolete: 'Fits nothing that is in use',
  unsafe: 'Unsafe: swollen, leaking',
};

/** R-000123 */
export function repairNumber(n: number | null): string {
  return n === null ? '' : `R-${String(n).padStart(6, '0')}`;
}

export function signed(n: number): string {
  return n > 0 ? `+${n}` : `${n}`.replace('-', '−');
}

export function keeperName(given: string | null, family: string | null): string {
  return given ? `${given} ${family ?? ''}`.trim() : '';
}
