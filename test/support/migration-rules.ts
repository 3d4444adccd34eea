/** What is wrong with one migration file, by the rules both runtimes' splitters and D1 need. */
export function migrationFaults(name: string, text: string): string[] {
  const faults: string[] = [];
  const say = (fault: string): void => void faults.push(`${name}: ${fault}`);
  if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name)) say('is not called NNNN_name.sql');
  if (text.includes('\r')) say('has a carriage return');
  const code = text.replace(/--.*$/gm, '');
  for (const word of [/CREATE\s+(TEMP\w*\s+)?TRIGGER/i, /ON\s+DELETE\s+CASCADE/i, /\bAUTOINCREMENT\b/i]) {
    const hit = code.match(word);
    if (hit) say(`has ${hit[0]}`);
  }
  if (/^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|PRAGMA|VACUUM|ATTACH)\b/im.test(code)) {
    say('has a statement that a batch or D1 does not take');
  }
  const statements = code.split(';');
  if (statements.pop()?.trim()) say('does not end with ;');
  // Everything after a `;` on its line would be taken for a part of that statement by the line splitter.
  if (/;[ \t]*\S/.test(code)) say('has something after a ; on one line');
  for (const statement of statements) {
    const table = statement.match(/^\s*CREATE\s+TABLE\s+(IF NOT EXISTS\s+)?(\w+)/i);
    if (table && !/\)[^()]*\bSTRICT\b[^()]*$/i.test(statement)) say(`table ${table[2]} is not STRICT`);
    if (/\b(BLOB|BOOLEAN|DATETIME|VARCHAR)\b/i.test(statement)) say('has a column type the plan keeps out');
  }
  return faults;
}
