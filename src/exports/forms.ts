import { z } from 'zod';
import { choice, flag, text } from '../fields.ts';

/** CSV unless a workbook is asked for. */
export const ExportFormat = z.enum(['csv', 'xlsx']).catch('csv');

const keys = z.preprocess(
  (value) => (Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value]),
  z.array(z.string().max(60)).max(100),
);

/** A list's export under a name. Its filters stand in the URL that it is sent to. */
export const SaveExport = z.object({
  name: text(80),
  format: choice(['csv', 'xlsx']),
  schedule: choice(['never', 'daily', 'weekly', 'monthly']),
  columns: keys,
});
export type SaveExport = z.infer<typeof SaveExport>;

export const Nothing = z.object({});

export const TakeOut = z.object({ photos: flag() });
export type TakeOut = z.infer<typeof TakeOut>;

/** To remove a person for good, the name is typed as it stands. */
export const Purge = z.object({ name: text(170), photos: flag() });
export type Purge = z.infer<typeof Purge>;
