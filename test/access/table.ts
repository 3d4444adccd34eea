import { ACCOUNT_ROUTES } from './table-accounts.ts';
import { AUDIT_ROUTES } from './table-audits.ts';
import { CLAIM_ROUTES } from './table-claims.ts';
import { COUNT_ROUTES } from './table-counts.ts';
import { DEVICE_PAGES } from './table-devices.ts';
import { DIRECTORY_ROUTES } from './table-directory.ts';
import { DISPOSAL_ROUTES } from './table-disposal.ts';
import { EXPORT_ROUTES } from './table-exports.ts';
import { FORECAST_ROUTES } from './table-forecast.ts';
import { IMPORT_ROUTES } from './table-imports.ts';
import { JSON_ROUTES } from './table-json.ts';
import { KEY_ROUTES } from './table-keys.ts';
import { LABEL_ROUTES } from './table-labels.ts';
import { PURCHASING_ROUTES } from './table-purchasing.ts';
import { REPAIR_PAGES } from './table-repairs.ts';
import { STOCK_ROUTES } from './table-stock.ts';
import { SYNC_ROUTES } from './table-sync.ts';
import { VISIT_ROUTES } from './table-visits.ts';
import { WEBHOOK_ROUTES } from './table-webhooks.ts';
import { WORK_ROUTES } from './table-work.ts';

/*
 * Who may do what, written out by hand from the table of roles in the plan: one mark a column.
 *
 *   intern  I  II  III  manager  contact  contact elsewhere  auditor  admin
 *
 * y  may (it may still be that the form has faults, or that nothing is to be done)
 * f  the role does not include it: 403
 * -  it does not exist for this person: 404
 *
 * "Contact" asks about the own school's thing, or what is the own person's; "contact elsewhere" about
 * Birch's. What belongs to one person (scanning modes, views, mentions, undoing) is nobody else's,
 * whatever their role: there the one y is its owner's.
 */
export type Table = Readonly<Record<string, string>>;

export const TABLE: Table = {
  ...ACCOUNT_ROUTES,
  ...AUDIT_ROUTES,
  ...CLAIM_ROUTES,
  ...COUNT_ROUTES,
  ...DEVICE_PAGES,
  ...DIRECTORY_ROUTES,
  ...DISPOSAL_ROUTES,
  ...EXPORT_ROUTES,
  ...FORECAST_ROUTES,
  ...REPAIR_PAGES,
  ...IMPORT_ROUTES,
  ...JSON_ROUTES,
  ...KEY_ROUTES,
  ...LABEL_ROUTES,
  ...PURCHASING_ROUTES,
  ...SYNC_ROUTES,
  ...STOCK_ROUTES,
  ...VISIT_ROUTES,
  ...WEBHOOK_ROUTES,
  ...WORK_ROUTES,
};

/** Nobody needs to be signed in: what these answer to anybody, and (with a session) to everybody. */
export const OPEN: Readonly<Record<string, readonly [nobody: number, somebody: number]>> = {
  'GET /healthz': [200, 200],
  // The address is the key, and this one is none.
  'GET /calendar/:file': [404, 404],
  'GET /api': [200, 200],
  'GET /api/openapi.json': [200, 200],
  // The address is the key, and this one is none.
  'GET /exports/made/:token': [404, 404],
  // There is no such heading.
  'GET /api/about/:heading': [404, 404],
  // It holds nothing: what it shows is on the phone.
  'GET /field': [200, 200],
  'GET /sign-in': [200, 303],
  'POST /sign-in': [422, 422],
  'POST /sign-in/kept': [422, 422],
  // No provider has this name.
  'GET /sign-in/with/:provider': [404, 404],
  'GET /sign-in/with/:provider/back': [404, 404],
  // An answer of no passkey.
  'POST /sign-in/passkey': [422, 422],
  'POST /sign-in/passkey/options': [200, 200],
  'POST /sign-out': [303, 303],
  // Only the district's "if found" text to strangers; the device to those who may see it.
  'GET /t/:tag': [200, 303],
  // The link is the key, and this one is none.
  'GET /setup/:token': [404, 404],
  'POST /setup/:token': [404, 404],
  'GET /invitation/:token': [404, 404],
  'POST /invitation/:token': [404, 404],
  'GET /reset/:token': [404, 404],
  'POST /reset/:token': [404, 404],
};
