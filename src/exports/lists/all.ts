import type { ListExport } from '../list.ts';
import type { ListName } from '../list-rules.ts';
import * as devices from './devices.ts';
import * as directory from './directory.ts';
import * as field from './field.ts';
import * as purchasing from './purchasing.ts';
import * as repairs from './repairs.ts';
import * as stock from './stock.ts';

/** Every list that can be exported. A list without an entry here does not compile. */
export const LISTS: Readonly<Record<ListName, ListExport>> = {
  devices: devices.devices,
  people: devices.people,
  locations: devices.locations,
  models: devices.models,
  loans: devices.loans,
  repairs: repairs.repairs,
  'vendor-batches': repairs.batches,
  'at-the-vendor': repairs.away,
  covered: repairs.covered,
  parts: stock.parts,
  bins: stock.bins,
  groups: stock.groups,
  fits: stock.fits,
  kits: stock.kits,
  movements: stock.movements,
  value: stock.value,
  transfers: stock.transfers,
  'to-count': stock.toCount,
  counts: stock.counts,
  vehicles: stock.vehicles,
  orders: purchasing.orders,
  receipts: purchasing.receipts,
  'back-orders': purchasing.late,
  suppliers: purchasing.suppliers,
  invoices: purchasing.invoices,
  returns: purchasing.returns,
  budgets: purchasing.budgets,
  lots: field.lots,
  audits: field.audits,
  'due-audits': field.dueAudits,
  visits: field.visits,
  proposals: field.proposals,
  'write-back': directory.writeBack,
  leavers: directory.leavers,
  history: field.history,
  users: field.users,
};

/** A list by its name. */
export function listOf(name: string): ListExport | undefined {
  return Object.hasOwn(LISTS, name) ? LISTS[name as ListName] : undefined;
}
