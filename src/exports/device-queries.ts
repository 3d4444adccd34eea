import { idsOf } from '../db/json-list.ts';
import { q } from '../db/query.ts';

/** What an export of devices says besides what the list shows, for the devices of one page. */
export function deviceFacts(ids: readonly string[]) {
  return q
    .selectFrom('devices as d')
    .innerJoin('models as m', 'm.id', 'd.model')
    .leftJoin('people as p', 'p.id', 'd.assigned_person')
    .leftJoin('locations as l', 'l.id', 'd.assigned_location')
    .where('d.id', 'in', (e) => idsOf(e, ids))
    .select(['d.id', 'd.kind', 'm.aue_on as aueOn', 'd.purchased_on as purchasedOn'])
    .select(['d.cost_cents as costCents', 'd.order_number as orderNumber', 'd.funding_source as funding'])
    .select(['d.warranty_until as warrantyOn', 'd.condition', 'l.name as issuedPlace'])
    .select(['d.storage_gb as storageGb', 'd.wifi_mac as wifiMac', 'd.ethernet_mac as ethernetMac'])
    .select(['p.given_name as given', 'p.family_name as family', 'p.kind as personKind'])
    .select(['p.grade as personGrade', 'p.site as personSite']);
}

export type DeviceFacts = Awaited<ReturnType<ReturnType<typeof deviceFacts>['execute']>>[number];
