import type { Rule } from './rules.ts';

export const LABEL_RULES: readonly Rule[] = [
  {
    name: 'no two reserved ranges have a tag in common',
    sql: `SELECT a.id AS what FROM tag_ranges AS a JOIN tag_ranges AS b ON b.n > a.n
      AND length(b.first_tag) = length(a.first_tag) AND b.first_tag <= a.last_tag AND b.last_tag >= a.first_tag
      WHERE a.withdrawn_at IS NULL AND b.withdrawn_at IS NULL`,
  },
];
