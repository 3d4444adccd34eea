import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { monthOf, monthText } from '../months.ts';
import { setSetting } from '../settings/changes.ts';
import {
  insertScenario,
  type NewRow,
  putRow,
  retireScenario,
  updateScenario,
  withdrawRow,
} from './changes.ts';
import type { Collection, Keep, NewScenario, PlanSettings, Retire, Row, ScenarioEdit } from './forms.ts';
import { planOf, readPlan } from './plan-queries.ts';
import { findRow, findScenario } from './queries.ts';
import type { StoredRow } from './rules.ts';

/** A chain of history for the plan itself; a scenario has its own. */
const PLAN = 'fleet-plan';

/** As far as a row may lie ahead, to see whether it takes out more than there will be. */
const LOOK = 120;

/**
 * So many devices of a model leave or come in a month.
 * @throws Invalid it lies in the past, too far ahead, or more would leave than there will be
 */
export async function planRow(ctx: Ctx, form: Row): Promise<{ id: string; scenario: string | null }> {
  const { scenario, direction, ...rest } = form;
  if (scenario) await scenarioInUse(ctx, scenario);
  const first = monthOf(ctx.today);
  if (form.month < first) throw new Invalid({ month: 'That month is over' });
  if (form.month > `${Number(first.slice(0, 4)) + 9}${first.slice(4)}`)
    throw new Invalid({ month: 'At most nine years ahead' });
  const devices = direction === 'leave' ? -form.devices : form.devices;
  if (devices === 0 && !form.replaces)
    throw new Invalid({ devices: 'At least 1; 0 is for a proposed row that is not to happen' });
  const id = newId();
  const row: NewRow = {
    ...{ ...rest, replaces: form.replaces || null },
    id,
    scenario,
    kind: 'devices',
    devices,
    months: 0,
    by: ctx.actor.person,
  };
  await refuseExcess(ctx, row);
  return put(ctx, row, { devices, month: form.month, why: form.why });
}

/** All that a model loses is put off by some months: "keep them another year". @throws Invalid nothing leaves */
export async function keepModel(ctx: Ctx, form: Keep): Promise<{ id: string; scenario: string | null }> {
  await scenarioInUse(ctx, form.scenario);
  const { rows } = await readPlan(ctx, form.scenario);
  if (!rows.some((row) => row.model === form.model && row.devices < 0))
    throw new Invalid({ model: 'None of them leaves in the plan' });
  const row = { ...blank(ctx, form.scenario), kind: 'keep' as const, model: form.model, months: form.months };
  return put(ctx, row, { months: form.months });
}

/** Collection is in another month of that year, and school ends with it. */
export async function moveCollection(
  ctx: Ctx,
  form: Collection,
): Promise<{ id: string; scenario: string | null }> {
  await scenarioInUse(ctx, form.scenario);
  if (form.month < monthOf(ctx.today)) throw new Invalid({ month: 'That month is over' });
  const row = { ...blank(ctx, form.scenario), kind: 'collection' as const, month: form.month };
  return put(ctx, row, { month: form.month });
}

/** Takes a row out again: a proposed one that it stood in place of comes back. @throws NotFound, Conflict */
export async function takeRowOut(ctx: Ctx, id: string): Promise<{ scenario: string | null }> {
  const row = await findRow(ctx.db, id);
  return commit(
    ctx,
    { scenario: row.scenario },
    withdrawRow(id, ctx.actor.person, ctx.now),
    record({
      thing: row.scenario ?? PLAN,
      kind: 'fleet plan',
      verb: 'row taken out',
      data: { model: row.model, month: row.month, devices: row.devices },
    }),
  );
}

export function createScenario(ctx: Ctx, form: NewScenario): Promise<{ id: string }> {
  const id = newId();
  return commit(
    ctx,
    { id },
    insertScenario(id, form, ctx.actor.person, ctx.now),
    record({ thing: id, kind: 'scenario', verb: 'created', text: form.note, first: true }),
  );
}

