import type { Ctx } from '../context.ts';
import type { Change } from '../db/commit.ts';
import { replaceIdentifier, takeBackIdentifier } from '../devices/identifier-changes.ts';
import { normalizeSerial } from '../devices/identifier-rules.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';

/**
 * The serial that a device shows after its mainboard was changed; nothing where it is the same.
 * @throws Invalid another device has it
 */
export async function newSerial(
  ctx: Ctx,
  device: { id: string; serial: string; home: string },
  typed: string,
): Promise<Change> {
  const serial = normalizeSerial(typed);
  if (serial === '' || serial === device.serial) return null;
  if (serial.length > 64) throw new Invalid({ serial: 'At most 64 characters' });
  const holder = await ctx.db.first<{ device: string }>({
    sql: "SELECT device FROM identifiers WHERE kind = 'serial' AND value = ? AND withdrawn_at IS NULL",
    parameters: [serial],
  });
  if (holder && holder.device !== device.id) throw new Invalid({ serial: 'Another device has this serial' });
  return [
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
}
