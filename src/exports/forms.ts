import { z } from 'zod';

/** CSV unless a workbook is asked for. */
export const ExportFormat = z.enum(['csv', 'xlsx']).catch('csv');
