import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { recount } from './changes.ts';
import type { DeviceFacts, DeviceKind, Use } from './forms.ts';
import { insertIdentifier } from './identifier-changes.ts';

export interface NewRecord {
  id: string;
  kind: DeviceKind;
  facts: DeviceFacts;
  /** normalized, '' for none */
  tag: string;
  serial: string;
  unidentified: boolean;
  use: Use;
  by: string | null;
}

/** A new device in service, with its identifiers, counted. Who has it is another domain's change. */
export function insertDevice(x: NewRecord, now: string): Change {
  const counted = { id: x.id, home: x.facts.home, model: x.facts.model, use: x.use, state: 'in_service' };
  return [
    q.insertInto('devices').values({
      id: x.id,
      kind: x.kind,
      tag: x.tag,
      serial: x.serial,
      unidentified: x.unidentified ? 1 : 0,
      use: x.use,
      state: 'in_service',
      created_at: now,
      ...columnsOf(x.facts),
    }),
    x.tag ? insertIdentifier(x.id, 'tag', x.tag, now) : null,
    x.serial ? insertIdentifier(x.id, 'serial', x.serial, now) : null,
    q.insertInto('device_uses').values({ id: newId(), device: x.id, use: x.use, from_at: now, person: x.by }),
    q
      .insertInto('device_states')
      .values({ id: newId(), device: x.id, state: 'in_service', from_at: now, person: x.by }),
    recount(null, counted),
  ];
}

/** What is written down about a device, from now on. */
export function updateDevice(id: string, kind: DeviceKind, facts: DeviceFacts): Change {
  return q
    .updateTable('devices')
    .set({ kind, ...columnsOf(facts) })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

/** Another site answers for the device. */
export function changeHome(id: string, home: string): Change {
  return q
    .updateTable('devices')
    .set({ home })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

/** The faults found on the device count for its new model, as they counted for the one written down before. */
export function moveFaultTallies(device: string, from: string, to: string): Change {
  const counted = `SELECT l.fault AS fault, count(*) AS n FROM repairs AS r JOIN repair_lines AS l ON l.repair = r.id
    WHERE r.device = ? AND l.fault IS NOT NULL AND l.withdrawn_at IS NULL GROUP BY l.fault`;
  return [
    {
      sql: `UPDATE fault_tallies SET n = n - (SELECT c.n FROM (${counted}) AS c WHERE c.fault = fault_tallies.fault)
            WHERE model = ? AND fault IN (SELECT c.fault FROM (${counted}) AS c)`,
      parameters: [device, from, device],
    },
    {
      sql: `INSERT INTO fault_tallies (model, fault, n) SELECT ?, c.fault, c.n FROM (${counted}) AS c WHERE true
            ON CONFLICT (model, fault) DO UPDATE SET n = n + excluded.n`,
      parameters: [to, device],
    },
  ];
}

function columnsOf(facts: DeviceFacts) {
  return {
    model: facts.model,
    variant: facts.variant,
    home: facts.home,
    condition: facts.condition,
    purchased_on: facts.purchasedOn,
    cost_cents: facts.cost,
    order_number: facts.orderNumber,
    funding_source: facts.fundingSource,
    federal_share: facts.federalShare,
    warranty_until: facts.warrantyUntil,
    coverage_plan: facts.coveragePlan,
    coverage_until: facts.coverageUntil,
    note: facts.note,
    ...(facts.wifiMac === undefined ? {} : { wifi_mac: facts.wifiMac }),
    ...(facts.ethernetMac === undefined ? {} : { ethernet_mac: facts.ethernetMac }),
    ...(facts.storageGb === undefined ? {} : { storage_gb: facts.storageGb }),
  };
}
