import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertField, retireField, updateField } from './changes.ts';
import type { CustomFieldEdit, FieldType, FieldVersion, NewCustomField } from './forms.ts';
import { findField } from './queries.ts';
import { choicesOf, choicesProblem } from './rules.ts';

const LABELS = { name: 'Name', choices: 'Choices', position: 'Position' } as const;

/** @throws Invalid the choices cannot be */
export async function createField(ctx: Ctx, form: NewCustomField): Promise<{ id: string }> {
  const id = newId();
  const { deviceKind, type } = form;
  return commit(
    ctx,
    { id },
    insertField(id, form, checkedChoices(type, form.choices)),
    record({
      thing: id,
      kind: 'custom field',
      verb: 'created',
      data: { deviceKind, type },
      text: form.name,
      first: true,
    }),
  );
}

/** Values that are no longer among the choices stay with their devices. @throws NotFound, Invalid, Conflict */
export async function editField(ctx: Ctx, id: string, form: CustomFieldEdit): Promise<{ id: string }> {
  const before = await findField(ctx.db, id);
  refuseStale(form.version, { ...before, choices: before.choices.join('\n') }, form, LABELS);
  return commit(
    ctx,
    { id },
    sameVersion('custom_fields', id, form.version),
    updateField(id, form, checkedChoices(before.type, form.choices)),
    record({ thing: id, kind: 'custom field', verb: 'edited', text: form.name }),
  );
}

/** Takes a field out of use, or back in; the values stay. @throws NotFound, Conflict */
export async function retireOrRestoreField(
  ctx: Ctx,
  id: string,
  form: FieldVersion,
): Promise<{ id: string }> {
  const before = await findField(ctx.db, id);
  if (form.version !== before.version) throw new Conflict('version', 'somebody changed it meanwhile');
  const retire = before.retiredAt === null;
  return commit(
    ctx,
    { id },
    sameVersion('custom_fields', id, form.version),
    retireField(id, retire ? ctx.now : null),
    record({ thing: id, kind: 'custom field', verb: retire ? 'retired' : 'restored' }),
  );
}

function checkedChoices(type: FieldType, lines: string): string[] {
  const choices = type === 'choice' ? choicesOf(lines) : [];
  const problem = choicesProblem(type, choices);
  if (problem) throw new Invalid({ choices: problem });
  return choices;
}
