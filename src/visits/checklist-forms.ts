import { z } from 'zod';
import { choice, dotted, optionalText, text, version } from '../fields.ts';
import { PURPOSES } from './forms.ts';

const list = {
  /** not `name`: a form's own property */
  title: text(80),
  purpose: choice(PURPOSES),
  /** one item a line */
  items: text(6000),
};

export const NewChecklist = z.object(list);
export type NewChecklist = z.infer<typeof NewChecklist>;

export const ChecklistEdit = z.object({ version: version(), ...list });
export type ChecklistEdit = z.infer<typeof ChecklistEdit>;

export const Versioned = z.object({ version: version() });
export type Versioned = z.infer<typeof Versioned>;

const byItem = (max: number) => z.record(z.string().regex(/^i\d{1,3}$/), optionalText(max));

/** An answer to each item; a "no" with a device opens its repair, without one it is to be done later. */
export const Checks = dotted(
  'answer',
  dotted('note', dotted('device', z.object({ answer: byItem(200), note: byItem(500), device: byItem(64) }))),
);
export type Checks = z.infer<typeof Checks>;
