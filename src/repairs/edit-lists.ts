import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { refuseStale } from '../db/version.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
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

type Saved = { code: string };

export async function createFault(ctx: Ctx, form: NewFault): Promise<Saved> {
  await remedyThere(ctx, form.remedy);
  return save(ctx, 'faults', form.code, 'created', change.insertFault(form.code, form), { ...form });
}

/** @throws NotFound, Invalid, Conflict of kind 'version' with what somebody else changed */
export async function editFault(ctx: Ctx, code: string, form: FaultEdit): Promise<Saved> {
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
  return save(ctx, 'faults', code, 'edited', change.updateFault(code, form), { ...form });
}

export async function createSymptom(ctx: Ctx, form: NewSymptom): Promise<Saved> {
  return save(ctx, 'symptoms', form.code, 'created', change.insertSymptom(form.code, form), { ...form });
}

/** @throws NotFound, Conflict of kind 'version' */
export async function editSymptom(ctx: Ctx, code: string, form: SymptomEdit): Promise<Saved> {
  const before = found(await ctx.db.all(allSymptoms()), code);
  refuseStale(
    form.version,
    before,
    { ...form, faults: JSON.stringify(form.faults) },
    {
      name: 'Name',
      faults: 'Faults',
      position: 'Order',
    },
  );
  return save(ctx, 'symptoms', code, 'edited', change.updateSymptom(code, form), { ...form });
}

export async function createRemedy(ctx: Ctx, form: NewRemedy): Promise<Saved> {
  return save(ctx, 'remedies', form.code, 'created', change.insertRemedy(form.code, form), { ...form });
}

/** @throws NotFound, Conflict of kind 'version' */
export async function editRemedy(ctx: Ctx, code: string, form: RemedyEdit): Promise<Saved> {
  const before = found(await ctx.db.all(allRemedies()), code);
  refuseStale(form.version, before, form, {
    name: 'Name',
    minutes: 'Minutes',
    takesPart: 'Part',
    outcome: 'Outcome',
    position: 'Order',
  });
  return save(ctx, 'remedies', code, 'edited', change.updateRemedy(code, form), { ...form });
}

/** Takes an entry out of the choices, or back in. @throws NotFound, Conflict of kind 'version' */
export async function retireOrRestoreEntry(
  ctx: Ctx,
  list: ListName,
  code: string,
  form: Versioned,
): Promise<Saved> {
  const queries = { faults: allFaults(), symptoms: allSymptoms(), remedies: allRemedies() };
  const before = found<{ code: string; retiredAt: string | null; version: number }>(
    await ctx.db.all<{ code: string; retiredAt: string | null; version: number }>(queries[list]),
    code,
  );
  const retire = before.retiredAt === null;
  const changes = change.retireEntry(list, code, form, retire ? ctx.now : null);
  return save(ctx, list, code, retire ? 'retired' : 'restored', changes, {});
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

function save(
  ctx: Ctx,
  list: ListName,
  code: string,
  verb: string,
  changes: Change,
  data: Record<string, unknown>,
): Promise<Saved> {
  return commit(
    ctx,
    { code },
    changes,
    record({ thing: `${list}:${code}`, kind: KINDS[list], verb, data: { ...data, code } }),
  );
}
