import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { type Device, findDevice } from '../devices/queries.ts';
import { Conflict, Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { endReached } from '../repairs/parts-reached-changes.ts';
import { reachedWhere } from '../repairs/parts-reached-queries.ts';
import { insertFit, insertPart } from '../stock/catalog-changes.ts';
import { type Posting, post } from '../stock/posting.ts';
import { reserve } from '../stock/reservations.ts';
import type { Harvest } from './forms.ts';
import { asOffered, insertHarvest, rememberTwin } from './harvest-changes.ts';
import {
  basePart,
  fitsOfPart,
  type HarvestItem,
  harvestItems,
  onItsWayOut,
  skusLike,
} from './harvest-queries.ts';
import { twinSku } from './rules.ts';

export interface Wanted {
  bin: string;
  /** how many of each, by the id of the group or part */
  quantity: Readonly<Record<string, number | null>>;
  reason: string;
  /** the repair that waits for them: they are kept for it */
  repair?: string | null;
}

/**
 * Takes parts out of a device that is on its way to retirement: they go into a bin as harvested parts, in
 * one commit. Level I proposes it.
 * @throws Invalid the device is in service, the bin is none, more than a device has
 */
export async function harvest(
  ctx: Ctx,
  ref: string,
  form: Harvest & { repair?: string | null },
): Promise<{ id: string; proposed: boolean }> {
  const device = await findDevice(ctx.db, ref, 'all');
  if (can(ctx.actor, 'harvest.do')) {
    return retried(async () =>
      commit(ctx, { id: device.id, proposed: false }, await harvesting(ctx, device, form)),
    );
  }
  if (!can(ctx.actor, 'harvest.propose')) throw new Forbidden();
  // What cannot be done now would only be refused later.
  await harvesting(ctx, device, form);
  return propose(ctx, device, form);
}

/** What it takes to harvest, for a use case that brings its own commit. @throws Invalid */
export async function harvesting(ctx: Ctx, device: Device, form: Wanted): Promise<Change> {
  const [items, bins, ways] = await ctx.db.read(
    harvestItems(device.id, device.model, device.variant),
    q
      .selectFrom('bins as b')
      .innerJoin('locations as l', 'l.id', 'b.location')
      .select(['b.id', 'l.top as site'])
      .where('b.id', '=', form.bin)
      .where('b.retired_at', 'is', null),
    onItsWayOut(device.id),
  );
  const [bin] = bins;
  if (!bin) throw new Invalid({ bin: 'Choose a bin that is in use' });
  if (device.state !== 'retired' && !(device.state === 'in_service' && ways[0]?.yes === 1))
    throw new Invalid({
      '': 'Parts come out of a device that is retired, or proposed to be: retire it first',
    });
  const chosen = Object.entries(form.quantity).flatMap(([id, n]) => (n ? [{ id, n }] : []));
  if (chosen.length === 0) throw new Invalid({ '': 'Say how many of at least one part' });
  const wanted = chosen.map(({ id, n }) => ({ item: itemFor(items, id, n), n }));
  const made: Change[] = [];
  const postings: Posting[] = [];
  const rows: { part: string; n: number; id: string; item: string }[] = [];
  for (const { item, n } of wanted) {
    const twin = item.twin ? { id: item.twin, changes: null } : await makeTwin(ctx, item);
    const id = newId();
    made.push(twin.changes);
    rows.push({ part: twin.id, n, id, item: item.item });
    postings.push({
      part: twin.id,
      bin: bin.id,
      quantity: n,
      why: 'harvest',
      source: id,
      by: ctx.actor.person,
      // It was paid for with the device.
      costCents: 0,
    });
  }
  return [
    asOffered(
      device.id,
      wanted.map(({ item }) => [item.item, item.taken] as const),
    ),
    made,
    rows.map((row) =>
      insertHarvest(
        {
          id: row.id,
          device: device.id,
          item: row.item,
          part: row.part,
          bin: bin.id,
          quantity: row.n,
          repair: form.repair ?? null,
          by: ctx.actor.person,
        },
        ctx.now,
      ),
    ),
    post(postings, ctx.now),
    form.repair ? await keepFor(ctx, rows, bin.id, form.repair, device.id) : null,
    record({
      thing: device.id,
      kind: 'device',
      verb: 'stripped',
      device: device.id,
      site: device.home,
      data: {
        parts: rows.map((row) => ({ part: row.part, quantity: row.n })),
        bin: bin.id,
        repair: form.repair ?? null,
      },
      text: form.reason,
    }),
  ];
}

/** Kept for the repair that waits for them; in the vehicle of its technician they have reached it. */
async function keepFor(
  ctx: Ctx,
  rows: readonly { part: string; n: number; id: string; item: string }[],
  bin: string,
  repair: string,
  from: string,
): Promise<Change> {
  const by = ctx.actor.person;
  // The harvested part may be made by this very commit: what it does for is its group.
  const kept = rows.map(({ part, item, n }) => ({ repair, part, group: item, bin, quantity: n }));
  return [
    endReached(await reachedWhere(ctx.db, kept), { district: ctx.district, data: { donor: from } }, ctx.now),
    rows.map(({ part, n, id }) => reserve({ part, bin, quantity: n, repair, source: id, by }, ctx.now)),
  ];
}

const MOST_OF_ONE = 9;

function itemFor(items: readonly HarvestItem[], id: string, n: number): HarvestItem {
  const item = items.find((one) => one.item === id);
  if (!item) throw new Invalid({ [`quantity.${id}`]: 'This does not fit the model of the device' });
  if (item.taken >= MOST_OF_ONE) throw new Invalid({ [`quantity.${id}`]: 'All of them came out before' });
  if (item.taken + n > MOST_OF_ONE)
    throw new Invalid({
      [`quantity.${id}`]: `${item.taken} came out before, and a device has at most ${MOST_OF_ONE}`,
    });
  return item;
}

/** The harvested part of a group (or of a part that has none), which fits where the new one does. */
async function makeTwin(ctx: Ctx, item: HarvestItem): Promise<{ id: string; changes: Change }> {
  const [bases, taken, fits] = await ctx.db.read(
    basePart(item.base),
    skusLike(item.baseSku),
    fitsOfPart(item.base),
  );
  const base = bases[0];
  if (!base) throw new Conflict('reference', 'the part that it was');
  const id = newId();
  const sku = twinSku(base.sku, new Set(taken.map((row) => row.sku)));
  const part = {
    sku,
    name: `${base.name.slice(0, 108)}, harvested`,
    group: item.isGroup ? item.item : null,
    partKind: base.partKind,
    condition: 'harvested' as const,
    counted: true,
    touch: base.touch === null ? null : base.touch === 1 ? ('1' as const) : ('0' as const),
    unit: base.unit,
    pack: 1,
    price: 0,
    makerNumbers: [],
    barcodes: [],
  };
  const alone = item.isGroup
    ? null
    : [
        rememberTwin(item.item, id),
        fits.map((fit) =>
          insertFit(newId(), { ...fit, group: null, part: id }, 'confirmed', ctx.actor.person, ctx.now),
        ),
      ];
  return {
    id,
    changes: [
      insertPart(id, part, ctx.now),
      alone,
      record({
        thing: id,
        kind: 'part',
        verb: 'created',
        data: { sku, name: part.name, group: part.group, partKind: part.partKind, condition: 'harvested' },
        first: true,
      }),
    ],
  };
}

/** Two at once make the first harvested part of a group: the second one finds it. */
async function retried<R>(run: () => Promise<R>): Promise<R> {
  try {
    return await run();
  } catch (error) {
    const made = error instanceof Conflict && /^(parts\.sku|harvested_twins\.)/.test(error.what);
    if (!made) throw error;
    return run();
  }
}

function propose(ctx: Ctx, device: Device, form: Harvest & { repair?: string | null }) {
  const id = newId();
  const content = { bin: form.bin, quantity: form.quantity, repair: form.repair ?? null };
  return commit(
    ctx,
    { id: device.id, proposed: true },
    must('nobody has proposed it yet', {
      sql: `SELECT 1 WHERE NOT EXISTS
              (SELECT 1 FROM proposals WHERE thing = ? AND kind = 'harvest' AND decision IS NULL)`,
      parameters: [device.id],
    }),
    q.insertInto('proposals').values({
      id,
      kind: 'harvest',
      thing: device.id,
      content: JSON.stringify(content),
      reason: form.reason,
      site: device.home,
      proposed_by: ctx.actor.person,
      at: ctx.now,
    }),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'proposed to strip',
      device: device.id,
      site: device.home,
      data: { proposal: id, bin: form.bin },
      text: form.reason,
    }),
  );
}
