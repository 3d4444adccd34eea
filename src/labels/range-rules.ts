/** A run of tags: a prefix and numbers of a fixed count of digits. */
export interface TagRun {
  prefix: string;
  digits: number;
  first: number;
  last: number;
}

export function tagAt({ prefix, digits }: Pick<TagRun, 'prefix' | 'digits'>, number: number): string {
  return `${prefix}${String(number).padStart(digits, '0')}`;
}

/** How many tags a run has. */
export function sizeOf({ first, last }: Pick<TagRun, 'first' | 'last'>): number {
  return last - first + 1;
}

/** Tags of a run, `count` of them from the one at `offset`. */
export function tagsOf(run: TagRun, offset: number, count: number): string[] {
  const tags: string[] = [];
  const end = Math.min(run.last, run.first + offset + count - 1);
  for (let number = run.first + offset; number <= end; number++) tags.push(tagAt(run, number));
  return tags;
}

/** The first number after the highest tag in use or reserved, or null where so many do not fit the digits any more. */
export function nextNumber(
  run: Pick<TagRun, 'prefix' | 'digits'>,
  highest: readonly (string | null)[],
  count: number,
): number | null {
  let first = 1;
  for (const tag of highest) {
    const number = tag === null ? Number.NaN : Number(tag.slice(run.prefix.length));
    if (Number.isSafeInteger(number)) first = Math.max(first, number + 1);
  }
  return first + count - 1 < 10 ** run.digits ? first : null;
}
