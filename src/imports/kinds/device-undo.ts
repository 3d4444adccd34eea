import type { Ctx } from '../../context.ts';
import type { Change } from '../../db/commit.ts';
import { record } from '../../history/record.ts';
import type { Applied, Options } from '../kind.ts';
import { stillUntouched, touchedSince } from '../touched.ts';
import {
  type ChangedBack,
  changeBack,
  retireThings,
  unnameAbroad,
  withdrawDevices,
} from './device-back-changes.ts';
import { keepOwnValues } from './device-own-changes.ts';
import { knownDevices, unusedWithout } from './device-queries.ts';
import type { KnownDevice } from './device-rules.ts';
import { changeStatesBack, type Stated } from './device-state-changes.ts';
import type { Before } from './devices.ts';

const TOUCHED = 'It was changed since';

/** Devices go back to what they were; those that the import made were never there. What was touched since stays. */
export async function undoDevices(
  ctx: Ctx,
  applied: readonly Applied[],
  options: Options,
): Promise<{ changes: Change[]; kept: { nr: number; why: string }[] }> {
  const ids = applied.map((row) => row.thing);
  const [now, made, changed] = [
    new Map((await ctx.db.all(knownDevices(ids))).map((device) => [device.id, device])),
    await touchedSince(ctx, ofKind(applied, true), options.import, true),
    await touchedSince(ctx, ofKind(applied, false), options.import),
  ];
  const kept: { nr: number; why: string }[] = [];
  const gone: KnownDevice[] = [];
  const back: ChangedBack[] = [];
  const things: Before['made'] = [];
  const stated: Stated[] = [];
  const owned: Parameters<typeof keepOwnValues>[0][number][] = [];
  const unnamed: { id: string; external: string }[] = [];
  for (const { nr, thing, before } of applied) {
    const { was, made: with_, external = '', stated: state, own = [] } = before as Before;
    const device = now.get(thing);
    if (!device || made.has(thing) || changed.has(thing)) kept.push({ nr, why: TOUCHED });
    else if (was) {
      // What was not kept of a device when the import went in is as it is now.
      back.push({ now: device, before: { ...device, ...was } });
      unnamed.push({ id: device.id, external });
      if (state) stated.push(state);
      owned.push(...own.map((one) => ({ device: device.id, ...one })));
    } else gone.push(device);
    things.push(...with_);
  }
  const unused =
    things.length > 0
      ? await ctx.db.all(
          unusedWithout(
            things,
            gone.map(({ id }) => id),
          ),
        )
      : [];
  const line = (device: KnownDevice, undone: string) =>
    record({
      thing: device.id,
      kind: 'device',
      verb: 'import taken back',
      site: device.home,
      data: { import: options.import, undone },
    });
  return {
    kept,
    changes: [
      stillUntouched(
        gone.map(({ id }) => id),
        options.import,
        true,
      ),
      withdrawDevices(gone, ctx.now),
      changeBack(back, ctx.actor.person, ctx.now),
      changeStatesBack(stated, ctx.actor.person, ctx.now),
      keepOwnValues(owned),
      unnameAbroad(options.source, unnamed),
      gone.map((device) => line(device, 'created')),
      back.map((one) => line(one.now, 'edited')),
      retireThings(
        unused.filter(({ kind }) => kind === 'model').map(({ id }) => id),
        unused.filter(({ kind }) => kind === 'location').map(({ id }) => id),
        ctx.now,
      ),
      unused.map(({ kind, id }) =>
        record({ thing: id, kind, verb: 'retired', data: { import: options.import } }),
      ),
    ],
  };
}

function ofKind(applied: readonly Applied[], created: boolean): string[] {
  return applied.filter((row) => ((row.before as Before).was === null) === created).map((row) => row.thing);
}
