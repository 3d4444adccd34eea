import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';

export interface KitLine {
  part: string | null;
  group: string | null;
  quantity: number;
}

export interface KitColumns {
  name: string;
  fault: string | null;
  lines: readonly KitLine[];
}

export function insertKit(id: string, kit: KitColumns): Change {
  return [q.insertInto('kits').values({ id, name: kit.name, fault: kit.fault }), kitLines(id, kit.lines)];
}

export function updateKit(id: string, kit: KitColumns): Change {
  return [
    q
      .updateTable('kits')
      .set({ name: kit.name, fault: kit.fault })
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', id),
    q.deleteFrom('kit_lines').where('kit', '=', id),
    kitLines(id, kit.lines),
  ];
}

export function retireKit(id: string, retiredAt: string | null): Change {
  return q
    .updateTable('kits')
    .set({ retired_at: retiredAt })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

function kitLines(kit: string, lines: readonly KitLine[]): Change {
  const rows = lines.map((line, i) => [newId(), i + 1, line.part, line.group, line.quantity]);
  return {
    sql: `INSERT INTO kit_lines (id, kit, position, part, interchange_group, quantity)
          SELECT value ->> 0, ?, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`,
    parameters: [kit, JSON.stringify(rows)],
  };
}
