import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { q } from '../db/query.ts';

export interface NewPhoto {
  id: string;
  device: string;
  repair: string | null;
  name: string;
  thumb: string;
  /** media type */
  type: string;
  width: number;
  height: number;
  bytes: number;
  /** what it shows: 'before', 'inside', 'after', or '' */
  step: string;
  by: string | null;
}

export function insertPhoto(x: NewPhoto, now: string): Change {
  return q.insertInto('photos').values({
    id: x.id,
    device: x.device,
    repair: x.repair,
    name: x.name,
    thumb: x.thumb,
    type: x.type,
    width: x.width,
    height: x.height,
    bytes: x.bytes,
    step: x.step,
    at: now,
    person: x.by,
  });
}

/** It is shown to nobody any more. */
export function withdrawPhoto(id: string, now: string): Change {
  return [
    must('the photo is there', {
      sql: 'SELECT 1 FROM photos WHERE id = ? AND withdrawn_at IS NULL',
      parameters: [id],
    }),
    q.updateTable('photos').set({ withdrawn_at: now }).where('id', '=', id),
  ];
}
