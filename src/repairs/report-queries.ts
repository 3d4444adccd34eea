import type { Query } from '../db/query.ts';

export interface HolderRow {
  id: string;
  name: string;
  kind: string;
  grade: string | null;
  site: string | null;
}

/** Who may have had a device when it broke: who has it now, to whom it is issued, who had it before. */
export function mayHaveHad(device: string): Query<HolderRow> {
  return {
    sql: `SELECT p.id, p.given_name || ' ' || p.family_name AS name, p.kind, p.grade, p.site
          FROM devices AS d JOIN people AS p ON p.id IN (d.holder, d.assigned_person,
            (SELECT c.person FROM custody AS c WHERE c.device = d.id AND c.person IS NOT NULL
              ORDER BY c.from_at DESC LIMIT 1))
          WHERE d.id = ? ORDER BY p.id = d.holder DESC, p.id = d.assigned_person DESC LIMIT 3`,
    parameters: [device],
  };
}
