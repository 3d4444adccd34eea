import type { Database } from '../db/database.ts';
import { Invalid } from '../errors.ts';
import type { ImportKind } from './kind.ts';
import type { Import } from './queries.ts';
import { dateOrder } from './values-dates.ts';

type Orders = Record<string, 'month' | 'day'>;

/** Rows whose dates are looked at in one trip. */
const AT_ONCE = 20_000;

/**
 * Which of 03/04 is the month in each column of dates: as its own values say, else as the person does.
 * @throws Invalid at `date.<column>`: nothing in the column decides, and nobody has said it
 */
export async function dateOrders(
  db: Database,
  it: Import,
  kind: ImportKind,
  columns: Readonly<Record<string, number>>,
  said: Readonly<Orders>,
): Promise<Orders> {
  const dated = kind.columns.filter(
    ({ name, type }) => (type === 'date' || type === 'month') && columns[name] !== undefined,
  );
  if (dated.length === 0) return {};
  const texts = dated.map(() => new Set<string>());
  const end = it.headNr + it.rows * 2 + AT_ONCE;
  for (let from = it.headNr; from < end; from += AT_ONCE) {
    const found = await db.read(
      ...dated.map(({ name }) => ({
        sql: `SELECT DISTINCT cells ->> ? AS text FROM import_rows WHERE import = ? AND nr > ? AND nr <= ?`,
        // A bound number is none to SQL: 5.0 is no place in a list.
        parameters: [`$[${columns[name]}]`, it.n, from, from + AT_ONCE] as const,
      })),
    );
    found.forEach((rows, i) => {
      for (const { text } of rows as { text: string | null }[]) if (text) texts[i]?.add(text);
    });
    if (found.every((rows) => rows.length === 0)) break;
  }
  const orders: Orders = {};
  const problems: Record<string, string> = {};
  dated.forEach(({ name, label }, i) => {
    const order = dateOrder(texts[i] ?? []);
    if (order === 'month' || order === 'day') orders[name] = order;
    if (order !== 'ask') return;
    const own = said[name];
    if (own) orders[name] = own;
    else problems[`date.${name}`] = `${label}: is 03/04 the 4th of March or the 3rd of April?`;
  });
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  return orders;
}
