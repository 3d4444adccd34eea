/**
 * Interchange groups and their part numbers for the demo. Maker part numbers marked "public" are real and
 * from public lists; all others are made up in the pattern of their maker. Prices (new, dollars) follow one
 * district's list: LCD 20, touch LCD 80 to 100, keyboard 25 to 40, with trackpad 50, lid 25, bottom 20, bezel
 * 18, hinge pair 20, hinge cover 10, LCD cable 12, mainboard 99 to 155, battery 20 to 50, I/O board 15, charger
 * 20, camera 7, trackpad 15, Wi-Fi card 7, speakers 8.
 */
import { type PartKind, partKinds, startingFaults, uncountedKinds } from '../repairs/starting-list.ts';
import { type ModelSeed, models } from './data-models.ts';
import { knownNumbers, makerNumber, type PartCondition, restock, skuPrefix } from './data-parts-numbers.ts';
import { Random } from './random.ts';

export type FitSeed = {
  model: string;
  /** Variant code, or null where every variant takes it. */
  variant: string | null;
};

export type PartSeed = {
  sku: string;
  name: string;
  condition: PartCondition;
  makerNumbers: readonly string[];
  priceCents: number;
  /** EAN-13 in the range kept for use inside a house (first digit 2). */
  barcode: string;
};

export type GroupSeed = {
  code: string;
  name: string;
  kind: PartKind;
  counted: boolean;
  /** Fault codes it is fitted for. */
  faults: readonly string[];
  fits: readonly FitSeed[];
  /** Parts that do for each other, the commonest first. */
  parts: readonly PartSeed[];
};

// Kind, dollars from and to, and whether one group serves a family of models, each size of screen, or all.
const prices: Readonly<Record<PartKind, readonly [from: number, to: number, by: 'family' | 'size' | 'all']>> =
  {
    lcd: [20, 24, 'size'],
    'lcd-touch': [80, 100, 'family'],
    'lcd-cable': [11, 13, 'family'],
    bezel: [17, 19, 'family'],
    lid: [23, 27, 'family'],
    hinge: [18, 22, 'family'],
    'hinge-cover': [9, 11, 'family'],
    keyboard: [25, 40, 'family'],
    keycap: [0.3, 0.6, 'family'],
    'palm-rest': [48, 54, 'family'],
    trackpad: [14, 16, 'family'],
    battery: [22, 48, 'family'],
    port: [9, 14, 'family'],
    'io-board': [14, 17, 'family'],
    mainboard: [99, 155, 'family'],
    camera: [6, 8, 'family'],
    speaker: [7, 9, 'family'],
    microphone: [5, 7, 'family'],
    wifi: [6.5, 8, 'all'],
    bottom: [18, 22, 'family'],
    feet: [0.4, 0.4, 'size'],
    charger: [19, 21, 'all'],
    screws: [0.1, 0.1, 'all'],
    tape: [0.2, 0.2, 'all'],
  };

/** Faults that a kind of part is fitted for: its own, and those where it is the usual second choice. */
function faultsOf(kind: PartKind): string[] {
  const own = startingFaults.filter((fault) => fault.partKind === kind).map((fault) => fault.code);
  if (kind === 'screws') return ['bottom', 'hinge'];
  if (kind === 'tape') return ['bezel', 'screen'];
  if (kind === 'lcd-touch') return ['screen', 'touch'];
  if (kind === 'palm-rest') return ['palm-rest', 'keyboard', 'liquid'];
  return own;
}

/** EAN-13 of a running number, its check digit after ISO/IEC 15420 (weights 1 and 3 from the left). */
export function barcode(index: number): string {
  const digits = `2${String(index).padStart(11, '0')}`;
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += Number(digits[i]) * (i % 2 === 0 ? 1 : 3);
  return digits + String((10 - (sum % 10)) % 10);
}

type Draft = { code: string; name: string; kind: PartKind; fits: FitSeed[]; models: ModelSeed[] };

/** A model's variants that take a kind of part: null for all, else those codes. */
function variantsFor(model: ModelSeed, kind: PartKind): (string | null)[] {
  if (kind !== 'lcd' && kind !== 'lcd-touch' && kind !== 'palm-rest') return [null];
  const some = model.variants.some((v) => v.touch) && model.variants.some((v) => !v.touch);
  if (!some) return kind === 'lcd' && model.variants[0]?.touch ? [] : [null];
  if (kind === 'palm-rest') return [null];
  return model.variants.filter((v) => v.touch === (kind === 'lcd-touch')).map((v) => v.code);
}

