import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import { ON_ITS_WAY_OUT } from './rules.ts';

export interface NewHarvest {
  id: string;
  device: string;
  /** id of an interchange group, or of the part that it was before */
  item: string;
  part: string;
  bin: string;
  quantity: number;
  repair: string | null;
  by: string | null;
}

/** Parts out of devices: their movements are posted by the use case, in the same commit. */
export function insertHarvest(x: NewHarvest, now: string): Change {
  return q.insertInto('harvests').values({
    id: x.id,
    device: x.device,
    item: x.item,
    part: x.part,
    bin: x.bin,
    quantity: x.quantity,
    repair: x.repair,
    at: now,
    person: x.by,
  });
}

/** Nobody has taken these out since they were offered. @param taken how many of each had come out then */
export function asOffered(device: string, taken: readonly (readonly [item: string, n: number])[]): Change {
  return [
    must('nobody took the same out of it meanwhile', {
      sql: `SELECT 1 WHERE NOT EXISTS (
              SELECT 1 FROM json_each(?) AS j WHERE j.value ->> 1 <> (
                SELECT ifnull(sum(quantity), 0) FROM harvests WHERE device = ? AND item = j.value ->> 0))`,
      parameters: [JSON.stringify(taken), device],
    }),
    must('the device is still on its way out', {
      sql: `SELECT 1 FROM devices AS d WHERE d.id = ? AND d.joined_into IS NULL
              AND (d.state = 'retired' OR (d.state = 'in_service' AND (${ON_ITS_WAY_OUT})))`,
      parameters: [device],
    }),
  ];
}

export function rememberTwin(ofPart: string, part: string): Change {
  return q.insertInto('harvested_twins').values({ of_part: ofPart, part });
}
