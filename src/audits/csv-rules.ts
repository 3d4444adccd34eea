/** One cell: quoted where it must be; what a spreadsheet would take for a formula stays a text. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, with a mark that tells spreadsheets that it is UTF-8. */
export function csvText(
  heads: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return `\ufeff${csvRows([heads, ...rows])}`;
}

/** Lines without the mark, to go on with. */
export function csvRows(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
