/** Who the parts of a made district are bought from, at what price, and from which budget. */
import type { Load } from './bulk-load.ts';
import { SUPPLIERS } from './demo-scenes-orders.ts';

/** Of what such a district spends on parts in a year, in cents for each device. */
const CENTS_A_DEVICE = 600;

export function loadSuppliers(load: Load): void {
  const { ids, plan, tables } = load;
  const at = plan.startsAt;
  const person = load.by('manager');
  for (const { name, kind, email, leadDays, shipping, sells, percent } of SUPPLIERS) {
    const id = ids.next();
    tables.suppliers.add(id, name, kind, email, shipping, leadDays, at);
    const data = { name, kind, minimumCents: 0, shippingCents: shipping, leadDays };
    load.first(id, { kind: 'supplier', verb: 'created', at, person, data });
    const sold = new Set<string>(sells);
    for (const group of plan.groups) {
      if (!group.counted || !sold.has(group.kind)) continue;
      for (const part of group.parts) {
        if (part.condition === 'harvested') continue;
        const price = Math.max(5, Math.round((part.priceCents * percent) / 100));
        const partId = load.parts.get(part.sku)?.id ?? '';
        tables.supplier_parts.add(ids.next(), id, partId, price, at.slice(0, 10), at, person);
      }
    }
  }
  const budget = ids.next();
  const day = plan.endsAt.slice(0, 10);
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '07-01' ? 1 : 0);
  const facts = {
    name: `Repair parts ${year}`,
    fund: 'General',
    accountCode: '11-2230-610',
    fiscalYearFrom: `${year}-07-01`,
    fiscalYearTo: `${year + 1}-06-30`,
    amountCents: CENTS_A_DEVICE * plan.size.devices,
  };
  tables.budgets.add(budget, ...Object.values(facts), at);
  load.first(budget, { kind: 'budget', verb: 'created', at, person, data: facts });
}
