import { plainHead } from './mapping-rules.ts';

const OWN = 'own:';

/** The name of the column that holds the district's own field of that name. */
export function ownName(field: string): string {
  return `${OWN}${plainHead(field).slice(0, 50)}`;
}

export function isOwn(column: string): boolean {
  return column.startsWith(OWN);
}
