/**
 * Education models for the demo: real names, with their auto-update expiration (AUE) as Google's list had it.
 * Dates of AUE move (by up to three years so far): each carries the row it was read from and the day.
 * Release years and prices are planning figures (a new Chromebook 225 to 366 dollars by one district's list).
 */

/** Where the AUE dates come from, word for word as the product shows a source. */
export const aueSource = "Google's auto-update policy list";
export const aueReadOn = '2025-12-31';

export type VariantSeed = {
  code: string;
  name: string;
  touch: boolean;
  convertible: boolean;
  lte: boolean;
  /** Share of the model's purchases; the shares of a model add up to 1. */
  share: number;
};

export type ModelSeed = {
  code: string;
  maker: 'Acer' | 'Dell' | 'HP' | 'Lenovo';
  name: string;
  /** Maker's model or machine-type number as on the label. */
  number: string;
  kind: 'chromebook' | 'laptop';
  /** Models of one family share chassis parts. */
  family: string;
  aueOn: string | null;
  /** The row of the published list, so that a model is never matched by part of its name. */
  aueListedAs: string | null;
  aueSource: string | null;
  aueReadOn: string | null;
  releasedYear: number;
  priceCents: number;
  inches: number;
  warrantyMonths: number;
  variants: readonly VariantSeed[];
  /** First and last year in which the district bought it, and its weight among the purchases of a year. */
  bought: readonly [from: number, to: number];
  weight: number;
};

const variantsOf = {
  plain: [['no-touch', 'No touch', 0, 0, 0, 1]],
  some: [
    ['no-touch', 'No touch', 0, 0, 0, 0.75],
    ['touch', 'Touch', 1, 0, 0, 0.25],
  ],
  lte: [
    ['no-touch', 'No touch', 0, 0, 0, 0.7],
    ['touch', 'Touch', 1, 0, 0, 0.2],
    ['lte', 'LTE, no touch', 0, 0, 1, 0.1],
  ],
  touch: [['touch', 'Touch', 1, 0, 0, 1]],
  flip: [['2-in-1', '2-in-1, touch', 1, 1, 0, 1]],
} as const satisfies Record<string, readonly (readonly [string, string, 0 | 1, 0 | 1, 0 | 1, number])[]>;

