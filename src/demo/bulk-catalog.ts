/** Models, lists, parts and fits of a made district. */
import { startingFaults } from '../repairs/starting-list.ts';
import { startingRemedies } from '../repairs/starting-list-remedies.ts';
import { startingSymptoms } from '../repairs/starting-list-symptoms.ts';
import type { Fit, Load } from './bulk-load.ts';
import { loadSuppliers } from './bulk-suppliers.ts';
import { type ModelSeed, models } from './data-models.ts';
import type { GroupSeed, PartSeed } from './data-parts.ts';
import { coveragePlan } from './plan.ts';
import { isRecorded, touchOf } from './starting-fits.ts';

const OUTCOMES: Readonly<Record<string, string>> = {
  repaired: 'repaired',
  'no fault found': 'no_fault',
  'not worth repair': 'not_worth',
};

export function loadCatalog(load: Load): void {
  loadLists(load);
  for (const model of models) loadModel(load, model);
  loadCoverage(load);
  for (const group of load.plan.groups) loadGroup(load, group);
  loadSuppliers(load);
}

function loadLists(load: Load): void {
  const { plan, tables } = load;
  for (const { date, name } of plan.holidays) tables.holidays.add(date, name);
  for (const [i, one] of startingRemedies.entries()) {
    const outcome = OUTCOMES[one.outcome] ?? 'repaired';
    tables.remedies.add(one.code, one.name, one.minutes, one.takesPart, outcome, (i + 1) * 10);
  }
  for (const [i, one] of startingFaults.entries()) {
    const { code, name, level, minutes, remedy, partKind } = one;
    tables.faults.add(code, name, level, minutes, remedy, partKind, (i + 1) * 10);
  }
  for (const [i, { code, name, faults }] of startingSymptoms.entries())
    tables.symptoms.add(code, name, JSON.stringify(faults), (i + 1) * 10);
  load.first('repair-lists', {
    kind: 'settings',
    verb: 'installed',
    at: plan.startsAt,
    person: null,
    data: {
      faults: startingFaults.length,
      symptoms: startingSymptoms.length,
      remedies: startingRemedies.length,
    },
  });
}

function loadModel(load: Load, model: ModelSeed): void {
  const { ids, plan, tables } = load;
  const at = plan.startsAt;
  const id = ids.next();
  const { maker, name, number, kind, aueOn, aueSource, aueReadOn, warrantyMonths, priceCents } = model;
  tables.models.add(
    id,
    maker,
    name,
    number,
    kind,
    aueOn,
    aueSource,
    aueReadOn,
    warrantyMonths,
    priceCents,
    at,
  );
  if (aueOn && aueSource && aueReadOn)
    tables.model_aues.add(ids.next(), id, aueOn, aueSource, aueReadOn, at, load.by('admin'));
  const person = load.by('admin');
  const form = { maker, name, number, kind, warrantyMonths, price: priceCents };
  const data = { ...form, aueOn, aueSource: aueSource ?? '', aueReadOn };
  const chain = load.first(id, { kind: 'model', verb: 'created', at, person, data });
  const variants = new Map<string, { id: string; touch: number }>();
  for (const { code, name: words, ...one } of model.variants) {
    const variant = ids.next();
    const has = [Number(one.touch), Number(one.convertible), Number(one.lte)] as const;
    const [touch, convertible, lte] = has;
    tables.variants.add(variant, id, words, ...has);
    variants.set(code, { id: variant, touch });
    const added = { variant, name: words, touch, convertible, lte };
    load.records.add(chain, { kind: 'model', verb: 'variant added', at, person, data: added });
  }
  load.addModel(model.code, { id, variants });
}

const NO_POOL = { poolIncidents: null, poolPercent: null, poolUnits: null, poolYearFrom: '07-01' };

function loadCoverage(load: Load): void {
  const { ids, plan, tables } = load;
  const id = ids.next();
  const { code, name, incidents, per } = coveragePlan;
  tables.coverage_plans.add(id, name, incidents, per);
  load.coverage.set(code, id);
  load.first(id, {
    kind: 'coverage plan',
    verb: 'created',
    at: plan.startsAt,
    person: load.by('admin'),
    data: { name, incidents, per, vendor: null, ...NO_POOL },
  });
}

function loadGroup(load: Load, group: GroupSeed): void {
  const { ids, plan, tables } = load;
  const at = plan.startsAt;
  const person = load.by('manager');
  const id = ids.next();
  const touch = touchOf(group);
  tables.interchange_groups.add(id, group.name, group.kind, touch);
  load.groups.set(group.code, { id, touch });
  const data = { name: group.name, partKind: group.kind, touch: touch === null ? null : String(touch) };
  load.first(id, { kind: 'interchange group', verb: 'created', at, person, data });
  for (const part of group.parts) loadPart(load, group, id, part);
  for (const fault of group.faults)
    for (const fit of group.fits) {
      if (!isRecorded(plan.size.seed, group, fit.model, fault)) continue;
      const model = load.models.get(fit.model);
      const variant = fit.variant === null ? null : (model?.variants.get(fit.variant)?.id ?? null);
      loadFit(load, { model: model?.id ?? '', variant, fault, group: id }, at, person);
    }
}

function loadPart(load: Load, group: GroupSeed, groupId: string, part: PartSeed): void {
  const { ids, plan, tables } = load;
  const id = ids.next();
  const { sku, name, condition, priceCents, makerNumbers, barcode } = part;
  const counted = Number(group.counted);
  const at = plan.startsAt;
  tables.parts.add(id, sku, name, groupId, group.kind, condition, counted, priceCents, at);
  for (const number of makerNumbers) tables.part_numbers.add(ids.next(), id, 'maker', number.toUpperCase());
  tables.part_numbers.add(ids.next(), id, 'barcode', barcode);
  load.parts.set(sku, { id, group: group.code });
  load.ledger.price(id, priceCents);
  load.first(id, {
    kind: 'part',
    verb: 'created',
    at,
    person: load.by('manager'),
    data: {
      name,
      sku,
      group: groupId,
      partKind: group.kind,
      condition,
      counted: group.counted,
      touch: null,
      unit: 'each',
      pack: 1,
      price: priceCents,
      makerNumbers,
      barcodes: [barcode],
    },
  });
}

function loadFit(load: Load, { model, variant, fault, group }: Fit, at: string, person: string): void {
  const id = load.ids.next();
  load.tables.fits.add(id, model, variant, fault, group, 'confirmed', person, null, at, person, at);
  load.knowFit({ model, variant, fault, group });
  const data = { model, variant, fault, group, part: null };
  load.first(id, { kind: 'fit', verb: 'confirmed', at, person, data });
}