function drafts(): Draft[] {
  const found = new Map<string, Draft>();
  for (const [kind, kindName] of partKinds) {
    for (const model of models) {
      if (kind === 'lcd-touch' && !model.variants.some((v) => v.touch)) continue;
      const by = prices[kind][2];
      const splits = kind === 'palm-rest' ? palmRests(model) : [['', '', variantsFor(model, kind)] as const];
      for (const [suffix, words, variants] of splits) {
        if (variants.length === 0) continue;
        const place =
          by === 'family' ? model.family : by === 'size' ? `${model.inches}` : shared(kind, model);
        const code = `${kind}:${place}${suffix}`;
        const draft = found.get(code) ?? { code, name: '', kind, fits: [], models: [] };
        draft.models.push(model);
        for (const variant of variants) draft.fits.push({ model: model.code, variant });
        draft.name = groupName(kind, kindName, draft.models, model.inches, words);
        found.set(code, draft);
      }
    }
  }
  return [...found.values()];
}

// A palm rest differs between touch and no touch where the maker says so: Dell's 3100 has three.
function palmRests(model: ModelSeed): (readonly [string, string, (string | null)[]])[] {
  const flip = model.variants.some((v) => v.convertible);
  if (flip) return [[':2-in-1', '', [null]]];
  if (model.variants.length === 1) return [['', '', [null]]];
  const codes = (touch: boolean) => model.variants.filter((v) => v.touch === touch).map((v) => v.code);
  return [
    ['', ', no touch', codes(false)],
    [':touch', ', touch', codes(true)],
  ];
}

function shared(kind: PartKind, model: ModelSeed | undefined): string {
  if (kind !== 'charger') return 'any';
  if (model?.kind === 'laptop') return '65 W USB-C';
  return (model?.releasedYear ?? 0) < 2018 ? '45 W round plug' : '45 W USB-C';
}

function groupName(kind: PartKind, name: string, of: ModelSeed[], inches: number, words: string): string {
  if (kind === 'lcd') return `${inches} inch LCD, 30 pin, no touch`;
  if (kind === 'feet') return `Rubber feet, ${inches} inch`;
  if (kind === 'charger') return `Charger, ${shared(kind, of[0])}`;
  if (prices[kind][2] === 'all') return name;
  const [first] = of;
  const numbers = [
    ...new Set(
      of.map((model) => (model.maker === 'Lenovo' ? model.name.replace('Chromebook ', '') : model.number)),
    ),
  ];
  return `${name}, ${first?.maker ?? ''} ${numbers.join(' and ')}${words}`;
}

/**
 * The groups with their parts, always the same. `parts` asks for at least so many part numbers: a second and
 * third source, refurbished and harvested ones are added round by round (a large district has 5,000).
 */
export function partGroups(parts = 0): GroupSeed[] {
  const random = new Random('parts');
  const list = drafts();
  let total = 0;
  const sources = list.map((draft) => {
    const counted = !uncountedKinds.includes(draft.kind);
    // 60 of 72 LCD jobs list two or more acceptable panels; of other kinds most have one number.
    const first = !counted
      ? 1
      : draft.kind === 'lcd'
        ? 4
        : draft.kind === 'lcd-touch'
          ? 2
          : random.weighted([
              [1, 5],
              [2, 3],
              [3, 1],
            ]);
    total += first;
    return first;
  });
  const growing = list.flatMap((draft, i) => (uncountedKinds.includes(draft.kind) ? [] : [i]));
  for (let i = 0; total < parts; i = (i + 1) % growing.length, total++) {
    const at = growing[i] ?? 0;
    sources[at] = (sources[at] ?? 0) + 1;
  }
  let running = 0;
  return list.map((draft, i) => {
    const [from, to] = prices[draft.kind];
    const price = Math.round((from + (to - from) * random.next()) * 100);
    const made: PartSeed[] = [];
    for (let nth = 0; nth < (sources[i] ?? 1); nth++) {
      const known = nth === 0 ? knownNumbers[draft.code] : undefined;
      const { condition, share, note } = restock(draft.kind, nth);
      running++;
      made.push({
        sku: `${skuPrefix[draft.kind]}-${String(running).padStart(4, '0')}`,
        name: note === '' ? draft.name : `${draft.name}, ${note}`,
        condition,
        makerNumbers: known ?? [makerNumber(draft.models[0]?.maker ?? 'Dell', draft.kind, running, random)],
        priceCents: Math.max(5, Math.round(price * share)),
        barcode: barcode(running),
      });
    }
    return {
      code: draft.code,
      name: draft.name,
      kind: draft.kind,
      counted: !uncountedKinds.includes(draft.kind),
      faults: faultsOf(draft.kind),
      fits: draft.fits,
      parts: made,
    };
  });
}
