import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { sameVersion } from '../db/version.ts';
import { findDevice } from '../devices/queries.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { dueFor } from '../repairs/due-rules.ts';
import { holidayDates } from '../repairs/list-queries.ts';
import { addReport, insertReport } from '../repairs/report-changes.ts';
import { dayIn } from '../web/day.ts';
import { mustBeIn } from './changes.ts';
import type { ChecklistEdit, Checks, NewChecklist, Versioned } from './checklist-forms.ts';
import { checklistById } from './checklist-queries.ts';
import { type Item, itemsFrom, itemsIn } from './checklist-rules.ts';
import { mine } from './go.ts';
import { statesFor } from './rules.ts';

const MOST_ITEMS = 60;

function itemsOf(form: NewChecklist): Item[] {
  const items = itemsFrom(form.items);
  if (items.length === 0) throw new Invalid({ items: 'Write at least one item' });
  if (items.length > MOST_ITEMS) throw new Invalid({ items: `At most ${MOST_ITEMS} items` });
  return items;
}

export function createChecklist(ctx: Ctx, form: NewChecklist): Promise<{ id: string }> {
  const id = newId();
  const items = itemsOf(form);
  return commit(
    ctx,
    { id },
    q
      .insertInto('checklists')
      .values({ id, name: form.title, purpose: form.purpose, items: JSON.stringify(items) }),
    record({
      thing: id,
      kind: 'checklist',
      verb: 'created',
      data: { name: form.title, purpose: form.purpose, items: items.length },
      first: true,
    }),
  );
}

/** What was answered before keeps its own words. @throws Conflict somebody changed it meanwhile */
export async function editChecklist(ctx: Ctx, id: string, form: ChecklistEdit): Promise<{ id: string }> {
  const items = itemsOf(form);
  return commit(
    ctx,
    { id },
    sameVersion('checklists', id, form.version),
    q
      .updateTable('checklists')
      .set({ name: form.title, purpose: form.purpose, items: JSON.stringify(items) })
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', id),
    record({ thing: id, kind: 'checklist', verb: 'edited', data: { name: form.title, items: items.length } }),
  );
}

export async function retireChecklist(ctx: Ctx, id: string, form: Versioned): Promise<{ id: string }> {
  const list = await ctx.db.first(checklistById(id));
  if (!list) throw new NotFound();
  const retire = list.retiredAt === null;
  return commit(
    ctx,
    { id },
    sameVersion('checklists', id, form.version),
    q
      .updateTable('checklists')
      .set({ retired_at: retire ? ctx.now : null })
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', id),
    record({ thing: id, kind: 'checklist', verb: retire ? 'retired' : 'restored' }),
  );
}

/**
 * Keeps the answers to a list at a visit. A "no" opens a repair of the device that is named, or a follow-up.
 * @throws NotFound; Invalid an answer that is none, a device that nobody knows
 */
export async function answerChecks(
  ctx: Ctx,
  id: string,
  checklist: string,
  form: Checks,
  pictures: ReadonlyMap<string, string> = new Map(),
): Promise<{ id: string; failed: number }> {
  const visit = await mine(ctx, id);
  const list = await ctx.db.first(checklistById(checklist));
  if (!list) throw new NotFound('There is no such checklist');
  if (!statesFor('note').includes(visit.state)) throw new Conflict('must', 'you have arrived');
  const at = ctx.doneAt ?? ctx.now;
  const changes: Change[] = [];
  const devices = new Set<string>();
  const errors: Record<string, string> = {};
  let failed = 0;
  for (const item of itemsIn(list.items)) {
    const answer = form.answer[item.key] ?? '';
    const picture = pictures.get(item.key) ?? null;
    if (answer === '' && picture === null) continue;
    if (item.kind === 'yes_no' && !['yes', 'no', 'n/a'].includes(answer)) {
      errors[`answer.${item.key}`] = 'Yes, no, or not here';
      continue;
    }
    const fails = item.kind === 'yes_no' && answer === 'no';
    const note = form.note[item.key] ?? '';
    const text = note ? `${item.text}: ${note}` : item.text;
    changes.push(
      keepCheck({ visit: id, checklist, item, answer, text, fails, picture, by: ctx.actor.person }, at),
    );
    if (!fails) continue;
    failed += 1;
    const tag = form.device[item.key] ?? '';
    const device = tag ? await findDevice(ctx.db, tag, 'all').catch(() => null) : null;
    if (tag && !device) {
      errors[`device.${item.key}`] = 'No device has this tag or serial';
      continue;
    }
    const repair = device && !devices.has(device.id) ? await repairFor(ctx, device, text) : null;
    if (device) devices.add(device.id);
    if (repair) changes.push(repair.change);
    changes.push(
      q.insertInto('follow_ups').values({
        id: newId(),
        visit: id,
        site: visit.site,
        text,
        repair: repair?.id ?? null,
        at,
        by: ctx.actor.person,
        // The repair has its own queue.
        done_at: repair ? at : null,
      }),
    );
  }
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  if (changes.length === 0) throw new Invalid({ '': 'Answer at least one item' });
  return commit(
    ctx,
    { id, failed },
    mustBeIn(id, statesFor('note')),
    changes,
    record({
      thing: id,
      kind: 'visit',
      verb: 'checked',
      site: visit.site,
      data: { checklist, answers: form.answer, failed },
      doneAt: at,
    }),
  );
}

function keepCheck(
  x: {
    visit: string;
    checklist: string;
    item: Item;
    answer: string;
    text: string;
    fails: boolean;
    picture: string | null;
    by: string | null;
  },
  at: string,
): Change {
  return {
    sql: `INSERT INTO visit_checks (id, visit, checklist, item, text, answer, failed, photo, at, by)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (visit, checklist, item) DO UPDATE SET text = excluded.text, answer = excluded.answer,
            failed = excluded.failed, photo = ifnull(excluded.photo, photo), at = excluded.at, by = excluded.by`,
    parameters: [
      newId(),
      x.visit,
      x.checklist,
      x.item.key,
      x.text,
      x.answer,
      x.fails ? 1 : 0,
      x.picture,
      at,
      x.by,
    ],
  };
}

type Found = Awaited<ReturnType<typeof findDevice>>;

async function repairFor(ctx: Ctx, device: Found, note: string): Promise<{ id: string; change: Change }> {
  const told = {
    device: device.id,
    site: device.home,
    symptom: null,
    fault: null,
    note,
    reportedBy: ctx.actor.person,
    now: ctx.now,
  };
  if (device.openRepair)
    return { id: device.openRepair, change: addReport({ ...told, repair: device.openRepair }) };
  const id = newId();
  const dueAt = dueFor('normal', ctx.now, ctx.district, await holidayDates(ctx.db));
  return {
    id,
    change: insertReport({
      ...told,
      id,
      hadDevice: null,
      level: 1,
      priority: 'normal',
      dueAt,
      expectedOn: dayIn(ctx.district.zone, dueAt),
      ...(ctx.doneAt ? { at: ctx.doneAt } : {}),
    }),
  };
}
