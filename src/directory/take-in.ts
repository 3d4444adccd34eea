import type { Ctx } from '../context.ts';
import { Conflict, Invalid } from '../errors.ts';
import type { FileStore } from '../imports/file-store.ts';
import type { KindName } from '../imports/kind.ts';
import { guessMapping, mapImport, signatureOf } from '../imports/map-import.ts';
import { findImport, rememberedMapping } from '../imports/queries.ts';
import { isBusy } from '../imports/state-rules.ts';
import { applyImport } from '../imports/steer.ts';
import { dropImport, uploadStream } from '../imports/upload.ts';
import type { Inbox } from './inbox.ts';
import { digestOf, isTaken, noteFile, noteGone, noteTaken, settleFile, wasTaken } from './inbox-notes.ts';
import { type InboxFile, TAKEN } from './inbox-queries.ts';
import { directorySettings, mustAsk } from './rules.ts';

export interface InboxWork {
  fresh(): Promise<Ctx>;
  inbox: Inbox;
  files: FileStore;
  /** carries imports on, as far as it gets */
  carryOn(): Promise<void>;
  tired(): boolean;
}

/**
 * Once a night takes in what lies in the inbox, one file after the other: rosters first as places, then as people.
 * What cannot be read by itself, or would change much, waits for a person as every import does.
 */
export async function takeIn(work: InboxWork): Promise<void> {
  await takeFiles(work);
  while (!work.tired()) {
    const ctx = await work.fresh();
    const file = await ctx.db.first(TAKEN);
    if (!file) return;
    if (isBusy(file.importState)) {
      await work.carryOn();
      const after = await (await work.fresh()).db.first(TAKEN);
      if (after?.import === file.import && isBusy(after.importState)) return;
      continue;
    }
    await goOn(work, ctx, file);
  }
}

async function takeFiles(work: InboxWork): Promise<void> {
  const ctx = await work.fresh();
  if (!directorySettings(ctx.district.settings).nightly || wasTaken(ctx)) return;
  for (const name of await work.inbox.list()) {
    const kinds: readonly (KindName | '')[] = /\.zip$/i.test(name) ? ['locations', 'people'] : [''];
    const digests: string[] = [];
    for (const kind of kinds) {
      const digest = await digestOf(work.inbox.open(name), kind);
      digests.push(digest);
      await takeFile(work, name, kind, digest);
    }
    await work.inbox.take(name);
    await noteGone(await work.fresh(), digests);
  }
  await noteTaken(ctx);
}

/** The file becomes an import, unless it did before the server was stopped: then it only lies there still. */
async function takeFile(work: InboxWork, name: string, kind: KindName | '', digest: string): Promise<void> {
  const ctx = await work.fresh();
  if (await isTaken(ctx, digest)) return;
  try {
    const sent = { kind, fileName: name };
    await uploadStream(ctx, work.files, work.inbox.open(name), sent, (id) => noteFile(ctx, id, name, digest));
  } catch (error) {
    // Another call was quicker.
    if (error instanceof Conflict) return;
    if (!(error instanceof Invalid)) throw error;
    console.error(`The inbox's file ${name} was not taken:`, error.message);
  }
}

/** What a person would do on the import's pages, where there is nothing to decide. */
async function goOn(work: InboxWork, ctx: Ctx, file: InboxFile): Promise<void> {
  const waits = (reason: string) => settleFile(ctx, file.import, 'waits', reason);
  try {
    if (file.importState === 'mapping') await mapOn(ctx, file);
    else if (file.importState === 'ready') await applyOn(work, ctx, file);
    else if (file.importState === 'failed') await settleFile(ctx, file.import, 'failed', file.failure);
    else if (file.importState === 'applied') await settleFile(ctx, file.import, 'done');
    else await waits('Somebody has taken it over');
  } catch (error) {
    if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
    await waits(error instanceof Invalid ? Object.values(error.fields).join('; ') : error.message);
  }
}

/** The columns as a person chose them for the last file with this head. @throws Invalid nobody has yet */
async function mapOn(ctx: Ctx, file: InboxFile): Promise<void> {
  const it = await findImport(ctx.db, file.import);
  const [remembered] = await ctx.db.all(rememberedMapping(signatureOf(it.head)));
  const mapping = await guessMapping(ctx, it, '');
  if (!remembered || mapping.match.length === 0)
    throw new Invalid({ '': 'Choose its columns once: the next file with this head is read so by itself' });
  await mapImport(ctx, file.import, () => mapping);
}

/** @throws Invalid it would change too much */
async function applyOn(work: InboxWork, ctx: Ctx, file: InboxFile): Promise<void> {
  if (file.creates + file.changes === 0) {
    await settleFile(ctx, file.import, 'done', file.rejects > 0 ? `${file.rejects} rows are wrong` : '');
    if (file.rejects === 0) await dropImport(ctx, work.files, file.import);
    return;
  }
  const { percent } = directorySettings(ctx.district.settings);
  if (mustAsk(file.changes, 0, file.changes + file.sames, percent))
    throw new Invalid({
      '': `It would change ${file.changes} of ${file.changes + file.sames}: look at it first`,
    });
  await applyImport(ctx, file.import, { allOrNothing: false });
}
