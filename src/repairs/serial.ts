import type { Ctx } from '../context.ts';
import { type Change, must } from '../db/commit.ts';
import { replaceIdentifier, takeBackIdentifier, withdrawLatest } from '../devices/identifier-changes.ts';
import { normalizeSerial } from '../devices/identifier-rules.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import type { SerialSwap } from './quick-changes.ts';

export interface NewSerial {
  changes: Change;
  swap: SerialSwap | null;
}

/**
 * The serial that a device shows after its mainboard was changed; nothing where it is the same.
 * @throws Invalid another device has it
 */
export async function newSerial(
  ctx: Ctx,
  device: { id: string; serial: string; home: string },
  typed: string,
): Promise<NewSerial> {
  const serial = normalizeSerial(typed);
  if (serial === '' || serial === device.serial) return { changes: null, swap: null };
  if (serial.length > 64) throw new Invalid({ serial: 'At most 64 characters' });
  const holder = await ctx.db.first<{ device: string }>({
    sql: "SELECT device FROM identifiers WHERE kind = 'serial' AND value = ? AND withdrawn_at IS NULL",
    parameters: [serial],
  });
  if (holder && holder.device !== device.id) throw new Invalid({ serial: 'Another device has this serial' });
  const changes = [
    holder
      ? takeBackIdentifier(device.id, 'serial', serial, ctx.now)
      : replaceIdentifier(
          { device: device.id, kind: 'serial', value: serial, seen: device.serial, reason: 'mainboard' },
          ctx.now,
        ),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'serial replaced',
      site: device.home,
      data: { from: device.serial, to: serial, reason: 'mainboard' },
    }),
  ];
  return { changes, swap: { from: device.serial, to: serial, made: !holder } };
}

/** Undoes it: the serial from before is the device's again, and the other was never its own. */
export function takeSerialBack(
  ctx: Ctx,
  device: { id: string; serial: string; home: string },
  { from, to, made }: SerialSwap,
): Change {
  // Somebody has set it right meanwhile.
  if (device.serial !== to) return null;
  return [
    must('its serial is the one that was read', {
      sql: 'SELECT 1 FROM devices WHERE id = ? AND serial = ?',
      parameters: [device.id, to],
    }),
    from === '' ? null : takeBackIdentifier(device.id, 'serial', from, ctx.now),
    made ? withdrawLatest(device.id, 'serial', to, ctx.now) : null,
    record({
      thing: device.id,
      kind: 'device',
      verb: 'serial replaced',
      site: device.home,
      data: { from: to, to: from, reason: 'undone' },
    }),
  ];
}