// code | maker | name | number | family | released | dollars | inches | variants | bought from | to | weight |
// AUE | row of the list. No AUE: a staff laptop.
const table = `
acer-c731|Acer|Chromebook 11 N7|C731|acer-c731|2017|229|11.6|plain|2017|2018|1|2022-06-01|Acer Chromebook 11 N7 (C731, C731T, CB311-7H, CB311-7HT)
acer-c732|Acer|Chromebook 11 C732|C732|acer-c732|2018|249|11.6|lte|2018|2020|5|2027-06-01|Acer Chromebook 11 (C732, C732T, C732L, C732LT)
acer-c733|Acer|Chromebook 311 C733|C733|acer-c733|2019|239|11.6|some|2019|2021|4|2029-06-01|Acer Chromebook 311 (C733, C733U, C733T, CB311-9H, CB311-9HT)
acer-c721|Acer|Chromebook 311 C721|C721|acer-c721|2019|225|11.6|plain|2019|2021|2|2029-06-01|Acer Chromebook 311 (CB311-10H, C721)
acer-c722|Acer|Chromebook 311 C722|C722|acer-c722|2020|229|11.6|some|2020|2022|3|2030-06-01|Acer Chromebook 311 (C722/C722T)
acer-c734|Acer|Chromebook 511 C734|C734|acer-c733|2021|269|11.6|some|2021|2023|5|2031-06-01|Acer Chromebook 511 (C734, C734T, C733-R, C733T-R)
acer-c736|Acer|Chromebook 511 C736|C736|acer-c736|2023|289|11.6|lte|2023|2026|6|2033-06-01|Acer Chromebook 511( C736, C736T, C736L, C736LT )
acer-c851|Acer|Chromebook 512 C851|C851|acer-c851|2019|279|12|some|2019|2021|2|2029-06-01|Acer Chromebook 512 (C851, C851T, CB512)
acer-c933|Acer|Chromebook 314 C933|C933|acer-c933|2019|279|14|some|2019|2021|1|2029-06-01|Acer Chromebook 314 (C933, C933T, C933L, C933LT, CB314-1H, CB314-1HT)
acer-c922|Acer|Chromebook 314 C922|C922|acer-c922|2020|289|14|plain|2020|2023|1|2030-06-01|Acer Chromebook 314 (CB314-2H/CB314-2HT, C922)
acer-r752|Acer|Chromebook Spin 511 R752|R752T|acer-r752|2019|329|11.6|flip|2019|2021|2|2029-06-01|Acer Chromebook Spin 511 (R752T, R752TN, CP511-2HT)
acer-r722|Acer|Chromebook Spin 311 R722|R722T|acer-r722|2020|319|11.6|flip|2020|2022|1|2030-06-01|Acer Chromebook Spin 311 (R722T)
dell-5190|Dell|Chromebook 11 5190|5190|dell-5190|2018|249|11.6|some|2018|2019|4|2027-06-01|Dell Chromebook 11 (5190)
dell-3100|Dell|Chromebook 3100|3100|dell-3100|2019|225|11.6|some|2019|2021|8|2029-06-01|Dell Chromebook 3100
dell-3100-2in1|Dell|Chromebook 3100 2-in-1|3100 2-in-1|dell-3100|2019|309|11.6|flip|2019|2021|3|2029-06-01|Dell Chromebook 3100 2-in-1
dell-3110|Dell|Chromebook 3110|3110|dell-3110|2021|265|11.6|some|2022|2023|8|2031-06-01|Dell Chromebook 3110
dell-3110-2in1|Dell|Chromebook 3110 2-in-1|3110 2-in-1|dell-3110|2021|339|11.6|flip|2022|2023|2|2031-06-01|Dell Chromebook 3110 2-in-1
dell-3120|Dell|Chromebook 3120|3120|dell-3120|2023|295|11.6|some|2023|2026|8|2033-06-01|Dell Chromebook 3120
dell-3120-2in1|Dell|Chromebook 3120 2-in-1|3120 2-in-1|dell-3120|2023|366|11.6|flip|2023|2026|2|2033-06-01|Dell Chromebook 3120 2-in-1
dell-3400|Dell|Chromebook 3400|3400|dell-3400|2019|299|14|plain|2019|2021|1|2029-06-01|Dell Chromebook 3400
hp-11-g6|HP|Chromebook 11 G6 EE|11 G6 EE|hp-11-g6|2018|239|11.6|some|2018|2019|2|2027-06-01|HP Chromebook 11 G6 EE
hp-11-g7|HP|Chromebook 11 G7 EE|11 G7 EE|hp-11-g7|2019|239|11.6|some|2019|2020|2|2029-06-01|HP Chromebook 11 G7 EE
hp-11a-g8|HP|Chromebook 11A G8 EE|11A G8 EE|hp-11-g8|2020|235|11.6|some|2020|2022|4|2029-06-01|HP Chromebook 11A G8 EE
hp-11-g9|HP|Chromebook 11 G9 EE|11 G9 EE|hp-11-g9|2021|269|11.6|some|2022|2024|4|2031-06-01|HP Chromebook 11 G9 EE
hp-x360-g3|HP|Chromebook x360 11 G3 EE|x360 11 G3 EE|hp-x360-g3|2020|319|11.6|flip|2020|2021|1|2029-06-01|HP Chromebook x360 11 G3 EE
hp-x360-g4|HP|Chromebook x360 11 G4 EE|x360 11 G4 EE|hp-x360-g4|2021|345|11.6|flip|2022|2024|1|2031-06-01|HP Chromebook x360 11 G4 EE
hp-14-g7|HP|Chromebook 14 G7|14 G7|hp-14-g7|2021|309|14|some|2021|2024|1|2031-06-01|HP Chromebook 14 G7
lenovo-100e|Lenovo|100e Chromebook|81ER|lenovo-100e|2018|229|11.6|plain|2018|2019|3|2027-06-01|Lenovo 100e Chromebook
lenovo-100e-g2|Lenovo|100e Chromebook 2nd Gen|81MA|lenovo-100e-g2|2019|229|11.6|plain|2019|2021|7|2029-06-01|Lenovo 100e Chromebook 2nd Gen
lenovo-100e-g2a|Lenovo|100e Chromebook 2nd Gen AST|82CD|lenovo-100e-g2|2020|225|11.6|plain|2020|2021|3|2029-06-01|Lenovo 100e Chromebook 2nd Gen AST
lenovo-100e-g3|Lenovo|100e Chromebook Gen 3|82UY|lenovo-100e-g3|2022|259|11.6|plain|2022|2023|6|2031-06-01|Lenovo 100e Chromebook Gen 3
lenovo-100e-g4|Lenovo|100e Chromebook Gen 4|82W0|lenovo-100e-g4|2023|285|11.6|some|2023|2026|7|2033-06-01|Lenovo 100e Chromebook Gen 4
lenovo-300e-g2|Lenovo|300e Chromebook 2nd Gen|81MB|lenovo-300e-g2|2019|299|11.6|flip|2019|2021|4|2029-06-01|Lenovo 300e Chromebook 2nd Gen
lenovo-300e-g3|Lenovo|300e Chromebook Gen 3|82J9|lenovo-300e-g3|2021|329|11.6|flip|2021|2023|3|2031-06-01|Lenovo 300e Chromebook Gen 3
lenovo-500e-g2|Lenovo|500e Chromebook 2nd Gen|81MC|lenovo-300e-g2|2019|349|11.6|flip|2019|2021|1|2029-06-01|Lenovo 500e Chromebook 2nd Gen
lenovo-500e-g3|Lenovo|500e Chromebook Gen 3|82JB|lenovo-500e-g3|2022|359|11.6|flip|2022|2024|1|2031-06-01|Lenovo 500e Chromebook Gen 3
dell-latitude-3420|Dell|Latitude 3420|P144G|dell-latitude-3420|2021|799|14|plain|2021|2023|5||
lenovo-l13-g3|Lenovo|ThinkPad L13 Gen 3|21B3|lenovo-l13-g3|2022|849|13.3|some|2022|2024|4||
hp-440-g9|HP|ProBook 440 G9|440 G9|hp-440-g9|2022|829|14|plain|2022|2025|4||
`;

