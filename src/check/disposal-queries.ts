import type { Rule } from './rules.ts';

export const DISPOSAL_RULES: readonly Rule[] = [
  {
    name: 'proceeds of a lot are those of its devices',
    sql: `SELECT o.id AS what FROM lots AS o WHERE o.proceeds_cents <> (
        SELECT ifnull(sum(x.proceeds_cents), 0) FROM lot_devices AS x WHERE x.lot = o.id)`,
  },
  {
    name: 'a device in an open lot is retired, or disposed of by the scan with which it left',
    sql: `SELECT x.device AS what FROM lot_devices AS x JOIN devices AS d ON d.id = x.device
      WHERE x.ended_at IS NULL AND (d.joined_into IS NOT NULL
        OR d.state <> CASE WHEN x.left_at IS NULL THEN 'retired' ELSE 'disposed' END)`,
  },
  {
    name: 'a lot that is closed has nothing left to leave, and says where it went',
    sql: `SELECT o.id AS what FROM lots AS o WHERE o.closed_at IS NOT NULL AND (
        EXISTS (SELECT 1 FROM lot_devices AS x WHERE x.lot = o.id AND x.ended_at IS NULL)
        OR (o.state = 'closed' AND (o.recycler = '' OR o.left_on IS NULL
          OR (o.certificate IS NULL AND o.no_certificate = ''))))`,
  },
  {
    name: 'nobody approved the lot that he made, proposed or gathered',
    sql: `SELECT o.id AS what FROM lots AS o WHERE o.approved_by IN (o.made_by, o.proposed_by)
      OR EXISTS (SELECT 1 FROM lot_devices AS x WHERE x.lot = o.id AND x.added_by = o.approved_by
        AND x.ended_why IS NOT 'removed')`,
  },
  {
    name: 'what left a lot was approved, deprovisioned and wiped',
    sql: `SELECT x.id AS what FROM lot_devices AS x JOIN lots AS o ON o.id = x.lot
      WHERE x.left_at IS NOT NULL AND (o.approved_at IS NULL OR o.approved_at > x.left_at
        OR x.deprovisioned_at IS NULL OR x.wiped_at IS NULL)`,
  },
  {
    name: 'what came out of a device is in the ledger',
    sql: `SELECT h.id AS what FROM harvests AS h WHERE h.quantity <> (
        SELECT ifnull(sum(m.quantity), 0) FROM movements AS m
        WHERE m.source = h.id AND m.part = h.part AND m.bin = h.bin AND m.why = 'harvest')`,
  },
];
