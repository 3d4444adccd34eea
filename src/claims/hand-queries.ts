import type { Query } from '../db/query.ts';
import { type CoverFacts, covering, withValues } from './cover-queries.ts';

/** The line by which a repair is away at a vendor, with what its device's plan has left. */
export interface AwayCover extends CoverFacts {
  line: string;
  repair: string;
  device: string;
}

/** What a tick by hand would use up; no row where the repair is in no batch at a vendor. @param today YYYY-MM-DD */
export function awayCover(repair: string, today: string): Query<AwayCover> {
  return withValues(
    covering({
      columns: 'c.id AS line, r.id AS repair, r.device',
      from: "(SELECT id, repair FROM claim_lines WHERE repair = :repair AND state = 'sent') AS c CROSS JOIN repairs AS r ON r.id = c.repair",
      joins: '',
      where: '1',
    }),
    { repair, today },
  );
}
