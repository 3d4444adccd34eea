import { z } from 'zod';
import { optionalText, text } from '../fields.ts';

export const ViewName = z.object({ name: text(40), query: optionalText(1000) });
export type ViewName = z.infer<typeof ViewName>;
