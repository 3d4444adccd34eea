import type { Database } from '../db/database.ts';
import { AUDIT_RULES } from './audit-queries.ts';
import { CATALOG_RULES } from './catalog-queries.ts';
import { CLAIM_RULES } from './claim-queries.ts';
import { COUNT_RULES } from './count-queries.ts';
import { DEVICE_RULES } from './device-queries.ts';
import { DIRECTORY_RULES } from './directory-queries.ts';
import { DISPOSAL_RULES } from './disposal-queries.ts';
import { FORECAST_RULES } from './forecast-queries.ts';
import { IMPORT_RULES } from './import-queries.ts';
import { LABEL_RULES } from './label-queries.ts';
import { PURCHASING_RULES } from './purchasing-queries.ts';
import { REPAIR_RULES } from './repair-queries.ts';
import type { Rule } from './rules.ts';
import { STOCK_RULES } from './stock-queries.ts';
import { SYNC_RULES } from './sync-queries.ts';
import { VISIT_RULES } from './visit-queries.ts';
import { WEBHOOK_RULES } from './webhook-queries.ts';

export interface Broken {
  rule: string;
  /** the first few that break it */
  examples: string[];
}

export const RULES: readonly Rule[] = [
  ...AUDIT_RULES,
  ...DEVICE_RULES,
  ...CATALOG_RULES,
  ...STOCK_RULES,
  ...COUNT_RULES,
  ...DIRECTORY_RULES,
  ...DISPOSAL_RULES,
  ...FORECAST_RULES,
  ...LABEL_RULES,
  ...IMPORT_RULES,
  ...PURCHASING_RULES,
  ...REPAIR_RULES,
  ...SYNC_RULES,
  ...CLAIM_RULES,
  ...VISIT_RULES,
  ...WEBHOOK_RULES,
];

const EXAMPLES = 5;

/** What breaks a rule, over the whole database; nothing where all of them hold. */
export async function brokenRules(db: Database, rules: readonly Rule[] = RULES): Promise<Broken[]> {
  const broken: Broken[] = [];
  for (const { name, sql } of rules) {
    const rows = await db.all<{ what: string }>({ sql: `${sql} LIMIT ${EXAMPLES}`, parameters: [] });
    if (rows.length > 0) broken.push({ rule: name, examples: rows.map((row) => String(row.what)) });
  }
  return broken;
}
