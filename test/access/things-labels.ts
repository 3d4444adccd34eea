import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import type { Cast } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';

const PAPER = '01a00000-0000-7000-8000-000000005160';

/** A reserved range of each school; paper is the whole district's. */
export async function labelThings(engine: Engine, w: Cast) {
  const range = (id: string, site: string, prefix: string) =>
    row('tag_ranges', {
      id,
      name: `Summer ${prefix}`,
      prefix,
      digits: 5,
      first: 1,
      last: 10,
      first_tag: `${prefix}00001`,
      last_tag: `${prefix}00010`,
      site,
      reserved_by: w.mara,
      reserved_at: AT,
    });
  const tagRange = { own: newId(), other: newId() };
  await engine.batch([range(tagRange.own, w.maple, 'MA'), range(tagRange.other, w.birch, 'BI')]);
  return {
    tagRange,
    labelPaper: { own: PAPER, other: PAPER },
    partCode: { own: 'LCD-116-30', other: 'LCD-116-30' },
  };
}
