import { commit } from '../db/commit.ts';
import { Conflict } from '../errors.ts';
import { record } from '../history/record.ts';
import type { FileStore } from '../imports/file-store.ts';
import { type DistrictState, DistrictZip } from './district-zip.ts';
import type { Maker } from './make.ts';
import { dropTaking, filesOf, takingPart, takingState } from './taking.ts';
import { wroteOn } from './taking-changes.ts';
import { type Taking, takingsBefore, takingToMake } from './taking-queries.ts';
import { joined } from './zip.ts';

const DAY_MS = 86_400_000;
/** So long a zip is kept. */
const KEPT_DAYS = 3;
/** Whoever has said nothing for so long was stopped. */
const STALE_MS = 120_000;
/** So often whoever writes a zip at once says how far it is, and looks whether it is still wanted. */
const SAYS_MS = 2_000;

export interface Steps {
  /** no further part is begun after so long */
  milliseconds: number;
  /** a part ends where it has so many bytes, */
  bytes: number;
  /** or so many reads: a call may ask the database a thousand times */
  reads: number;
}

const STEPS: Steps = { milliseconds: 12_000, bytes: 8_000_000, reads: 120 };

/**
 * Writes on at the district that was asked for, if there is one. Where there is another thread it is written there at
 * once, of one moment; else in parts, each of which goes on where the last one ended, so that no call does it all.
 */
export async function makeDistrict(maker: Maker, version: string, steps: Steps = STEPS): Promise<void> {
  const ctx = await maker.fresh();
  const kept = new Date(Date.parse(ctx.now) - KEPT_DAYS * DAY_MS).toISOString();
  for (const { id } of await ctx.db.all(takingsBefore(kept)))
    await dropTaking(await maker.fresh(), maker.files, id);
  const stale = new Date(Date.parse(ctx.now) - STALE_MS).toISOString();
  const due = await ctx.db.first(takingToMake(stale));
  if (!due) return;
  try {
    const mine = await say(maker, due, {});
    if (maker.elsewhere) await atOnce(maker, mine, version);
    else await inParts(maker, mine, version, steps);
  } catch (error) {
    // Somebody else writes it, or ended it.
    if (!(error instanceof Conflict)) throw error;
    const now = await (await maker.fresh()).db.first(takingToMake('9'));
    if (now?.id !== due.id) await maker.files.remove(filesOf({ ...due, parts: due.parts + 1 }));
  }
}

type News = Omit<Parameters<typeof wroteOn>[1], 'makingAt'> & { atWork?: boolean };

/** Says how far it is. @throws Conflict somebody else writes it, or ended it */
async function say(maker: Maker, it: Taking, { atWork = true, ...news }: News): Promise<Taking> {
  const ctx = await maker.fresh();
  // Never the same moment twice: it is what tells who is at work.
  const at = new Date(Math.max(Date.parse(ctx.now), Date.parse(it.makingAt ?? ctx.now) + 1)).toISOString();
  const makingAt = atWork ? at : null;
  const verb = news.state === 'made' ? 'made' : 'not made';
  await commit(
    ctx,
    null,
    wroteOn(it, { ...news, makingAt, ...(news.state === 'made' ? { madeAt: ctx.now } : {}) }),
    news.state ? record({ thing: it.id, kind: 'export', verb, data: { bytes: news.bytes } }) : null,
  );
  return { ...it, ...news, makingAt };
}

async function atOnce(maker: Maker, begun: Taking, version: string): Promise<void> {
  let it = begun;
  const job = {
    kind: 'district',
    photos: it.photos === 1,
    logins: false,
    version,
    now: it.askedAt,
  } as const;
  async function* watched(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    let said = Date.now();
    for await (const piece of maker.elsewhere?.(job) ?? []) {
      yield piece;
      bytes += piece.length;
      if (Date.now() - said < SAYS_MS) continue;
      it = await say(maker, it, { bytes });
      said = Date.now();
    }
  }
  try {
    const { bytes } = await maker.files.put(takingPart(it.id, 1), watched());
    await say(maker, it, { state: 'made', parts: 1, bytes, atWork: false });
  } catch (error) {
    if (error instanceof Conflict) throw error;
    await fail(maker, it, error);
  }
}

async function inParts(maker: Maker, begun: Taking, version: string, steps: Steps): Promise<void> {
  const began = Date.now();
  let it = begun;
  try {
    while (Date.now() - began < steps.milliseconds) {
      const zip = await zipOf(maker, it, version);
      const bytes = await nextPart(zip, steps);
      const part = it.parts + 1;
      await maker.files.put(takingPart(it.id, part), whole(bytes));
      const state = new TextEncoder().encode(JSON.stringify(zip.state));
      if (!zip.done) await maker.files.put(takingState(it.id, part), whole(state));
      const news = { parts: part, bytes: it.bytes + bytes.length };
      it = await say(maker, it, zip.done ? { ...news, state: 'made', atWork: false } : news);
      await maker.files.remove([takingState(it.id, part - 1)]);
      if (zip.done) return;
    }
    await say(maker, it, { atWork: false });
  } catch (error) {
    if (error instanceof Conflict) throw error;
    await fail(maker, it, error);
  }
}

async function zipOf(maker: Maker, it: Taking, version: string): Promise<DistrictZip> {
  const options = {
    engine: maker.engine,
    photos: it.photos === 1 ? maker.photos : null,
    logins: false,
    version,
    now: it.askedAt,
  };
  if (it.parts === 0) return new DistrictZip(options, 'steps');
  return new DistrictZip(options, await stateBehind(maker.files, it));
}

async function stateBehind(files: FileStore, { id, parts }: Taking): Promise<DistrictState> {
  const pieces: Uint8Array[] = [];
  for await (const piece of files.open(takingState(id, parts))) pieces.push(piece);
  return JSON.parse(new TextDecoder().decode(joined(...pieces))) as DistrictState;
}

async function nextPart(zip: DistrictZip, steps: Steps): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let reads = 0; !zip.done && length < steps.bytes && reads < steps.reads; reads++) {
    const piece = await zip.next();
    pieces.push(piece);
    length += piece.length;
  }
  return joined(...pieces);
}

/** It is told on the page, and not tried again by itself. */
async function fail(maker: Maker, it: Taking, error: unknown): Promise<void> {
  console.error('The whole district could not be written:', error);
  const failure = error instanceof Error ? error.message.slice(0, 300) : 'It could not be written';
  await say(maker, it, { state: 'failed', failure, atWork: false });
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
