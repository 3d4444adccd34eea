import { Hono } from 'hono';
import { byHeading, type Document, slug } from '../../views/api/document.ts';
import { ApiHeadingPage } from '../../views/api/heading.tsx';
import { ApiPage } from '../../views/api/page.tsx';
import { NotFound } from '../errors.ts';
import type { AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { meOperations, userOperations } from './accounts.ts';
import { findingOperations } from './audit-findings.ts';
import { auditOperations } from './audits.ts';
import { budgetOperations } from './budgets.ts';
import { bulkOperation } from './bulk.ts';
import { countOperations } from './counts.ts';
import { custodyOperations } from './custody.ts';
import { deviceLifeOperations } from './device-life.ts';
import { deviceRepairOperations, photoOperations } from './device-repairs.ts';
import { deviceOperations } from './devices.ts';
import { directoryOperations } from './directory.ts';
import { disposalOperations } from './disposal.ts';
import { makeDocument } from './document.ts';
import { exportOperations } from './exports.ts';
import { faultListOperations } from './fault-lists.ts';
import { fleetPlanOperations } from './fleet-plan.ts';
import { forecastOperations } from './forecast.ts';
import { historyOperations } from './history.ts';
import { importMoveOperations } from './import-moves.ts';
import { importOperations } from './imports.ts';
import { inboxOperations } from './inbox.ts';
import { invoiceOperations, returnOperations } from './invoices.ts';
import { keyOperations } from './keys.ts';
import { labelOperations } from './labels.ts';
import { leaverOperations } from './leavers.ts';
import { locationOperations } from './locations.ts';
import { modelOperations, variantOperations } from './models.ts';
import { orderMoveOperations } from './order-moves.ts';
import { orderOperations } from './orders.ts';
import { peopleOperations } from './people.ts';
import { priceListOperations } from './price-lists.ts';
import { proposalOperations } from './proposals.ts';
import { limitRate } from './rate.ts';
import { receiptOperations } from './receipts.ts';
import { moveOperations } from './repair-moves.ts';
import { repairOperations, viewOperations } from './repairs.ts';
import { searchOperations } from './search.ts';
import { settingsOperations } from './settings.ts';
import { settingsAreaOperations } from './settings-areas.ts';
import { settingsListOperations } from './settings-lists.ts';
import { signInWayOperations } from './sign-in-ways.ts';
import { binOperations, fitOperations } from './stock-bins.ts';
import { kitOperations, reservationOperations } from './stock-kits.ts';
import { ledgerOperations } from './stock-ledger.ts';
import { partOperations } from './stock-parts.ts';

import { supplierOperations } from './suppliers.ts';
import { swapOperations } from './swaps.ts';
import { takingOperations } from './taking.ts';
import { vehicleOperations } from './vehicles.ts';
import { vendorBatchOperations } from './vendor-batches.ts';
import { visitListOperations } from './visit-lists.ts';
import { visitWorkOperations } from './visit-work.ts';
import { visitOperations } from './visits.ts';
import { webhookOperations } from './webhooks.ts';
import { writeBackOperations } from './write-back.ts';

const v1 = new Hono<AppEnv>();
meOperations(v1);
searchOperations(v1);
importOperations(v1);
importMoveOperations(v1);
exportOperations(v1);
takingOperations(v1);
locationOperations(v1);
leaverOperations(v1);
peopleOperations(v1);
directoryOperations(v1);
writeBackOperations(v1);
modelOperations(v1);
variantOperations(v1);
deviceOperations(v1);
deviceLifeOperations(v1);
custodyOperations(v1);
swapOperations(v1);
deviceRepairOperations(v1);
repairOperations(v1);
moveOperations(v1);
photoOperations(v1);
viewOperations(v1);
faultListOperations(v1);
partOperations(v1);
binOperations(v1);
ledgerOperations(v1);
kitOperations(v1);
labelOperations(v1);
reservationOperations(v1);
findingOperations(v1);
auditOperations(v1);
countOperations(v1);
vehicleOperations(v1);
disposalOperations(v1);
fitOperations(v1);
supplierOperations(v1);
priceListOperations(v1);
budgetOperations(v1);
orderOperations(v1);
orderMoveOperations(v1);
receiptOperations(v1);
invoiceOperations(v1);
returnOperations(v1);
forecastOperations(v1);
fleetPlanOperations(v1);
historyOperations(v1);
proposalOperations(v1);
userOperations(v1);
keyOperations(v1);
settingsOperations(v1);
settingsAreaOperations(v1);
inboxOperations(v1);
settingsListOperations(v1);
signInWayOperations(v1);
vendorBatchOperations(v1);
visitWorkOperations(v1);
visitOperations(v1);
visitListOperations(v1);
webhookOperations(v1);

const routes = new Hono<AppEnv>();
bulkOperation(v1, routes);
routes.route('/api/v1', v1);

interface Made {
  document: Document;
  text: string;
}

let made: Made | undefined;

async function theDocument(): Promise<Made> {
  if (!made) {
    const document = (await makeDocument(routes)) as Document;
    made = { document, text: JSON.stringify(document) };
  }
  return made;
}

export const apiRoutes = new Hono<AppEnv>();
apiRoutes.use('/api/v1/*', limitRate);
apiRoutes.route('/', routes);

apiRoutes.get('/api/openapi.json', async (c) => {
  const { text } = await theDocument();
  return c.body(text, 200, { 'Content-Type': 'application/json' });
});

apiRoutes.get('/api', async (c) => {
  const { document } = await theDocument();
  const base = c.var.services.config.baseUrl;
  return c.html(<ApiPage frame={frameOf(c, 'settings')} document={document} base={base} />);
});

apiRoutes.get('/api/about/:heading', async (c) => {
  const { document } = await theDocument();
  const asked = c.req.param('heading');
  const found = [...byHeading(document)].find(([heading]) => slug(heading) === asked);
  if (!found) throw new NotFound();
  const [heading, listed] = found;
  const props = { heading, listed, document, base: c.var.services.config.baseUrl };
  return c.html(<ApiHeadingPage frame={frameOf(c, 'settings')} {...props} />);
});
