/**
 * npm run -s bench:forecast -- --data DIR [--json] [--walk] [--districts N] [--speed]
 * Scores every method on every CSV file of DIR (docs/forecasting.md); with --districts also on N made
 * districts, in one more table; with --speed only how long a whole district takes.
 */
import { parseArgs } from 'node:util';
import { districtCsv } from './forecast-district.ts';
import { longMethods, scoreLong } from './forecast-long.ts';
import { WIDE_METHODS } from './forecast-methods.ts';
import { type LongFile, longFile, readFolder, type WideFile } from './forecast-read.ts';
import { type Figures, figuresOf, scoreWalk, scoreWide, zeroCheck } from './forecast-score.ts';
import { speed } from './forecast-speed.ts';
import { districtsTable, longTable, type Row, walkTable, wideTable } from './forecast-tables.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
    walk: { type: 'boolean', default: false },
    districts: { type: 'string' },
    speed: { type: 'boolean', default: false },
  },
});

const results: Record<string, Record<string, Figures>> = {};
/** Tables go to stdout, unless the figures do. */
const say = (text: string) => (values.json ? console.error(text) : console.log(text));

if (values.speed) say(speed());
else if (!values.data && !values.districts) {
  console.error('Say where the CSV files are: npm run -s bench:forecast -- --data DIR [--json]');
  process.exitCode = 2;
} else {
  const { wide, long } = values.data ? readFolder(values.data) : { wide: [], long: [] };
  for (const file of wide) onWide(file);
  for (const file of long) onLong(file);
  if (values.districts) onDistricts(Number(values.districts));
  if (values.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
}

function onWide(file: WideFile): void {
  const length = file.months.length;
  say(`\n## ${file.name}: ${file.series.length} series x ${length} months, the last 6 scored`);
  say(`Forecasting zero for everything: SPL5 ${zeroCheck(file.series).toFixed(4)}\n`);
  const figures = Object.entries(WIDE_METHODS).map(([name, method]): [string, Figures] => {
    console.error(`${file.name}: ${name}`);
    return [name, scoreWide(file.series, method)];
  });
  results[file.name] = Object.fromEntries(figures);
  say(wideTable(figures));
  if (!values.walk) return;
  say('\nWalk-forward, month by month:\n');
  say(
    walkTable(
      Object.entries(WIDE_METHODS).map(([name, method]) => {
        console.error(`${file.name}: ${name}, month by month`);
        return [name, figuresOf(scoreWalk(file.series, method))];
      }),
    ),
  );
}

function onLong(file: LongFile): void {
  say(
    `\n## ${file.name}: ${file.series.length} series of ${file.models.length} models x ${file.months.length} months\n`,
  );
  const rows = scored(file);
  results[file.name] = Object.fromEntries(rows.map(([name, { figures }]) => [name, figures]));
  say(longTable(rows));
}

function onDistricts(count: number): void {
  say(`\n## ${count} made districts (seeds 101 to ${100 + count}), means\n`);
  say(
    districtsTable(
      Array.from({ length: count }, (_, i) => scored(longFile(`district ${101 + i}`, districtCsv(101 + i)))),
    ),
  );
}

function scored(file: LongFile): Row[] {
  return Object.entries(longMethods(file)).map(([name, method]) => {
    console.error(`${file.name}: ${name}`);
    return [name, scoreLong(file, method)];
  });
}
