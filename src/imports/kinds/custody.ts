import type { Ctx } from '../../context.ts';
import type { Change } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import { record } from '../../history/record.ts';
import type { Applied, ImportKind, Options, Planned } from '../kind.ts';
import { touchedSince } from '../touched.ts';
import { type Issue, issueMany, type Move, moveMany } from './custody-changes.ts';
import { CUSTODY_COLUMNS } from './custody-columns.ts';
import { type CustodyPlan, planCustody } from './custody-plan.ts';
import { type HeldDevice, heldDevices } from './custody-queries.ts';

/** What undo needs: who had it, and the rows that the import opened. */
interface Before {
  was: HeldDevice;
  custody: string;
  assignment: string | null;
}

async function apply(
  ctx: Ctx,
  plans: readonly Planned[],
  options: Options,
): Promise<{ changes: Change[]; applied: Applied[] }> {
  const rows = plans.map((one) => {
    const data = one.data as CustodyPlan;
    return { nr: one.nr, ...data, custody: newId(), assignment: data.issue ? newId() : null };
  });
  const moves = rows.map(
    ({ device, to, since, was, custody }): Move => ({
      id: custody,
      device,
      ...to,
      why: to.person === null ? 'move' : to.dueOn ? 'loan' : 'check_out',
      at: since,
      expects: was.custody,
    }),
  );
  const issues = rows.flatMap(({ device, issue, was, assignment }): Issue[] =>
    issue && assignment ? [{ id: assignment, device, ...issue, expects: was.assignment }] : [],
  );
  const by = ctx.actor.person;
  return {
    applied: rows.map(({ nr, device, was, custody, assignment }) => ({
      nr,
      thing: device,
      before: { was, custody, assignment } satisfies Before,
    })),
    changes: [
      moveMany(moves, by, ctx.now),
      issueMany(issues, by, ctx.now),
      rows.map(({ device, home, to, issue, since }) =>
        record({
          thing: device,
          kind: 'device',
          verb: to.person === null ? 'moved' : to.dueOn ? 'lent' : 'checked out',
          site: home,
          data: {
            person: to.person,
            location: to.location,
            ...(to.dueOn ? { due: to.dueOn } : {}),
            ...(issue ? { issued: issue.person ?? issue.location, slot: issue.slot } : {}),
            import: options.import,
          },
          doneAt: since,
        }),
      ),
    ],
  };
}

async function undo(
  ctx: Ctx,
  applied: readonly Applied[],
  options: Options,
): Promise<{ changes: Change[]; kept: { nr: number; why: string }[] }> {
  const ids = applied.map((row) => row.thing);
  const touched = await touchedSince(ctx, ids, options.import);
  const now = new Map((await ctx.db.all(heldDevices(ids))).map((device) => [device.id, device]));
  const kept: { nr: number; why: string }[] = [];
  const moves: Move[] = [];
  const issues: Issue[] = [];
  const records: Change[] = [];
  for (const { nr, thing, before } of applied) {
    const { was, custody, assignment } = before as Before;
    const device = now.get(thing);
    if (
      !device ||
      touched.has(thing) ||
      device.custody !== custody ||
      was.place === null ||
      was.atSite === null
    ) {
      kept.push({ nr, why: 'It was moved or changed since' });
      continue;
    }
    moves.push({
      id: newId(),
      device: thing,
      location: was.place,
      top: was.atSite,
      person: was.holder,
      slot: was.custodySlot,
      dueOn: was.dueOn,
      why: 'undo',
      at: ctx.now,
      expects: custody,
    });
    if (assignment !== null)
      issues.push({
        id: newId(),
        device: thing,
        person: was.assignedPerson,
        location: was.assignedLocation,
        slot: was.slot,
        chargers: was.chargers,
        cases: was.cases,
        hotspots: was.hotspots,
        expects: assignment,
      });
    records.push(
      record({
        thing,
        kind: 'device',
        verb: 'import taken back',
        site: device.home,
        data: { import: options.import, person: was.holder, location: was.place },
      }),
    );
  }
  return {
    kept,
    changes: [
      moveMany(moves, ctx.actor.person, ctx.now),
      issueMany(issues, ctx.actor.person, ctx.now),
      ...records,
    ],
  };
}

export const custody: ImportKind = {
  name: 'custody',
  label: 'Who has what',
  columns: CUSTODY_COLUMNS,
  keys: [
    { name: 'serial', label: 'Serial' },
    { name: 'tag', label: 'Tag' },
  ],
  makes: [],
  plan: planCustody,
  apply,
  undo,
};
