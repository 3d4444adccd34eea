import type { Ctx } from '../context.ts';
import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import type { Query } from '../db/query.ts';
import { Invalid } from '../errors.ts';
import { askAgain } from '../stock/fit-changes.ts';
import { kitTakes } from '../stock/kit-queries.ts';
import { prefixQuery } from '../stock/list-queries.ts';
import { variantFromPart } from '../stock/offer-rules.ts';
import { proposeFit, type UsedWithoutFit, usePart } from '../stock/use-changes.ts';
import { setVariant } from './line-changes.ts';

/** What a form says about parts: see `partFields` of move-forms.ts. */
export interface PartChoice {
  parts: readonly string[];
  /** kits, each as 'kit:bin': all their parts go in */
  kits: readonly string[];
  partCode: string;
  partBin: string | null;
  quantity: number;
}

/** What the parts go into. */
export interface Fitting {
  device: { id: string; model: string; variant: string | null };
  fault: string;
}

interface PartRow {
  id: string;
  sku: string;
  name: string;
  counted: number;
  priceCents: number;
  group: string | null;
  groupTouch: number | null;
  fitVariant: string | null;
}

export interface ChosenPart extends PartRow {
  /** id of the repair_parts row to be */
  use: string;
  bin: string | null;
  quantity: number;
}

export interface ChosenParts {
  parts: readonly ChosenPart[];
  /** the variant that the device must be by these parts, where nobody knew it */
  variant: string | null;
}

// A fit that names no variant says nothing about the device's; so it hides those that do.
const PARTS = `SELECT p.id, p.sku, p.name, p.counted, p.price_cents AS priceCents, p.interchange_group AS "group",
    g.touch AS groupTouch,
    (SELECT f.variant FROM fits AS f WHERE f.model = ? AND f.fault = ? AND f.state <> 'refused'
      AND (f.part = p.id OR f.interchange_group = p.interchange_group)
      ORDER BY f.variant IS NOT NULL LIMIT 1) AS fitVariant
  FROM parts AS p LEFT JOIN interchange_groups AS g ON g.id = p.interchange_group
  WHERE p.retired_at IS NULL AND`;

/** A part takes a dozen statements, and a commit has fewer than 500. */
const AT_ONCE = 30;

const NONE: ChosenParts = { parts: [], variant: null };

/**
 * The parts that a form names, by choice or by code, with what using them needs.
 * @throws Invalid at the field whose part or bin is not there, or whose code fits several parts
 */
export async function chooseParts(ctx: Ctx, choice: PartChoice, into: Fitting): Promise<ChosenParts> {
  if (choice.parts.length + choice.kits.length === 0 && !choice.partCode) return NONE;
  const { model, variant } = into.device;
  const takes = await kitParts(ctx, choice.kits);
  const picks = choice.parts.map((pick) => pick.split(':') as [string, string]);
  const ids = [...picks.map(([part]) => part), ...takes.map(({ part }) => part)];
  const [picked, bins, variants] = await ctx.db.read(
    parts(model, into.fault, 'p.id IN (SELECT value FROM json_each(?))', ids),
    binsOf([...picks.map(([, bin]) => bin), ...takes.map(({ bin }) => bin ?? ''), choice.partBin ?? '']),
    variantsOf(variant ? '' : model),
  );
  const known = new Set(bins.map((bin) => bin.id));
  const chosen = picks.map(([part, bin]): ChosenPart => {
    const row = picked.find((one) => one.id === part);
    if (!row || (bin && !known.has(bin)))
      throw new Invalid({ parts: 'Choose from the parts that are offered' });
    return { ...row, use: newId(), bin: bin || null, quantity: choice.quantity };
  });
  for (const { part, bin, quantity } of takes) {
    const row = picked.find((one) => one.id === part);
    if (!row || (bin && !known.has(bin)))
      throw new Invalid({ kits: 'Choose from the kits that are offered' });
    chosen.push({ ...row, use: newId(), bin, quantity });
  }
  if (choice.partCode) {
    if (choice.partBin && !known.has(choice.partBin)) throw new Invalid({ partBin: 'Choose a bin in use' });
    const [coded, named, mine] = await ctx.db.read(
      byCode(model, into.fault, choice.partCode),
      byName(model, into.fault, choice.partCode),
      binOfKeeper(ctx.actor.person),
    );
    const row = onlyOne(coded.length > 0 ? coded : named, choice.partCode);
    const bin = choice.partBin ?? mine[0]?.id ?? null;
    chosen.push({ ...row, use: newId(), bin, quantity: choice.quantity });
  }
  if (chosen.length > AT_ONCE) throw new Invalid({ parts: `At most ${AT_ONCE} parts at once` });
  const told = chosen.map((part) => variantFromPart(part.fitVariant, part.groupTouch, variants));
  return { parts: chosen, variant: variant ? null : (told.find(Boolean) ?? null) };
}