/** @throws NotFound, Conflict of kind 'version' */
export async function editScenario(ctx: Ctx, id: string, form: ScenarioEdit): Promise<{ id: string }> {
  const before = await findScenario(ctx.db, id);
  refuseStale(form.version, before, form, { name: 'Name', note: 'Note' });
  return commit(
    ctx,
    { id },
    sameVersion('fleet_scenarios', id, form.version),
    updateScenario(id, form),
    record({ thing: id, kind: 'scenario', verb: 'edited', text: form.note }),
  );
}

/** Puts a scenario away, or takes it up again. @throws NotFound, Conflict */
export async function retireOrRestoreScenario(ctx: Ctx, id: string, form: Retire): Promise<{ id: string }> {
  const before = await findScenario(ctx.db, id);
  if (form.version !== before.version) throw new Conflict('version', 'somebody changed it meanwhile');
  const retire = before.retiredAt === null;
  return commit(
    ctx,
    { id },
    sameVersion('fleet_scenarios', id, form.version),
    retireScenario(id, retire ? ctx.now : null),
    record({ thing: id, kind: 'scenario', verb: retire ? 'put away' : 'taken up again' }),
  );
}

/** How long devices are kept, and when they are collected: what the proposed rows follow from. */
export function savePlanSettings(ctx: Ctx, { version, ...settings }: PlanSettings): Promise<{ done: true }> {
  return commit(
    ctx,
    { done: true } as const,
    setSetting('fleet_plan', JSON.stringify(settings), version),
    record({ thing: 'settings', kind: 'settings', verb: 'edited', data: settings }),
  );
}

function blank(ctx: Ctx, scenario: string): NewRow {
  return {
    id: newId(),
    scenario,
    kind: 'devices',
    model: null,
    month: null,
    devices: 0,
    months: 0,
    why: 'other',
    note: '',
    replaces: null,
    by: ctx.actor.person,
  };
}

async function put(
  ctx: Ctx,
  row: NewRow,
  data: Record<string, unknown>,
): Promise<{ id: string; scenario: string | null }> {
  return commit(
    ctx,
    { id: row.id, scenario: row.scenario },
    putRow(row, ctx.now),
    record({
      thing: row.scenario ?? PLAN,
      kind: 'fleet plan',
      verb: 'row put in',
      data: { model: row.model, ...data },
      text: row.note,
    }),
  );
}

async function scenarioInUse(ctx: Ctx, id: string): Promise<void> {
  const scenario = await findScenario(ctx.db, id);
  if (scenario.retiredAt) throw new Invalid({ '': 'This scenario was put away: take it up again first' });
}

/** A plan that lets more leave than there will be is told before it is saved. */
async function refuseExcess(ctx: Ctx, row: NewRow): Promise<void> {
  const { models, base, own, settings, followed } = await readPlan(ctx, row.scenario, LOOK);
  const rules = { now: monthOf(ctx.today), settings, followed };
  const model = models.find((one) => one.id === row.model);
  if (row.devices >= 0) return;
  if (!model) throw new Invalid({ model: 'There is no device of this model, and none is planned' });
  const stored: StoredRow = row;
  const before = planOf(rules, [model], base, own, LOOK).excess;
  const after = row.scenario
    ? planOf(rules, [model], base, [...own.filter(notReplaced(row)), stored], LOOK).excess
    : planOf(rules, [model], [...base.filter(notReplaced(row)), stored], own, LOOK).excess;
  const worse = after.find(
    (now) => !before.some((was) => was.month === now.month && was.asked - was.there >= now.asked - now.there),
  );
  if (!worse) return;
  const there = worse.there === 1 ? 'only 1 will be there' : `only ${worse.there} will be there`;
  throw new Invalid({
    devices: `The plan would take out ${worse.asked} ${worse.name} in ${monthText(worse.month)}, but ${there} then. What is proposed counts too: replace its row, or take out fewer.`,
  });
}

const notReplaced = (row: NewRow) => (other: StoredRow) => !row.replaces || other.replaces !== row.replaces;
