import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Invalid } from '../errors.ts';
import { atStep, setImport } from './changes.ts';
import { guessMapping, mapImport, mappingOfBody } from './map-import.ts';
import { findImport, type Import } from './queries.ts';
import { applyImport } from './steer.ts';
import { asAsker, type Work } from './work.ts';

/** The columns are chosen as the program said, or as they seem to be; where that cannot be, a person may. */
export async function mapBySelf(work: Work, it: Import): Promise<void> {
  const ctx = asAsker(await work.ctx(), it);
  try {
    await map(ctx, it);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    await commit(ctx, null, atStep(it), setImport(it.n, { failure: error.message.slice(0, 1_000) }));
  }
}

async function map(ctx: Ctx, it: Import): Promise<void> {
  const { auto } = it;
  if (!auto) return;
  const seems = await guessMapping(ctx, it, it.kind);
  const found = auto.columns ?? seems.columns;
  const { match, create, clear, fixed = seems.fixed, dates = {}, takeState = false } = auto;
  await mapImport(ctx, it.id, (now) =>
    mappingOfBody(ctx, now, {
      kind: seems.kind,
      source: auto.source || seems.source,
      columns: { ...found },
      fixed: { ...fixed },
      dates: { ...dates },
      match: [...match],
      create: [...create],
      clear: [...clear],
      takeState,
    }),
  );
}

/** What a program wants applied goes in as soon as it is planned; nothing where all of it was to be right. */
export async function applyBySelf(work: Work, { id, auto }: Import): Promise<void> {
  const now = await findImport((await work.ctx()).db, id);
  if (!auto?.apply || now.state !== 'ready') return;
  if (now.creates + now.changes === 0 || (auto.allOrNothing && now.rejects > 0)) return;
  await applyImport(asAsker(await work.ctx(), now), id, { allOrNothing: auto.allOrNothing });
}
