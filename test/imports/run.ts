import type { Ctx } from '../../src/context.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine } from '../../src/db/engine.ts';
import { advanceImports } from '../../src/imports/advance.ts';
import { inOnePiece } from '../../src/imports/file-store.ts';
import type { MapBody } from '../../src/imports/forms.ts';
import { mapImport, mappingOfBody } from '../../src/imports/map-import.ts';
import { findImport, type PreviewRow, previewRows } from '../../src/imports/queries.ts';
import { applyImport, undoImport } from '../../src/imports/steer.ts';
import { uploadStream } from '../../src/imports/upload.ts';
import type { Work } from '../../src/imports/work.ts';
import { MemoryFiles, NOW } from '../support/app.ts';

export interface Bench {
  files: MemoryFiles;
  ctx(): Ctx;
  work: Work;
}

/** A server's importer on an engine, as a person. @param rows of one step */
export function importBench(engine: Engine, person: string | null, rows = 500): Bench {
  const files = new MemoryFiles();
  let minutes = 0;
  const ctx = (): Ctx => ({
    db: new Database(engine),
    actor: {
      person,
      name: '',
      grants: [{ role: 'admin', level: null, site: null }],
      source: 'page',
    },
    // Each request is a minute later: what happened after what can be told.
    now: new Date(NOW + (minutes++ % 600) * 60_000).toISOString(),
    today: '2027-03-02',
    district: { name: 'Made', zone: 'America/New_York', currency: 'USD', settings: {} },
    submission: null,
  });
  const work: Work = { ctx: async () => ctx(), files, rows, breathe: async () => {}, tired: () => false };
  return { files, ctx, work };
}

export const MAPPING: MapBody = {
  kind: 'devices',
  source: 'csv',
  create: [],
  clear: [],
  takeState: false,
  match: ['serial', 'tag'],
};

/** From a file's text to its preview. */
export async function preview(bench: Bench, text: string, mapping: Partial<MapBody> = {}): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const { id } = await uploadStream(bench.ctx(), bench.files, inOnePiece(bytes), {
    kind: '',
    fileName: 'devices.csv',
  });
  await advanceImports(bench.work, id);
  const ctx = bench.ctx();
  await mapImport(ctx, id, (it) => mappingOfBody(ctx, it, { ...MAPPING, ...mapping }));
  await advanceImports(bench.work, id);
  return id;
}

export async function applied(bench: Bench, id: string, allOrNothing = false) {
  await applyImport(bench.ctx(), id, { allOrNothing });
  await advanceImports(bench.work, id);
  return state(bench, id);
}

export async function takenBack(bench: Bench, id: string, others = false) {
  await undoImport(bench.ctx(), id, { others });
  await advanceImports(bench.work, id);
  return state(bench, id);
}

export function state(bench: Bench, id: string) {
  return findImport(bench.ctx().db, id);
}

export async function rowsShown(bench: Bench, id: string): Promise<PreviewRow[]> {
  const it = await state(bench, id);
  return (await previewRows(bench.ctx().db, it.n, { does: null, limit: 200 })).items;
}
