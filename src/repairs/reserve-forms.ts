import { z } from 'zod';
import { id, whole } from '../fields.ts';

/** A form's one choice 'part:bin', as the two that JSON sends. */
function split(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('part' in input)) return input;
  const [part, bin] = String(input.part).split(':');
  return bin === undefined ? input : { ...input, part, bin };
}

export const Reserve = z.preprocess(split, z.object({ part: id(), bin: id(), quantity: whole(1, 999) }));
export type Reserve = z.infer<typeof Reserve>;
