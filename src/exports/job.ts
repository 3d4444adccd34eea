import type { Ctx } from '../context.ts';
import { Database } from '../db/database.ts';
import type { Engine } from '../db/engine.ts';
import { NotFound } from '../errors.ts';
import type { PhotoStore } from '../photos/store.ts';
import { districtZip } from './district-zip.ts';
import { type ListExport, ROWS_A_READ } from './list.ts';
import { personData } from './person-data.ts';
import { exportBytes, type Format } from './write.ts';

/** An export as plain data: it may be made in another thread. */
export type ExportJob =
  | {
      kind: 'list';
      list: string;
      query: Readonly<Record<string, string>>;
      columns: readonly string[];
      format: Format;
      who: Pick<Ctx, 'actor' | 'now' | 'today' | 'district'>;
    }
  | { kind: 'district'; photos: boolean; logins: boolean; version: string; now: string }
  | { kind: 'person'; id: string; now: string };

/** Where an export is made, and what it reads. */
export interface Workplace {
  engine: Engine;
  photos: PhotoStore;
  /** the database of one moment, where the runtime can hold that */
  snapshot?: () => { engine: Engine; close: () => void };
  lists: (name: string) => ListExport | undefined;
}

/** What an entry gives for exports: their work may be done elsewhere than where pages are answered. */
export interface ExportPlace extends Workplace {
  elsewhere?: (job: ExportJob) => AsyncGenerator<Uint8Array>;
}

/** What an entry's services have for exports. */
export function placeWith(
  { engine, photos, snapshot, elsewhere }: Omit<ExportPlace, 'lists'>,
  lists: Workplace['lists'],
): ExportPlace {
  return { engine, photos, lists, ...(snapshot ? { snapshot } : {}), ...(elsewhere ? { elsewhere } : {}) };
}

/** The bytes of an export, made as they are read: whoever stops reading ends the work. */
export function bytesOf(place: ExportPlace, job: ExportJob): AsyncGenerator<Uint8Array> {
  return place.elsewhere?.(job) ?? runJob(place, job);
}

/** @param rowsARead how many rows of a list one read takes */
export function runJob(
  place: Workplace,
  job: ExportJob,
  rowsARead = ROWS_A_READ,
): AsyncGenerator<Uint8Array> {
  if (job.kind === 'person') return personData(place.engine, job.id, job.now);
  if (job.kind === 'district') return wholeDistrict(place, job);
  const list = place.lists(job.list);
  if (!list) throw new NotFound('There is no such list');
  const { query, columns, format, who } = job;
  const fresh = (): Ctx => ({ ...who, submission: null, db: new Database(place.engine) });
  return exportBytes({ list, query, columns, format, rowsARead }, fresh);
}

/** As it is at this moment, where the runtime can hold that; people go on working meanwhile. */
async function* wholeDistrict(
  { engine, photos, snapshot }: Workplace,
  job: ExportJob & { kind: 'district' },
): AsyncGenerator<Uint8Array> {
  const held = snapshot?.();
  try {
    const { logins, version, now } = job;
    yield* districtZip({
      engine: held?.engine ?? engine,
      photos: job.photos ? photos : null,
      logins,
      version,
      now,
    });
  } finally {
    held?.close();
  }
}
