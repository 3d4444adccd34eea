import type { Calls } from './calls.ts';
import { auditCalls } from './calls-audits.ts';
import { bulkCalls } from './calls-bulk.ts';
import { claimCalls } from './calls-claims.ts';
import { countCalls } from './calls-counts.ts';
import { deviceCalls } from './calls-devices.ts';
import { directoryCalls } from './calls-directory.ts';
import { disposalCalls } from './calls-disposal.ts';
import { exportCalls } from './calls-exports.ts';
import { forecastCalls } from './calls-forecast.ts';
import { importCalls } from './calls-imports.ts';
import { keyCalls } from './calls-keys.ts';
import { labelCalls } from './calls-labels.ts';
import { orderCalls } from './calls-orders.ts';
import { otherCalls } from './calls-others.ts';
import { placeCalls } from './calls-places.ts';
import { priceListCalls } from './calls-price-lists.ts';
import { purchasingCalls } from './calls-purchasing.ts';
import { receiptCalls } from './calls-receipts.ts';
import { repairCalls } from './calls-repairs.ts';
import { settingsCalls } from './calls-settings.ts';
import { stockCalls } from './calls-stock.ts';
import { visitCalls } from './calls-visits.ts';
import { webhookCalls } from './calls-webhooks.ts';
import { workCalls } from './calls-work.ts';

/** Every operation as it is called rightly. An operation of the document that is missing here fails the build. */
export const everyCall: Calls = {
  ...placeCalls,
  ...bulkCalls,
  ...auditCalls,
  ...keyCalls,
  ...labelCalls,
  ...claimCalls,
  ...visitCalls,
  ...importCalls,
  ...exportCalls,
  ...directoryCalls,
  ...webhookCalls,
  ...workCalls,
  ...countCalls,
  ...deviceCalls,
  ...disposalCalls,
  ...forecastCalls,
  ...repairCalls,
  ...purchasingCalls,
  ...orderCalls,
  ...receiptCalls,
  ...priceListCalls,
  ...otherCalls,
  ...settingsCalls,
  ...stockCalls,
};
