import { quoted } from './cells.ts';
import { columnWords, keyWords } from './dictionary.ts';
import { TABLE_WORDS } from './table-words-rules.ts';
import type { Table } from './tables-rules.ts';

export function dictionary(tables: readonly Table[]): string {
  const lines = tables.flatMap((table) =>
    table.columns.map((column) =>
      [
        table.name,
        column.name,
        column.type.toLowerCase(),
        keyWords(table, column),
        column.refers ?? '',
        columnWords(table.name, column),
      ]
        .map(quoted)
        .join(','),
    ),
  );
  return `table,column,type,key,refers_to,meaning\n${lines.join('\n')}\n`;
}

export function tableList(tables: readonly Table[]): string {
  const lines = tables.map(({ name }) =>
    [name, TABLE_WORDS[name] ?? name.replaceAll('_', ' ')].map(quoted).join(','),
  );
  return `table,meaning\n${lines.join('\n')}\n`;
}

export function readme(logins: boolean, photos: boolean, now: string): string {
  return `The whole district, taken out of Spudger at ${now}.

tables/NAME.csv   every row of the table NAME, in the order of its key
dictionary.csv    every column: table, type, key, the table that it names, what it means
tables.csv        what each table holds
${photos ? 'photos/           the pictures by their names in the tables photos, visit_photos and audit_photos\n' : ''}manifest.json     rows and SHA-256 of each table's file, and a digest of the tables' columns

CSV: UTF-8, commas, lines end with a line feed. Nothing between two commas is no value, "" is an empty text. A text
that begins with = + - @ ' a tab or a line break has an apostrophe in front, so that no spreadsheet runs it: take one
off. Times are ISO 8601 in UTC, dates YYYY-MM-DD, money whole cents, yes and no 1 and 0. Ids are UUIDs.

${logins ? 'Passwords (scrypt), passkeys and digests of API tokens are in it: keep it like a key.' : 'Passwords, passkeys and tokens are not in it.'}
Sessions, one-time links, calendar links, webhooks and mail that waits are never in it.

Back into an empty Spudger of the same version:
  npm run -s cli -- import district FILE.zip
`;
}
