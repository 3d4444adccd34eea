import { z } from 'zod';
import { choice, optionalText, text } from '../fields.ts';

/** The lists whose filters can be kept under a name. */
export const VIEW_PAGES = ['repairs', 'devices'] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];

const page = () => z.preprocess((value) => value || undefined, choice(VIEW_PAGES).default('repairs'));

export const ViewName = z.object({ name: text(40), query: optionalText(1000), page: page() });
export type ViewName = z.infer<typeof ViewName>;
