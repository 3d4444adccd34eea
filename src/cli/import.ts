import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Database } from '../db/database.ts';
import { advanceImports } from '../imports/advance.ts';
import { FolderFiles } from '../imports/file-store-folder.ts';
import type { Makes } from '../imports/kind.ts';
import { KINDS } from '../imports/kinds/all.ts';
import type { Auto } from '../imports/mapping-rules.ts';
import { findImport, type Import, previewRows } from '../imports/queries.ts';
import { isBusy, MOST_AT_ONCE } from '../imports/state-rules.ts';
import { dropImport, uploadStream } from '../imports/upload.ts';
import { filesPath } from '../node-data.ts';
import { systemCtx } from '../web/system-ctx.ts';
import { type Command, type Data, Misused } from './command.ts';

const FORMATS = ['google-admin', 'gam', 'oneroster', 'snipe-it', 'incident-iq', 'csv'];
const MAKES: readonly Makes[] = ['models', 'locations', 'people', 'suppliers'];
const WAIT_MS = 200;

/** `import devices fleet.csv`: the same steps as on the pages, without a person to look at them. */
export const importFile: Command = {
  name: 'import',
  summary: `Brings a file in: ${KINDS.map(({ name }) => name).join(', ')}. Prints what became of its rows as JSON; exits with 3 where some did not go in.`,
  positionals: ['KIND', 'FILE'],
  options: [
    { name: 'format', value: 'SOURCE', help: `Who wrote it: ${FORMATS.join(', ')}` },
    {
      name: 'map',
      value: 'FILE',
      help: 'JSON: {"columns": {"serial": "Serial Number"}, "fixed", "dates", "clear"}',
    },
    { name: 'dry-run', help: 'Say what would happen, change nothing' },
    { name: 'match', value: 'KEYS', help: 'What tells which one a row is about, in order: serial,tag' },
    { name: 'create', value: 'KINDS', help: `Make what rows name and nobody knows: ${MAKES.join(',')}` },
    { name: 'take-state', help: 'Devices that are here are retired, or back in service, as the file says' },
    { name: 'all-or-nothing', help: 'Let nothing in where a row is wrong' },
  ],
  async run({ option, on, positionals, open, say }) {
    const [name = '', path = ''] = positionals;
    const kind = KINDS.find((one) => one.name === name);
    if (!kind) throw new Misused(`'${name}' is none of ${KINDS.map((one) => one.name).join(', ')}`);
    if (!existsSync(path)) throw new Error(`There is no file ${path}`);
    const format = option('format');
    if (format && !FORMATS.includes(format)) throw new Misused(`--format is one of ${FORMATS.join(', ')}`);
    const dry = on('dry-run');
    const auto: Auto = {
      clear: [],
      ...mapOf(option('map')),
      source: format,
      match: listed(option('match')),
      create: makesOf(option('create')),
      takeState: on('take-state'),
      apply: !dry,
      allOrNothing: on('all-or-nothing'),
    };
    const data = await open();
    const files = new FolderFiles(filesPath(data.config.dataDir));
    const source = createReadStream(path, { highWaterMark: 256 * 1024 });
    const sent = { kind: kind.name, fileName: basename(path), auto };
    const { id } = await uploadStream(data.ctx, files, source as AsyncIterable<Uint8Array>, sent);
    const it = await carried(data, files, id, say);
    const summary = await summaryOf(data, it, dry);
    if (it.state !== 'applied') await dropImport(await fresh(data), files, id).catch(() => {});
    if (summary.rejected.length > 0) process.exitCode = 3;
    return summary;
  },
};

const fresh = ({ engine, config }: Data) => systemCtx({ engine, config, clock: Date.now }, 'cli');

/** Until nothing is left to do; a server on the same folder may do a part of it. */
async function carried(
  data: Data,
  files: FolderFiles,
  id: string,
  say: (line: string) => void,
): Promise<Import> {
  const ctx = () => fresh(data);
  let said = '';
  for (;;) {
    await advanceImports({ ctx, files, rows: MOST_AT_ONCE, breathe: async () => {}, tired: () => false }, id);
    const it = await findImport(new Database(data.engine), id);
    if (it.failure) throw new Error(it.failure);
    if (!isBusy(it.state)) return it;
    const line = `${it.state} ${it.doneTo}`;
    if (line !== said) say(`A server works on it as well: ${line}`);
    said = line;
    await new Promise((resume) => setTimeout(resume, WAIT_MS));
  }
}

interface Summary {
  import: string;
  created: number;
  changed: number;
  unchanged: number;
  rejected: { row: number; field: string; message: string }[];
}

async function summaryOf({ engine }: Data, it: Import, dry: boolean): Promise<Summary> {
  const rejected: Summary['rejected'] = [];
  let cursor: string | undefined;
  do {
    const page = await previewRows(new Database(engine), it.n, { does: 'reject', cursor, limit: 1_000 });
    for (const { nr, problems } of page.items)
      rejected.push(...problems.map(({ field, message }) => ({ row: nr, field, message })));
    cursor = page.next ?? undefined;
  } while (cursor);
  const went = dry || it.state === 'applied';
  return {
    import: it.id,
    created: went ? it.creates : 0,
    changed: went ? it.changes : 0,
    unchanged: it.sames,
    rejected,
  };
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

/** @throws Misused one that cannot be made */
function makesOf(text: string): Makes[] {
  return listed(text).map((name) => {
    const known = MAKES.find((one) => one === name);
    if (!known) throw new Misused(`--create takes ${MAKES.join(',')}`);
    return known;
  });
}

type MapFile = Partial<Pick<Auto, 'columns' | 'fixed' | 'dates' | 'clear'>>;

/** @throws Misused no JSON object */
function mapOf(path: string): MapFile {
  if (path === '') return {};
  if (!existsSync(path)) throw new Misused(`There is no file ${path}`);
  try {
    const map = JSON.parse(readFileSync(path, 'utf8')) as MapFile & Record<string, unknown>;
    const { columns, fixed, dates, clear } = map;
    const known = columns || fixed || dates || clear ? { columns, fixed, dates, clear } : null;
    // A file of columns alone is the short form.
    const short = { columns: map as unknown as Record<string, string> };
    const found = Object.entries(known ?? short).filter(([, value]) => value !== undefined);
    return Object.fromEntries(found) as MapFile;
  } catch {
    throw new Misused(`${path} is no JSON`);
  }
}
