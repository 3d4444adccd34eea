import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { refuseStale } from '../db/version.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { askFor } from '../proposals/ask-changes.ts';
import * as change from './list-changes.ts';
import type {
  FaultEdit,
  ListName,
  NewFault,
  NewRemedy,
  NewSymptom,
  RemedyEdit,
  SymptomEdit,
  Versioned,
} from './list-forms.ts';
import { allFaults, allRemedies, allSymptoms } from './list-queries.ts';

/** What each list is called in the history. */
const KINDS: Readonly<Record<ListName, string>> = {
  faults: 'fault',
  symptoms: 'symptom',
  remedies: 'remedy',
};

/** @property proposed true where a manager decides */
interface Saved {
  code: string;
  proposed: boolean;
}

/** Who may only propose, proposes it. @throws Invalid */
export const createFault = (ctx: Ctx, form: NewFault): Promise<Saved> =>
  doOrAsk(ctx, 'faults', 'add', form.code, form, () => makingFault(ctx, form));

export async function makingFault(ctx: Ctx, form: NewFault): Promise<Change> {
  await remedyThere(ctx, form.remedy);
  refuseTaken(await ctx.db.all(allFaults()), form.code);
  return written('faults', form.code, 'created', change.insertFault(form.code, form), { ...form });
}

/** @throws NotFound, Invalid, Conflict of kind 'version' with what somebody else changed */
export const editFault = (ctx: Ctx, code: string, form: FaultEdit): Promise<Saved> =>
  doOrAsk(ctx, 'faults', 'edit', code, form, () => editingFault(ctx, code, form));

export async function editingFault(ctx: Ctx, code: string, form: FaultEdit): Promise<Change> {
  const before = found(await ctx.db.all(allFaults()), code);
  refuseStale(form.version, before, form, {
    name: 'Name',
    level: 'Level',
    minutes: 'Minutes',
    remedy: 'Remedy',
    partKind: 'Part',
    position: 'Order',
  });
  await remedyThere(ctx, form.remedy);
  return written('faults', code, 'edited', change.updateFault(code, form), { ...form });
}

export const createSymptom = (ctx: Ctx, form: NewSymptom): Promise<Saved> =>
  doOrAsk(ctx, 'symptoms', 'add', form.code, form, () => makingSymptom(ctx, form));

export async function makingSymptom(ctx: Ctx, form: NewSymptom): Promise<Change> {
  refuseTaken(await ctx.db.all(allSymptoms()), form.code);
  return written('symptoms', form.code, 'created', change.insertSymptom(form.code, form), { ...form });
}

/** @throws NotFound, Conflict of kind 'version' */
export const editSymptom = (ctx: Ctx, code: string, form: SymptomEdit): Promise<Saved> =>
  doOrAsk(ctx, 'symptoms', 'edit', code, form, () => editingSymptom(ctx, code, form));

export async function editingSymptom(ctx: Ctx, code: string, form: SymptomEdit): Promise<Change> {
  const before = found(await ctx.db.all(allSymptoms()), code);
  const typed = { ...form, faults: JSON.stringify(form.faults) };
  refuseStale(form.version, before, typed, { name: 'Name', faults: 'Faults', position: 'Order' });
  return written('symptoms', code, 'edited', change.updateSymptom(code, form), { ...form });
}

export const createRemedy = (ctx: Ctx, form: NewRemedy): Promise<Saved> =>
  doOrAsk(ctx, 'remedies', 'add', form.code, form, () => makingRemedy(ctx, form));

export async function makingRemedy(ctx: Ctx, form: NewRemedy): Promise<Change> {
  refuseTaken(await ctx.db.all(allRemedies()), form.code);
  return written('remedies', form.code, 'created', change.insertRemedy(form.code, form), { ...form });
}

/** @throws NotFound, Conflict of kind 'version' */
export const editRemedy = (ctx: Ctx, code: string, form: RemedyEdit): Promise<Saved> =>
  doOrAsk(ctx, 'remedies', 'edit', code, form, () => editingRemedy(ctx, code, form));

export async function editingRemedy(ctx: Ctx, code: string, form: RemedyEdit): Promise<Change> {
  const before = found(await ctx.db.all(allRemedies()), code);
  refuseStale(form.version, before, form, {
    name: 'Name',
    minutes: 'Minutes',
    takesPart: 'Part',
    outcome: 'Outcome',
    position: 'Order',
  });
  return written('remedies', code, 'edited', change.updateRemedy(code, form), { ...form });
}

/** Takes an entry out of the choices, or back in. @throws NotFound, Conflict of kind 'version' */
export async function retireOrRestoreEntry(
  ctx: Ctx,
  list: ListName,
  code: string,
  form: Versioned,
): Promise<{ code: string }> {
  const queries = { faults: allFaults(), symptoms: allSymptoms(), remedies: allRemedies() };
  const before = found<{ code: string; retiredAt: string | null; version: number }>(
    await ctx.db.all<{ code: string; retiredAt: string | null; version: number }>(queries[list]),
    code,
  );
  const retire = before.retiredAt === null;
  const changes = change.retireEntry(list, code, form, retire ? ctx.now : null);
  return commit(ctx, { code }, written(list, code, retire ? 'retired' : 'restored', changes, {}));
}

function found<T extends { code: string }>(rows: readonly T[], code: string): T {
  const row = rows.find((one) => one.code === code);
  if (!row) throw new NotFound();
  return row;
}

async function remedyThere(ctx: Ctx, code: string | null): Promise<void> {
  if (code === null) return;
  const remedies = await ctx.db.all(allRemedies());
  if (!remedies.some((one) => one.code === code)) throw new Invalid({ remedy: 'Choose one of these' });
}

function refuseTaken(rows: readonly { code: string }[], code: string): void {
  if (rows.some((one) => one.code === code)) throw new Invalid({ code: 'Another one has this code' });
}

/** Who may, does it; who may only propose, asks with all that was typed. What could not be done is not proposed. */
async function doOrAsk(
  ctx: Ctx,
  list: ListName,
  what: 'add' | 'edit',
  code: string,
  form: Readonly<Record<string, unknown>>,
  changes: () => Promise<Change>,
): Promise<Saved> {
  const done = await changes();
  if (can(ctx.actor, 'catalog.edit')) return commit(ctx, { code, proposed: false }, done);
  const about = what === 'edit' ? { thing: `${list}:${code}`, kind: KINDS[list] } : null;
  const asked = { kind: `${list}.${what}`, about, content: { ...form, code }, by: ctx.actor.person };
  return commit(ctx, { code, proposed: true }, askFor(asked, ctx.now));
}

function written(
  list: ListName,
  code: string,
  verb: string,
  changes: Change,
  data: Record<string, unknown>,
): Change {
  return [changes, record({ thing: `${list}:${code}`, kind: KINDS[list], verb, data: { ...data, code } })];
}
