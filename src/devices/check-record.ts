import type { Ctx } from '../context.ts';
import { inputName } from '../custom-fields/forms.ts';
import { fieldsOfKind } from '../custom-fields/queries.ts';
import { type KeptValue, readValues } from '../custom-fields/rules.ts';
import { q } from '../db/query.ts';
import { Invalid } from '../errors.ts';
import { DEVICE_KINDS, type DeviceFacts, type DeviceKind } from './forms.ts';
import { holdersOf, modelFor, placeOf, type TakenBy } from './place-queries.ts';

export interface Checked {
  kind: DeviceKind;
  values: KeptValue[];
}

/**
 * What a device's record names is there and fits together.
 * @param before the record as it is, whose retired model or home may stay
 * @throws Invalid with words at the fields
 */
export async function checkFacts(
  ctx: Ctx,
  facts: DeviceFacts,
  custom: Readonly<Record<string, string>>,
  before: { model: string; home: string } | null = null,
): Promise<Checked> {
  const [model, home] = [await modelFor(ctx.db, facts.model), await placeOf(ctx.db, facts.home)];
  const problems: Record<string, string> = {};
  if (!model || (model.retiredAt && before?.model !== model.id)) problems.model = 'Choose a model in use';
  if (!home || !isHome(home.kind) || (home.retiredAt && before?.home !== home.id))
    problems.home = 'Choose a site or depot in use';
  if (facts.variant && !(await isVariantOf(ctx, facts.variant, facts.model)))
    problems.variant = 'This variant is of another model';
  if (facts.coveragePlan && !facts.coverageUntil) problems.coverageUntil = 'Say until when the plan runs';
  const kind = DEVICE_KINDS.find((known) => known === model?.kind) ?? 'other';
  const read = readValues(await fieldsOfKind(ctx.db, kind), custom);
  for (const [field, problem] of Object.entries(read.problems)) problems[inputName(field)] = problem;
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  return { kind, values: read.kept };
}

/** Only sites and our own stores answer for devices. */
export function isHome(kind: string): boolean {
  return kind === 'site' || kind === 'depot';
}

async function isVariantOf(ctx: Ctx, variant: string, model: string): Promise<boolean> {
  const row = await ctx.db.first(
    q.selectFrom('variants').where('id', '=', variant).where('model', '=', model).select('id'),
  );
  return row !== undefined;
}

/** @throws Invalid naming the device that has the tag or serial, unless that is the given one */
export async function checkFree(
  ctx: Ctx,
  typed: { tag?: string; serial?: string },
  own: string | null = null,
  field: (kind: string) => string = (kind) => kind,
): Promise<void> {
  const taken = await holdersOf(ctx.db, typed.tag ?? '', typed.serial ?? '');
  const problems: Record<string, string> = {};
  for (const holder of taken) {
    if (holder.device !== own) problems[field(holder.kind)] ??= takenWords(holder);
  }
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
}

function takenWords(holder: TakenBy): string {
  const what = holder.kind === 'tag' ? 'Tag' : 'Serial';
  const known = [holder.tag && `tag ${holder.tag}`, holder.serial && `serial ${holder.serial}`].filter(
    Boolean,
  );
  const device = `${holder.modelName} of ${holder.homeName}${known.length > 0 ? ` (${known.join(', ')})` : ''}`;
  return holder.toAt ? `${what} was used before on ${device}` : `${what} is on ${device}`;
}
