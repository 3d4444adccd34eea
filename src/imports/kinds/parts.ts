import type { Ctx } from '../../context.ts';
import type { Change } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import { record } from '../../history/record.ts';
import { SUPPLIER_KINDS } from '../../purchasing/forms.ts';
import type { Applied, ImportKind, Options, Planned } from '../kind.ts';
import { findable, insertFacts, retireMany, stillAt, updateFacts } from './fact-changes.ts';
import { undoFacts } from './fact-undo.ts';
import type { Facts } from './facts-rules.ts';
import {
  addGroups,
  addNumbers,
  addPrices,
  addSuppliers,
  confirmFits,
  fitsBack,
  retireEmptyGroups,
  takeOutWith,
  useGroups,
} from './part-changes.ts';
import { PART_COLUMNS, PART_FACTS } from './part-columns.ts';
import { type PartPlan, planParts } from './part-plan.ts';
import { groupsNamed, openFits, partsBySku, suppliersNamed } from './part-queries.ts';

const NAMES = [
  ...PART_FACTS.map((column) => column.name),
  'interchange_group',
  'counted',
  'touch',
  'retired_at',
];

/** What undo needs besides what was written down: ids of what came with the row. */
interface Before {
  was: Facts | null;
  fits: string[];
  /** fits that were asked about or refused before */
  opened?: { id: string; state: string; by: string | null; at: string | null; confirmed: string }[];
  numbers: string[];
  prices: string[];
  groups: string[];
}

async function apply(
  ctx: Ctx,
  plans: readonly Planned[],
  options: Options,
): Promise<{ changes: Change[]; applied: Applied[] }> {
  const planned = plans.map((one) => ({ nr: one.nr, ...(one.data as PartPlan) }));
  const [parts, groups, suppliers] = await ctx.db.read(
    partsBySku(planned.map((row) => String(row.facts.sku))),
    groupsNamed(planned.map((row) => row.makeGroup)),
    suppliersNamed(planned.map((row) => row.price?.makeSupplier ?? '')),
  );
  // Rows of one part follow one another: the first of them makes it, in this commit or in one before.
  const bySku = new Map(parts.map((part) => [part.sku, part.id]));
  const groupIds = new Map(groups.map((group) => [group.name, group.id]));
  const supplierIds = new Map(suppliers.map((supplier) => [supplier.name, supplier.id]));
  const madeGroups: unknown[][] = [];
  const madeSuppliers: unknown[][] = [];
  const numbers: unknown[][] = [];
  const fits: unknown[][] = [];
  const prices = new Map<string, unknown[]>();
  const created: { id: string; facts: Facts }[] = [];
  const changed = new Map<string, { id: string; facts: Facts; was: Facts & { version: number } }>();
  const records: Change[] = [];
  const applied = planned.map((row): Applied => {
    const before: Before = { was: row.was, fits: [], numbers: [], prices: [], groups: [] };
    const group = row.makeGroup ? groupIds.get(row.makeGroup) : undefined;
    const groupId = row.makeGroup ? (group ?? newId()) : row.facts.interchange_group;
    if (row.makeGroup && !group) {
      groupIds.set(row.makeGroup, String(groupId));
      madeGroups.push([groupId, row.makeGroup, row.facts.part_kind]);
      before.groups.push(String(groupId));
    }
    const facts: Facts = { ...row.facts, interchange_group: groupId ?? null };
    const sku = String(facts.sku);
    const known = bySku.get(sku);
    const id = known ?? row.id;
    if (!known) {
      bySku.set(sku, id);
      created.push({ id, facts });
    } else if (row.was) changed.set(id, { id, facts, was: changed.get(id)?.was ?? row.was });
    for (const { kind, value } of row.numbers) {
      const number = newId();
      numbers.push([number, id, kind, value]);
      before.numbers.push(number);
    }
    for (const fit of row.fits) {
      const fitId = newId();
      fits.push([fitId, fit.model, fit.fault, groupId ?? null, groupId ? null : id]);
      before.fits.push(fitId);
    }
    if (row.price) {
      const { number, cents, makeSupplier } = row.price;
      const supplier = row.price.supplier || supplierIds.get(makeSupplier) || newId();
      if (makeSupplier && !supplierIds.has(makeSupplier)) {
        supplierIds.set(makeSupplier, supplier);
        madeSuppliers.push([supplier, makeSupplier]);
      }
      const priceId = newId();
      prices.set(`${supplier} ${id}`, [priceId, supplier, id, number, facts.pack, cents]);
      before.prices.push(priceId);
    }
    records.push(
      record({
        thing: id,
        kind: 'part',
        verb: known ? 'edited' : 'created',
        data: { ...facts, fits: row.fits, import: options.import },
        first: !known,
      }),
    );
    return { nr: row.nr, thing: id, before };
  });
  await keepOpenFits(ctx, fits, applied);
  const changes = [...changed.values()];
  return {
    applied,
    changes: [
      stillAt(
        'parts',
        changes.map(({ id, was }) => ({ id, version: was.version })),
      ),
      addGroups(madeGroups),
      useGroups(
        planned.flatMap((row) => (row.facts.interchange_group ? [String(row.facts.interchange_group)] : [])),
      ),
      addSuppliers(madeSuppliers, SUPPLIER_KINDS[0], ctx.now),
      insertFacts('parts', NAMES, created, ctx.now),
      updateFacts('parts', NAMES, changes),
      addNumbers(numbers),
      findable('parts', [...new Set(applied.map((row) => row.thing))]),
      confirmFits(fits, ctx.actor.person, ctx.now),
      addPrices([...prices.values()], ctx.today, ctx.actor.person, ctx.now),
      madeGroups.map(([id, name, partKind]) =>
        madeRecord('interchange group', String(id), { name, partKind }, options),
      ),
      madeSuppliers.map(([id, name]) => madeRecord('supplier', String(id), { name }, options)),
      records,
    ],
  };
}

