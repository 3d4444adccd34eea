import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { checkFree } from './check-record.ts';
import type { Identify, Withdraw } from './forms.ts';
import {
  type IdentifierKind,
  replaceIdentifier,
  takeBackIdentifier,
  withdrawIdentifier,
} from './identifier-changes.ts';
import { findDevice } from './queries.ts';
import { readIdentifier } from './rules.ts';

/**
 * The device carries another tag or serial from now on; the former one goes on to find it. A former one of its own
 * may come back.
 * @throws Invalid another device has it; Conflict the current one is not the one that was seen
 */
export async function identifyDevice(
  ctx: Ctx,
  ref: string,
  kind: IdentifierKind,
  form: Identify,
): Promise<{ id: string }> {
  const device = await findDevice(ctx.db, ref, 'all');
  const read = readIdentifier(kind, form.value);
  if ('problem' in read) throw new Invalid({ value: read.problem });
  const { value } = read;
  if (value === '') throw new Invalid({ value: `This is not a ${kind}` });
  const before = device[kind];
  if (before !== form.seen)
    throw new Conflict('version', `its ${kind} has changed`, [
      { label: kind === 'tag' ? 'Tag' : 'Serial', yours: form.seen, theirs: before },
    ]);
  if (value === before) throw new Invalid({ value: `This is its ${kind} already` });
  await checkFree(ctx, { [kind]: value }, device.id, () => 'value');
  const own = await ctx.db.first<{ id: string }>({
    sql: 'SELECT id FROM identifiers WHERE device = ? AND kind = ? AND value = ? AND withdrawn_at IS NULL',
    parameters: [device.id, kind, value],
  });
  return commit(
    ctx,
    { id: device.id },
    own
      ? takeBackIdentifier(device.id, kind, value, ctx.now)
      : replaceIdentifier({ device: device.id, kind, value, seen: form.seen, reason: form.reason }, ctx.now),
    record({
      thing: device.id,
      kind: 'device',
      verb: before === '' ? `${kind} added` : `${kind} replaced`,
      site: device.home,
      data: { from: before, to: value },
      text: form.reason,
    }),
  );
}

/**
 * A tag or serial that was never this device's: it no longer finds it and is free for another one.
 * @throws Invalid it is the only one; an identified device does not become unidentified by a mistake
 */
export async function withdrawWrong(ctx: Ctx, ref: string, form: Withdraw): Promise<{ id: string }> {
  const device = await findDevice(ctx.db, ref, 'all');
  const row = await ctx.db.first<{ kind: IdentifierKind; value: string; to_at: string | null }>({
    sql: 'SELECT kind, value, to_at FROM identifiers WHERE id = ? AND device = ? AND withdrawn_at IS NULL',
    parameters: [form.identifier, device.id],
  });
  if (!row) throw new NotFound();
  const other = row.kind === 'tag' ? device.serial : device.tag;
  if (row.to_at === null && other === '' && device.unidentified === 0)
    throw new Invalid({ reason: 'Nothing else identifies this device: give it the right one first' });
  return commit(
    ctx,
    { id: device.id },
    withdrawIdentifier(form.identifier, device.id, form.reason, ctx.now),
    must('something else identifies the device', {
      sql: "SELECT 1 FROM devices WHERE id = ? AND (tag <> '' OR serial <> '' OR unidentified = 1)",
      parameters: [device.id],
    }),
    record({
      thing: device.id,
      kind: 'device',
      verb: `${row.kind} withdrawn`,
      site: device.home,
      data: { value: row.value },
      text: form.reason,
    }),
  );
}
