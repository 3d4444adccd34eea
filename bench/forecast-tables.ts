import type { LongFigures, PerDemand } from './forecast-long.ts';
import type { Figures } from './forecast-score.ts';

export type Row = [name: string, LongFigures];

/** The table of the panels: one line per method. */
export function wideTable(rows: readonly (readonly [string, Figures])[]): string {
  const columns = [
    'spl5',
    'p50',
    'p90',
    'p95',
    'p99',
    'cov90',
    'cov95',
    'cov99',
    'lead90',
    'lead95',
    'lead99',
  ] as const;
  return table(
    [
      'method',
      'SPL5',
      '.5',
      '.9',
      '.95',
      '.99',
      'cov .9',
      'cov .95',
      'cov .99',
      'lead .9',
      'lead .95',
      'lead .99',
      'stock at 95 % fill',
      's',
    ],
    rows.map(([name, figures]) => [
      name,
      ...columns.map((column) => decimals(figures[column], 4)),
      figures.fill95stock === null ? 'not reached' : decimals(figures.fill95stock, 2),
      (figures.ms / 1_000).toFixed(1),
    ]),
  );
}

export function walkTable(
  rows: readonly (readonly [string, Omit<Figures, 'ms' | 'fill95stock' | 'lead90' | 'lead95' | 'lead99'>])[],
): string {
  return table(
    ['method', 'SPL5', '.5', '.9', '.95', '.99', 'cov .95'],
    rows.map(([name, f]) => [
      name,
      ...[f.spl5, f.p50, f.p90, f.p95, f.p99, f.cov95].map((value) => decimals(value, 4)),
    ]),
  );
}

const LONG_HEAD = [
  'method',
  'all',
  'new model (< 6 months)',
  'retiring model',
  'cov .9',
  'cov .95',
  'cov .99',
];

/** Pinball per unit of demand at .5 / .95, and units short at .95 per unit of demand. */
export function longTable(rows: readonly Row[]): string {
  return table(
    [...LONG_HEAD, 'stock at 95 % fill', 'ms a run'],
    rows.map(([name, { figures, all, fresh, retiring }]) => [
      name,
      ...[all, fresh, retiring].map(threefold),
      ...[figures.cov90, figures.cov95, figures.cov99].map((value) => decimals(value, 3)),
      figures.fill95stock === null ? 'not reached' : decimals(figures.fill95stock, 2),
      figures.ms.toFixed(0),
    ]),
  );
}

/** Means over districts, and in how many of them spudger is ahead of the line. */
export function districtsTable(districts: readonly (readonly Row[])[]): string {
  const names = districts[0]?.map(([name]) => name) ?? [];
  const of = (name: string) =>
    districts.flatMap((rows) => rows.filter((row) => row[0] === name).map((row) => row[1]));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const best = of('spudger');
  return table(
    [...LONG_HEAD, 'spudger ahead at .95'],
    names.map((name) => {
      const rows = of(name);
      const average = (pick: (row: LongFigures) => PerDemand): PerDemand => ({
        p50: mean(rows.map((row) => pick(row).p50)),
        p95: mean(rows.map((row) => pick(row).p95)),
        short: mean(rows.map((row) => pick(row).short)),
      });
      return [
        name,
        threefold(average((row) => row.all)),
        threefold(average((row) => row.fresh)),
        threefold(average((row) => row.retiring)),
        ...(['cov90', 'cov95', 'cov99'] as const).map((key) =>
          decimals(mean(rows.map((row) => row.figures[key] ?? 0)), 3),
        ),
        `${best.filter((row, i) => row.all.p95 < (rows[i]?.all.p95 ?? 0)).length} of ${rows.length}`,
      ];
    }),
  );
}

function threefold({ p50, p95, short }: PerDemand): string {
  return [p50, p95, short].map((value) => decimals(value, 3)).join(' / ');
}

function decimals(value: number | null, digits: number): string {
  return value === null ? '' : value.toFixed(digits);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}
