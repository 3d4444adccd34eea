import type Sqlite from 'better-sqlite3';
import { isAsStored } from '../audits/findings.ts';
import { type Broken, brokenRules, RULES } from '../check/queries.ts';
import { Database } from '../db/database.ts';
import type { Engine } from '../db/engine.ts';
import { verifyHistory } from '../history/verify.ts';
import type { Command } from './command.ts';

export const check: Command = {
  name: 'check',
  summary:
    'Checks every rule, every reference and the whole history. Exits with 1 where something is broken.',
  async run({ open, say }) {
    const { file, engine } = await open();
    const broken = await checkAll(file, engine, say);
    if (broken.length > 0) process.exitCode = 1;
    return { ok: broken.length === 0, broken };
  },
};

const EXAMPLES = 5;
/** Records checked with one count of statements, and between two lines of progress. */
const SLICE = 200_000;

/** Everything that must hold in a database file; [] where it does. */
export async function checkAll(
  file: Sqlite.Database,
  engine: Engine,
  say: (line: string) => void,
): Promise<Broken[]> {
  const broken: Broken[] = [];
  say('The file ...');
  const found = file.pragma('integrity_check') as { integrity_check: string }[];
  const damage = found.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  if (damage.length > 0) broken.push({ rule: 'the file is whole', examples: damage.slice(0, EXAMPLES) });
  // A damaged file answers questions wrongly, or not at all.
  if (damage.length > 0) return broken;
  say('References ...');
  const examples = danglingReferences(file);
  if (examples.length > 0) broken.push({ rule: 'what a row names is there', examples });
  for (const [i, rule] of RULES.entries()) {
    say(`Rule ${i + 1} of ${RULES.length}: ${rule.name}`);
    broken.push(...(await brokenRules(new Database(engine), [rule])));
  }
  broken.push(...(await checkAudits(engine, say)));
  broken.push(...(await checkHistory(engine, say)));
  return broken;
}

/** Findings are computed once more from the events of each closed audit. */
async function checkAudits(engine: Engine, say: (line: string) => void): Promise<Broken[]> {
  say('Findings of audits ...');
  const audits = await new Database(engine).all<{ id: string; round: number }>({
    sql: "SELECT id, round FROM audits WHERE state IN ('closed', 'signed') ORDER BY n",
    parameters: [],
  });
  const examples: string[] = [];
  for (const audit of audits) {
    if (!(await isAsStored(new Database(engine), audit))) examples.push(audit.id);
    if (examples.length === EXAMPLES) break;
  }
  return examples.length > 0 ? [{ rule: 'the findings of an audit are what its events say', examples }] : [];
}

function danglingReferences(file: Sqlite.Database): string[] {
  const examples: string[] = [];
  const rows = file.prepare('PRAGMA foreign_key_check').iterate() as Iterable<Record<string, unknown>>;
  for (const { table, rowid, parent } of rows) {
    examples.push(`${table} ${rowid ?? ''} names a row of ${parent} that is not there`);
    if (examples.length === EXAMPLES) break;
  }
  return examples;
}

async function checkHistory(engine: Engine, say: (line: string) => void): Promise<Broken[]> {
  let next: string | null = null;
  let slices = 0;
  do {
    say(`History: ${slices++ * SLICE} records`);
    const verified = await verifyHistory(new Database(engine), SLICE, next);
    const { broken } = verified;
    if (broken) {
      const where = broken.thing === '' ? `record ${broken.seq}` : `${broken.thing} line ${broken.seq}`;
      return [{ rule: 'the history is unbroken', examples: [`${where}: ${broken.reason}`] }];
    }
    next = verified.next;
  } while (next !== null);
  return [];
}