export const models: readonly ModelSeed[] = table
  .trim()
  .split('\n')
  .map((line): ModelSeed => {
    const [code = '', maker = '', name = '', number = '', family = '', ...rest] = line.split('|');
    const [released, dollars, inches, variants = '', from, to, weight, aueOn = '', listedAs = ''] = rest;
    const aue = aueOn !== '';
    return {
      code,
      maker: maker as ModelSeed['maker'],
      name,
      number,
      kind: aue ? 'chromebook' : 'laptop',
      family,
      aueOn: aue ? aueOn : null,
      aueListedAs: aue ? listedAs : null,
      aueSource: aue ? aueSource : null,
      aueReadOn: aue ? aueReadOn : null,
      releasedYear: Number(released),
      priceCents: Number(dollars) * 100,
      inches: Number(inches),
      warrantyMonths: aue ? 12 : 36,
      variants: variantsOf[variants as keyof typeof variantsOf].map(
        ([c, n, touch, convertible, lte, share]) => ({
          code: c,
          name: n,
          touch: touch === 1,
          convertible: convertible === 1,
          lte: lte === 1,
          share,
        }),
      ),
      bought: [Number(from), Number(to)],
      weight: Number(weight),
    };
  });

export const modelByCode: ReadonlyMap<string, ModelSeed> = new Map(
  models.map((model) => [model.code, model]),
);

/** How the maker writes a serial: `#` a digit, `@` a letter or digit (no vowels, no I O Q), other characters as is. */
export const serialPatterns: Readonly<Record<ModelSeed['maker'], readonly string[]>> = {
  Acer: ['NXH@@AA00##@@@@@@@7600', 'NXK@@AA00##@@@@@@@3400'],
  Dell: ['@@@@@@3', '#@@@@@1', '@#@@@@2'],
  HP: ['5CD#####@@', '5CG#####@@'],
  Lenovo: ['P20#@@@@', 'PF#@@@@@', 'MP2@@@@@', 'YX0@@@@@'],
};

/** The serial as a scanner may read it from the maker's label: Lenovo puts `1S` and the machine type in front. */
export function labelSerial(model: ModelSeed, serial: string): string {
  return model.maker === 'Lenovo' ? `1S${model.number}0021US${serial}` : serial;
}
