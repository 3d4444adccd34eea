import { z } from 'zod';
import { optionalCode, optionalId, optionalText, optionalWhole, text, version } from '../fields.ts';

const Line = z
  .object({ group: optionalId(), part: optionalText(40), quantity: optionalWhole(1, 99) })
  .superRefine((line, context) => {
    if (line.group !== null && line.part !== '')
      context.addIssue({ code: 'custom', path: ['part'], message: 'A group or one part, not both' });
  });

/** Fields `lines.0.group` and so on, as a form sends them, to the list that JSON sends. */
function gathered(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || 'lines' in input) return input;
  const rest: Record<string, unknown> = {};
  const lines: Record<string, unknown>[] = [];
  for (const [name, value] of Object.entries(input)) {
    const [, at, field] = /^lines\.(\d{1,2})\.(group|part|quantity)$/.exec(name) ?? [];
    if (at === undefined || field === undefined) rest[name] = value;
    else {
      while (lines.length <= Number(at)) lines.push({});
      const line = lines[Number(at)];
      if (line) line[field] = value;
    }
  }
  return { ...rest, lines };
}

const kitFields = {
  name: text(120),
  /** offered for this fault; without one wherever a part of it fits */
  fault: optionalCode(),
  /** a group (whichever part of it the bin holds), or a part by its SKU or id */
  lines: z.array(Line).max(20, 'At most 20 lines'),
};

export const NewKit = z.preprocess(gathered, z.object(kitFields));
export type NewKit = z.infer<typeof NewKit>;
export const KitEdit = z.preprocess(gathered, z.object({ ...kitFields, version: version() }));
export type KitEdit = z.infer<typeof KitEdit>;
