import type { Query } from '../../db/query.ts';

/**
 * Tags or serials of the fleet that begin with a digit, some from either end of their order: how long the fleet's
 * numbers are.
 */
export function someNumbers(kind: 'tag' | 'serial'): Query<{ value: string }> {
  const end = (order: 'ASC' | 'DESC') => `SELECT value FROM (SELECT ${kind} AS value FROM devices
    WHERE joined_into IS NULL AND ${kind} >= '0' AND ${kind} < ':' ORDER BY ${kind} ${order} LIMIT 300)`;
  return { sql: `${end('ASC')} UNION ALL ${end('DESC')}`, parameters: [] };
}
