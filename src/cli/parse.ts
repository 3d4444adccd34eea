import { parseArgs } from 'node:util';
import { type Command, Misused } from './command.ts';

export interface Parsed {
  command: Command;
  values: Readonly<Record<string, string | boolean | undefined>>;
  positionals: readonly string[];
}

/** The command that the arguments call; null where help is asked for. @throws Misused */
export function parseCall(commands: readonly Command[], args: readonly string[]): Parsed | null {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const command = [2, 1]
    .map((n) => commands.find(({ name }) => name === words.slice(0, n).join(' ')))
    .find((found) => found !== undefined);
  if (args.includes('--help') || args.includes('-h') || args.length === 0) return null;
  if (!command) throw new Misused(`There is no command '${words.slice(0, 2).join(' ')}'`);
  const options = Object.fromEntries(
    (command.options ?? []).map(({ name, value }) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  const rest = without(args, command.name.split(' '));
  const { values, positionals } = parsed(rest, options);
  for (const { name, needed } of command.options ?? [])
    if (needed && values[name] === undefined) throw new Misused(`--${name} is missing`);
  const wanted = command.positionals ?? [];
  if (positionals.length < wanted.length) throw new Misused(`${wanted[positionals.length]} is missing`);
  if (positionals.length > wanted.length) throw new Misused(`'${positionals[wanted.length]}' is too much`);
  return { command, values, positionals };
}

function parsed(args: string[], options: Record<string, { type: 'string' | 'boolean' }>) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Misused(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

/** The arguments without the first word that names the command, and the second one. */
function without(args: readonly string[], words: readonly string[]): string[] {
  const left = [...args];
  for (const word of words) left.splice(left.indexOf(word), 1);
  return left;
}

/** What --help prints. */
export function helpText(commands: readonly Command[]): string {
  const lines = ['npm run -s cli -- COMMAND', ''];
  for (const { name, summary, options = [], positionals = [] } of commands) {
    lines.push(`  ${[name, ...positionals].join(' ')}`, `      ${summary}`);
    for (const option of options) {
      const shown = `--${option.name}${option.value ? ` ${option.value}` : ''}`;
      lines.push(`      ${shown.padEnd(26)} ${option.help}${option.needed ? '' : ' (optional)'}`);
    }
    lines.push('');
  }
  lines.push('DATA_DIR names the folder of the data. Output for programs is JSON on standard output.');
  return lines.join('\n');
}
