/**
 * The fleet that is there on the first day, as an import would enter it: many devices in one commit, each with the
 * rows and the line of history that the form would make. What comes later goes through the forms one by one.
 */
import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import { stepChanges, useWhenIssued } from '../custody/step.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { insertDevice } from '../devices/record-changes.ts';
import { record } from '../history/record.ts';
import type { Act } from './acts.ts';
import { factsOf } from './demo-acts.ts';
import type { Stage } from './demo-stage.ts';

type Create = Act & { do: 'create' };
type Out = Act & { do: 'check out' };
/** A device of the first day, and to whom it goes at once. */
export type First = { create: Create; out: Out | null };

/** So many devices are entered at once. */
const AT_ONCE = 20;

export async function playFleet(stage: Stage, fleet: readonly First[]): Promise<void> {
  for (let i = 0; i < fleet.length; i += AT_ONCE) {
    const some = fleet.slice(i, i + AT_ONCE);
    const custody = some.map(() => newId());
    await together(
      stage,
      some.map(({ create }) => create),
      (ctx, act, nth) => entering(stage, ctx, act, custody[nth] ?? ''),
    );
    const outs = some.flatMap(({ create, out }, nth) =>
      out ? [{ create, out, custody: custody[nth] ?? '' }] : [],
    );
    await together(
      stage,
      outs.map(({ out }) => out),
      (ctx, _, nth) => {
        const one = outs[nth];
        return one ? handing(stage, ctx, one.create, one.out, one.custody) : null;
      },
    );
  }
}

/** One commit for those acts that the same person does at the same moment. */
async function together<A extends Act>(
  stage: Stage,
  acts: readonly A[],
  change: (ctx: Ctx, act: A, nth: number) => Change,
): Promise<void> {
  const groups = new Map<string, number[]>();
  for (const [nth, { at, by }] of acts.entries()) {
    const key = `${at} ${by}`;
    groups.set(key, [...(groups.get(key) ?? []), nth]);
  }
  for (const group of groups.values()) {
    const { at, by } = acts[group[0] ?? 0] as A;
    const ctx = stage.ctx(by, at);
    await commit(
      ctx,
      null,
      group.map((nth) => change(ctx, acts[nth] as A, nth)),
    );
  }
}

function entering(stage: Stage, ctx: Ctx, act: Create, custody: string): Change {
  const form = factsOf(stage, act.facts);
  const id = newId();
  stage.devices[act.device] = id;
  const place = stage.place(act.place);
  const by = ctx.actor.person;
  const { tag, serial, use } = form;
  const { model, variant, home } = form;
  return [
    insertDevice(
      { id, kind: act.facts.kind, facts: form, tag, serial, unidentified: false, use, by },
      ctx.now,
    ),
    giveCustody({ id: custody, device: id, location: place.id, top: place.top, why: 'created', by }, ctx.now),
    record({
      thing: id,
      kind: 'device',
      verb: 'created',
      site: home,
      data: { tag, serial, model, variant, home, use, at: place.id, photos: [] },
      first: true,
    }),
  ];
}

function handing(stage: Stage, ctx: Ctx, create: Create, { to, issue }: Out, custody: string): Change {
  const { home, model, use } = factsOf(stage, create.facts);
  const device = { id: stage.device(create.device), home, model, use, state: 'in_service' };
  const person = to.person === null ? null : stage.person(to.person);
  const room = to.location === null ? null : stage.place(to.location);
  const where = room ? { location: room.id, top: room.top } : siteOf(stage, to.person ?? 0);
  const one = person === null ? 0 : 1;
  const sort = to.person === null ? 'cart' : stage.isStudent(to.person) ? 'student' : 'staff';
  const goes = { kind: person === null ? 'location' : 'person', sort } as const;
  const holder = { person, location: room?.id ?? null };
  const accessories = { chargers: one, cases: one, hotspots: 0 };
  const { changes } = stepChanges(
    {
      device: { ...device, openCustody: custody, openAssignment: null },
      why: 'check_out',
      ...where,
      person,
      slot: to.slot,
      issue: issue ? { ...holder, use: useWhenIssued(use, goes), ...accessories } : undefined,
      by: ctx.actor.person,
    },
    ctx.now,
  );
  const data = { person, location: where.location, issued: issue, slot: to.slot };
  return [changes, record({ thing: device.id, kind: 'device', verb: 'checked out', site: home, data })];
}

/** Who has a device has it at their site. */
function siteOf(stage: Stage, person: number): { location: string; top: string } {
  const { id } = stage.place(stage.plan.person(person).site);
  return { location: id, top: id };
}