/** Every part of the kits that were chosen, from the bin that was chosen with each. */
async function kitParts(ctx: Ctx, kits: readonly string[]) {
  if (kits.length === 0) return [];
  const picks = kits.map((pick) => pick.split(':') as [string, string]);
  const takes = await ctx.db.all(kitTakes(picks));
  for (const [kit] of picks)
    if (!takes.some((take) => take.kit === kit))
      throw new Invalid({ kits: 'Choose from the kits that are offered' });
  return takes.map((take) => {
    if (take.part === null) throw new Invalid({ kits: `No part of ${take.name} is in use` });
    return { part: take.part, bin: take.bin, quantity: take.quantity };
  });
}

/** The parts go into the line: posted, noted for cost, offered to others from now on. */
export function fitParts(
  ctx: Ctx,
  chosen: ChosenParts,
  into: Fitting & { repair: string; line: string; at: string },
): Change {
  const { device, fault, repair, line, at } = into;
  const variant = device.variant ?? chosen.variant;
  const by = ctx.actor.person;
  return [
    chosen.variant ? setVariant(device.id, null, chosen.variant) : null,
    chosen.parts.map((part) => [
      usePart(
        {
          id: part.use,
          part: part.id,
          bin: part.bin,
          quantity: part.quantity,
          costCents: part.priceCents,
          counted: part.counted === 1,
          repair,
          line,
          by,
          at,
        },
        ctx.now,
      ),
      offered({ model: device.model, variant, fault, part: part.id, group: part.group, repair, by }, ctx.now),
    ]),
  ];
}

/** What was used is offered to everyone from now on. */
function offered(use: UsedWithoutFit, now: string): Change {
  return [askAgain(use, now), proposeFit(use, now)];
}

/** For the record: what went in, from where, how many. */
export function partsData(chosen: ChosenParts) {
  return chosen.parts.map(({ id, bin, quantity }) => ({ part: id, bin, quantity }));
}

function parts(model: string, fault: string, where: string, values: readonly string[]): Query<PartRow> {
  return { sql: `${PARTS} ${where} LIMIT 150`, parameters: [model, fault, JSON.stringify(values)] };
}

function byCode(model: string, fault: string, code: string): Query<PartRow> {
  const where = `p.id IN (SELECT x.id FROM json_each(?) AS j JOIN parts AS x ON x.sku = j.value
    UNION SELECT n.part FROM json_each(?) AS j JOIN part_numbers AS n ON n.value = j.value)`;
  const values = JSON.stringify(code ? [code, code.toUpperCase()] : []);
  return { sql: `${PARTS} ${where} LIMIT 12`, parameters: [model, fault, values, values] };
}

function byName(model: string, fault: string, text: string): Query<PartRow> {
  const words = prefixQuery(text);
  if (!words) return { sql: `${PARTS} 0`, parameters: [model, fault] };
  const where = 'p.n IN (SELECT rowid FROM parts_fts WHERE parts_fts MATCH ? LIMIT 12)';
  return { sql: `${PARTS} ${where} LIMIT 12`, parameters: [model, fault, words] };
}

function binsOf(ids: readonly string[]): Query<{ id: string }> {
  return {
    sql: 'SELECT id FROM bins WHERE retired_at IS NULL AND id IN (SELECT value FROM json_each(?))',
    parameters: [JSON.stringify(ids.filter(Boolean))],
  };
}

function binOfKeeper(person: string | null): Query<{ id: string }> {
  return { sql: 'SELECT id FROM bins WHERE keeper = ? AND retired_at IS NULL', parameters: [person] };
}

function variantsOf(model: string): Query<{ id: string; touch: number | null }> {
  return {
    sql: 'SELECT id, touch FROM variants WHERE model = ? AND retired_at IS NULL',
    parameters: [model],
  };
}

function onlyOne(found: readonly PartRow[], typed: string): PartRow {
  const [first, ...more] = found;
  if (!first) throw new Invalid({ partCode: `No part is called ${typed}` });
  if (more.length === 0) return first;
  const few = found.slice(0, 6).map((part) => `${part.sku} (${part.name})`);
  throw new Invalid({ partCode: `Several parts: type the SKU of one. ${few.join(', ')}` });
}
