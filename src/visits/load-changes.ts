import type { Change } from '../db/commit.ts';

export interface NewTick {
  id: string;
  person: string;
  day: string;
  part: string;
  bin: string;
  quantity: number;
}

/** Ticked once for each part and shelf: a second scan of it says how many there are then. */
export function writeTick(x: NewTick, now: string): Change {
  return {
    sql: `INSERT INTO load_ticks (id, person, day, part, bin, quantity, at) VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (person, day, part, bin) WHERE posted_at IS NULL DO UPDATE SET quantity = excluded.quantity`,
    parameters: [x.id, x.person, x.day, x.part, x.bin, x.quantity, now],
  };
}

export function untick(x: { person: string; day: string; part: string; bin: string }): Change {
  return {
    sql: 'DELETE FROM load_ticks WHERE person = ? AND day = ? AND part = ? AND bin = ? AND posted_at IS NULL',
    parameters: [x.person, x.day, x.part, x.bin],
  };
}
