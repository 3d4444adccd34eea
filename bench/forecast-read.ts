import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Series side by side: one row each. NaN = no value. */
export interface WideFile {
  name: string;
  months: string[];
  series: Float64Array[];
}

/** Units of (model, part) per month, with the devices in service. */
export interface LongFile {
  name: string;
  months: string[];
  models: { id: string; devices: Float64Array; age: Float64Array }[];
  series: { model: number; part: string; units: Float64Array }[];
  schoolDays: number[] | null;
}

const LONG = ['model', 'part', 'month', 'demand', 'devices_in_service'];

/** Every CSV file of a folder, told apart by its head; what cannot be read is said on stderr. */
export function readFolder(folder: string): { wide: WideFile[]; long: LongFile[] } {
  const wide: WideFile[] = [];
  const long: LongFile[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!/\.csv$/i.test(file)) continue;
    const read = readText(basename(file), readFileSync(join(folder, file), 'utf8'));
    if (read?.wide) wide.push(read.wide);
    else if (read?.long) long.push(read.long);
    else console.error(`${file}: neither of the two formats, or fewer than 12 months: left out`);
  }
  return { wide, long };
}

/** RFC 4180 with either line end, a byte order mark, and quotes or none. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/^\uFEFF/, '');
  for (let i = 0; i < source.length; i++) {
    const char = source[i];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      row.push(cell);
      cell = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && source[i + 1] === '\n') i++;
      row.push(cell);
      if (row.some((value) => value.trim() !== '')) rows.push(row);
      row = [];
      cell = '';
    } else cell += char;
  }
  row.push(cell);
  if (row.some((value) => value.trim() !== '')) rows.push(row);
  return rows;
}

/** A file of either format; null where it is neither. */
export function readText(name: string, text: string): { wide?: WideFile; long?: LongFile } | null {
  const rows = parseCsv(text);
  const head = (rows[0] ?? []).map((cell) => cell.trim().toLowerCase());
  if (rows.length < 2 || head.length < 2) return null;
  if (LONG.every((column) => head.includes(column))) return { long: readLong(name, head, rows.slice(1)) };
  const wide = readWide(name, rows[0] ?? [], rows.slice(1));
  return wide ? { wide } : null;
}

/** A long file from its text. */
export function longFile(name: string, text: string): LongFile {
  const rows = parseCsv(text);
  return readLong(
    name,
    (rows[0] ?? []).map((cell) => cell.trim().toLowerCase()),
    rows.slice(1),
  );
}

/** The first column is the id; a column is a month when its head or its cells say so. */
function readWide(name: string, head: readonly string[], rows: readonly string[][]): WideFile | null {
  const dated = head.map((cell, i) => (i > 0 && MONTH.test(cell.trim()) ? i : -1)).filter((i) => i > 0);
  const columns =
    dated.length >= 12
      ? dated
      : head.map((_, i) => i).filter((i) => i > 0 && rows.some((row) => Number.isFinite(numberOf(row[i]))));
  if (columns.length < 12) return null;
  const series = rows
    .map((row) => Float64Array.from(columns, (i) => numberOf(row[i])))
    .filter((units) => units.some((value) => !Number.isNaN(value)));
  const months = columns.map((i) => (head[i] ?? '').trim());
  return {
    name,
    months: months.every((month) => YEAR_MONTH.test(month)) ? months : counted(months.length),
    series,
  };
}
const MONTH = /^"?(\d{4}[-/.]?\d{1,2}([-/.]\d{1,2})?|[mtx]?\.?\d{1,4}|[a-z]{3,9}[- .]\d{2,4})"?$/i;
const YEAR_MONTH = /^\d{4}-\d{2}/;

function readLong(name: string, head: readonly string[], rows: readonly string[][]): LongFile {
  const at = Object.fromEntries(head.map((cell, i) => [cell, i]));
  const cell = (row: readonly string[], column: string) => (row[at[column] ?? -1] ?? '').trim();
  const names = [...new Set(rows.map((row) => cell(row, 'month')))].sort((a, b) =>
    Number.isFinite(Number(a)) && Number.isFinite(Number(b)) ? Number(a) - Number(b) : a < b ? -1 : 1,
  );
  const monthAt = new Map(names.map((month, t) => [month, t]));
  const models = new Map<string, { index: number; devices: Float64Array; age: Float64Array }>();
  const series = new Map<string, { model: number; part: string; units: Float64Array }>();
  const days = names.map(() => Number.NaN);
  for (const row of rows) {
    const t = monthAt.get(cell(row, 'month'));
    const id = cell(row, 'model');
    const part = cell(row, 'part');
    if (t === undefined || id === '' || part === '') continue;
    let model = models.get(id);
    if (!model) {
      model = {
        index: models.size,
        devices: new Float64Array(names.length),
        age: new Float64Array(names.length),
      };
      models.set(id, model);
    }
    const devices = numberOf(cell(row, 'devices_in_service'));
    if (devices > 0) model.devices[t] = devices;
    const age = numberOf(cell(row, 'model_age_months'));
    if (age > 0) model.age[t] = age;
    const key = `${id}\n${part}`;
    let one = series.get(key);
    if (!one) {
      one = { model: model.index, part, units: new Float64Array(names.length).fill(Number.NaN) };
      series.set(key, one);
    }
    one.units[t] = numberOf(cell(row, 'demand'));
    if ('school_days' in at) days[t] = numberOf(cell(row, 'school_days'));
  }
  return {
    name,
    months: names.every((month) => YEAR_MONTH.test(month)) ? names : counted(names.length),
    models: [...models].map(([id, { devices, age }]) => ({ id, devices, age })),
    series: [...series.values()],
    schoolDays: days.every(Number.isFinite) ? days : null,
  };
}

/** Months without a name of their own count from January of a year without meaning. */
function counted(length: number): string[] {
  return Array.from(
    { length },
    (_, t) => `${2001 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}`,
  );
}

function numberOf(cell: string | undefined): number {
  const text = (cell ?? '').trim().replace(/^"|"$/g, '');
  if (text === '') return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : Number.NaN;
}
