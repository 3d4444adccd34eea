/** Settings, models, parts and fits of the demo, as an admin and a manager would enter them. */
import { createModel, createVariant } from '../models/actions.ts';
import { installStartingLists } from '../repairs/install-starting-lists.ts';
import { addHoliday, createPlan, saveDistrict } from '../settings/actions.ts';
import { NewPlan } from '../settings/forms.ts';
import { createGroup, createPart, recordFit } from '../stock/catalog-actions.ts';
import { type ModelSeed, models } from './data-models.ts';
import type { GroupSeed, PartSeed } from './data-parts.ts';
import type { Stage } from './demo-stage.ts';
import { districtName, foundText } from './district.ts';
import { coveragePlan } from './plan.ts';
import type { Holiday } from './plan-days.ts';
import { isRecorded, touchOf } from './starting-fits.ts';

export async function playSettings(stage: Stage): Promise<void> {
  const { plan } = stage;
  const ctx = () => stage.ctx(null, plan.startsAt);
  await saveDistrict(ctx(), { version: 1, name: districtName, currency: 'USD', foundText });
  await installStartingLists(ctx());
  for (const holiday of breaks(plan.holidays)) await addHoliday(ctx(), holiday);
}

/** Days of one name that follow each other, as the form takes them. */
function breaks(days: readonly Holiday[]): { from: string; to: string | null; name: string }[] {
  const out: { from: string; to: string | null; name: string }[] = [];
  const next = (date: string) =>
    new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  for (const { date, name } of [...days].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const last = out.at(-1);
    if (last && last.name === name && next(last.to ?? last.from) === date) last.to = date;
    else out.push({ from: date, to: null, name });
  }
  return out;
}

export async function playCatalog(stage: Stage): Promise<void> {
  const ctx = stage.ctx(stage.by('admin'), stage.plan.startsAt);
  const { code, name, incidents, per } = coveragePlan;
  const pool = { vendor: stage.place('X1').id, poolPercent: '4', poolUnits: '1500' };
  stage.coverage.set(code, (await createPlan(ctx, NewPlan.parse({ name, incidents, per, ...pool }))).id);
  for (const model of models) await playModel(stage, model);
  for (const group of stage.plan.groups) await playGroup(stage, group);
}

async function playModel(stage: Stage, model: ModelSeed): Promise<void> {
  const ctx = () => stage.ctx(stage.by('admin'), stage.plan.startsAt);
  const { maker, name, number, kind, warrantyMonths, aueOn, aueSource, aueReadOn } = model;
  const facts = { maker, name, number, kind, warrantyMonths, price: model.priceCents };
  const aue = { aueOn, aueSource: aueSource ?? '', aueReadOn };
  const { id } = await createModel(ctx(), { ...facts, ...aue });
  if (id === null) throw new Error('An admin need not propose models');
  for (const { name: words, touch, convertible, lte } of model.variants) {
    const form = { touch: bit(touch), convertible: bit(convertible), lte: bit(lte) };
    await createVariant(ctx(), id, { name: words, ...form });
  }
  const rows = await ctx().db.all<{ id: string; name: string }>({
    sql: 'SELECT id, name FROM variants WHERE model = ?',
    parameters: [id],
  });
  const ids = new Map(rows.map((row) => [row.name, row.id]));
  const variants = new Map(model.variants.map((variant) => [variant.code, ids.get(variant.name) ?? '']));
  stage.models.set(model.code, { id, variants });
}

const bit = (yes: boolean): 0 | 1 => (yes ? 1 : 0);

async function playGroup(stage: Stage, group: GroupSeed): Promise<void> {
  const { plan } = stage;
  const ctx = () => stage.ctx(stage.by('manager'), plan.startsAt);
  const touch = touchOf(group);
  const screen = touch === null ? null : touch === 1 ? '1' : '0';
  const form = { name: group.name, partKind: group.kind, touch: screen } as const;
  const { id } = await createGroup(ctx(), form);
  stage.groups.set(group.code, id);
  for (const part of group.parts) await playPart(stage, group, id, part);
  for (const fault of group.faults)
    for (const fit of group.fits) {
      if (!isRecorded(plan.size.seed, group, fit.model, fault)) continue;
      const model = stage.models.get(fit.model);
      const variant = fit.variant === null ? null : (model?.variants.get(fit.variant) ?? null);
      await recordFit(ctx(), { model: model?.id ?? '', variant, fault, group: id, part: null });
    }
}

async function playPart(stage: Stage, group: GroupSeed, groupId: string, part: PartSeed): Promise<void> {
  const { sku, name, condition, priceCents, makerNumbers, barcode } = part;
  const { id } = await createPart(stage.ctx(stage.by('manager'), stage.plan.startsAt), {
    sku,
    name,
    group: groupId,
    partKind: group.kind,
    condition,
    counted: group.counted,
    touch: null,
    unit: 'each',
    pack: 1,
    price: priceCents,
    makerNumbers: [...makerNumbers],
    barcodes: [barcode],
  });
  if (id === null) throw new Error(`the manager only proposed ${sku}`);
  stage.parts.set(sku, id);
}
