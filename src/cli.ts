import { backup } from './cli/backup.ts';
import { check } from './cli/check.ts';
import { type Call, type Command, type Data, Misused } from './cli/command.ts';
import { demo } from './cli/demo.ts';
import { exportDistrict } from './cli/export.ts';
import { forecast } from './cli/forecast.ts';
import { importFile } from './cli/import.ts';
import { importDistrict } from './cli/import-district.ts';
import { migrate } from './cli/migrate.ts';
import { helpText, parseCall } from './cli/parse.ts';
import { passwordsOnCommand } from './cli/passwords-on.ts';
import { restore } from './cli/restore.ts';
import { searchRebuild } from './cli/search-rebuild.ts';
import { tokenAdd } from './cli/token-add.ts';
import { userAdd } from './cli/user-add.ts';
import { readConfig } from './config.ts';
import { SqliteEngine } from './db/engine-sqlite.ts';
import { Invalid } from './errors.ts';
import { openData, withSecret } from './node-data.ts';
import { systemCtx } from './web/system-ctx.ts';

/** Every command; the order is that of the help. */
const COMMANDS: readonly Command[] = [
  migrate,
  userAdd,
  tokenAdd,
  passwordsOnCommand,
  demo,
  check,
  forecast,
  importFile,
  searchRebuild,
  exportDistrict,
  importDistrict,
  backup,
  restore,
];

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(args: readonly string[]): Promise<void> {
  const call = parseCall(COMMANDS, args);
  if (!call) {
    process.stdout.write(`${helpText(COMMANDS)}\n`);
    return;
  }
  const config = readConfig(process.env);
  let data: Data | undefined;
  const open = async (): Promise<Data> => {
    if (data) return data;
    const file = openData(config.dataDir, say);
    const engine = new SqliteEngine(file);
    const secret = withSecret(config);
    const ctx = await systemCtx({ engine, config: secret, clock: Date.now }, 'cli');
    data = { file, engine, ctx, config: secret };
    return data;
  };
  const how: Call = {
    option: (name) => String(call.values[name] ?? ''),
    on: (name) => call.values[name] === true,
    positionals: call.positionals,
    config,
    open,
    stdin,
    say,
  };
  try {
    const result = await call.command.run(how);
    if (result !== undefined)
      process.stdout.write(`${typeof result === 'string' ? result : JSON.stringify(result, null, 2)}\n`);
  } finally {
    data?.file.close();
  }
}

async function stdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

function wordsOf(error: unknown): string {
  if (error instanceof Misused) return `${error.message}. --help says how.`;
  if (error instanceof Invalid)
    return Object.entries(error.fields)
      .map(([field, message]) => (field ? `${field}: ${message}` : message))
      .join('\n');
  return error instanceof Error ? error.message : String(error);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  say(wordsOf(error));
  process.exitCode = error instanceof Misused ? 2 : 1;
});
