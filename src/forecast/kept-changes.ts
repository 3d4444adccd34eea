import type { Change } from '../db/commit.ts';
import { KEPT, type KeptTable } from './kept-rules.ts';

type Cells = readonly (string | number)[];

/** Rows as they are now: keys and values in the table's order. */
export function keepRows(table: KeptTable, rows: readonly Cells[]): Change {
  const { keys, values } = KEPT[table];
  const columns = [...keys, ...values];
  const cells = columns.map((_, i) => `j.value ->> ${i}`).join(', ');
  const set = values.map((name) => `${name} = excluded.${name}`).join(', ');
  return {
    sql: `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${cells} FROM json_each(?) AS j WHERE true
          ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${set}`,
    parameters: [JSON.stringify(rows)],
  };
}

/** Rows that are no longer so, by their keys. */
export function dropRows(table: KeptTable, rows: readonly Cells[]): Change {
  const { keys } = KEPT[table];
  const cells = keys.map((_, i) => `j.value ->> ${i}`).join(', ');
  return {
    sql: `DELETE FROM ${table} WHERE (${keys.join(', ')}) IN (SELECT ${cells} FROM json_each(?) AS j)`,
    parameters: [JSON.stringify(rows)],
  };
}

/** Adds a piece of the ledger. How far it was read has to be kept in the same commit. */
export function addLedger(after: number, upTo: number): Change {
  return {
    sql: `INSERT INTO stock_months (part, month, net, came)
          SELECT part, substr(at, 1, 7), sum(quantity), sum(max(quantity, 0)) FROM movements
          WHERE n > ? AND n <= ? AND why <> 'transfer' GROUP BY 1, 2 HAVING true
          ON CONFLICT (part, month) DO UPDATE SET net = net + excluded.net, came = came + excluded.came`,
    parameters: [after, upTo],
  };
}
