import type { Ctx } from '../context.ts';
import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { record } from '../history/record.ts';
import { insertLocation } from '../locations/changes.ts';
import { insertModel } from '../models/changes.ts';
import { MODEL_KINDS } from '../models/forms.ts';
import type { Options } from './kind.ts';
import { ALL_CODES, ALL_HOMES, ALL_MODELS } from './kinds/device-queries.ts';
import { catalogOf, modelsNamed, type NamedModel, plainName } from './model-name-rules.ts';
import { codeFor, type NamedPlace, placeNamed, placesOf } from './place-name-rules.ts';

export interface MissingModel {
  maker: string;
  name: string;
  number: string;
  kind: string;
}

export interface MadeThings {
  changes: Change[];
  model(wanted: MissingModel): Pick<NamedModel, 'id' | 'kind'>;
  site(name: string): Pick<NamedPlace, 'id' | 'top'>;
  /** ids of what is made in this commit */
  made: { kind: 'model' | 'location'; id: string }[];
}

/**
 * Models and sites that rows of one commit name and that nobody knew when they were planned: those that are there by
 * now, and changes that make the others, each once.
 */
export async function makeMissing(
  ctx: Ctx,
  wanted: { models: readonly MissingModel[]; sites: readonly string[] },
  options: Options,
): Promise<MadeThings> {
  const found = new Map<string, { id: string; kind: string; top: string }>();
  const changes: Change[] = [];
  const made: MadeThings['made'] = [];
  const key = (model: MissingModel) => plainName(`${model.maker} ${model.name} ${model.number}`);
  if (wanted.models.length > 0) {
    const catalog = catalogOf(await ctx.db.all(ALL_MODELS));
    for (const model of wanted.models) {
      if (found.has(`m ${key(model)}`)) continue;
      const [known] = modelsNamed(catalog, { model: model.name, maker: model.maker, number: model.number });
      if (known) {
        found.set(`m ${key(model)}`, { id: known.id, kind: known.kind, top: '' });
        continue;
      }
      const id = newId();
      const kind = MODEL_KINDS.find((one) => one === model.kind) ?? 'other';
      const form = { ...model, kind, warrantyMonths: null, price: null };
      const aue = { aueOn: null, aueSource: '', aueReadOn: null };
      changes.push(
        insertModel(id, { ...form, ...aue }, ctx.actor.person, ctx.now),
        record({
          thing: id,
          kind: 'model',
          verb: 'created',
          data: { ...form, import: options.import },
          first: true,
        }),
      );
      found.set(`m ${key(model)}`, { id, kind, top: '' });
      made.push({ kind: 'model', id });
    }
  }
  if (wanted.sites.length > 0) {
    const [homes, codes] = await ctx.db.read(ALL_HOMES, ALL_CODES);
    const places = placesOf(homes);
    const taken = new Set(codes.map((row) => row.code));
    for (const name of wanted.sites) {
      if (found.has(`s ${plainName(name)}`)) continue;
      const known = placeNamed(places, name);
      if (known && known !== 'several') {
        found.set(`s ${plainName(name)}`, { id: known.id, kind: known.kind, top: known.top });
        continue;
      }
      const id = newId();
      const code = codeFor(name, taken);
      taken.add(code);
      const where = { parent: null, address: '', latitude: null, longitude: null, slots: null, note: '' };
      const form = { kind: 'site', code, name, siteType: null, ...where } as const;
      changes.push(
        insertLocation(id, id, form, ctx.now),
        record({
          thing: id,
          kind: 'location',
          verb: 'created',
          site: id,
          data: { code, kind: 'site', import: options.import },
          text: name,
          first: true,
        }),
      );
      found.set(`s ${plainName(name)}`, { id, kind: 'site', top: id });
      made.push({ kind: 'location', id });
    }
  }
  const of = (name: string) => {
    const thing = found.get(name);
    if (!thing) throw new Error(`nothing was made of ${name}`);
    return thing;
  };
  return {
    changes,
    made,
    model: (model) => of(`m ${key(model)}`),
    site: (name) => of(`s ${plainName(name)}`),
  };
}