/** What fits were before the import confirms them, beside the row that brings them. */
async function keepOpenFits(
  ctx: Ctx,
  fits: readonly unknown[][],
  applied: readonly Applied[],
): Promise<void> {
  const open = fits.length > 0 ? await ctx.db.all(openFits(fits)) : [];
  const rows = new Map(
    applied.flatMap((row) => (row.before as Before).fits.map((id) => [id, row.before as Before] as const)),
  );
  for (const { id, model, fault, side, state, by, at } of open) {
    const fit = fits.find((one) => one[1] === model && one[2] === fault && (one[3] ?? one[4]) === side);
    const before = rows.get(String(fit?.[0]));
    if (before) before.opened = [...(before.opened ?? []), { id, state, by, at, confirmed: ctx.now }];
  }
}

function madeRecord(kind: string, thing: string, data: Record<string, unknown>, options: Options): Change {
  return record({ thing, kind, verb: 'created', data: { ...data, import: options.import }, first: true });
}

export const parts: ImportKind = {
  name: 'parts',
  label: 'Parts and what they fit',
  columns: PART_COLUMNS,
  keys: [{ name: 'sku', label: 'SKU' }],
  makes: ['suppliers'],
  plan: planParts,
  apply,
  undo: async (ctx, applied, options) => {
    const { changes, kept } = await undoFacts(ctx, applied, options, {
      table: 'parts',
      kind: 'part',
      names: NAMES,
      takeOut: (ids) => retireMany('parts', ids, ctx.now),
    });
    const stays = new Set(kept.map((row) => row.nr));
    const out = applied.filter((row) => !stays.has(row.nr)).map((row) => row.before as Before);
    const brought = {
      fits: out.flatMap((before) => before.fits),
      prices: out.flatMap((before) => before.prices),
      numbers: out.flatMap((before) => before.numbers),
    };
    const groups = out.flatMap((before) => before.groups);
    const opened = out.flatMap((before) => before.opened ?? []);
    return {
      kept,
      changes: [takeOutWith(brought), fitsBack(opened), ...changes, retireEmptyGroups(groups, ctx.now)],
    };
  },
};
