import type { DeviceState } from './forms.ts';
import { normalizeSerial, normalizeTag, spreadsheetDamage } from './identifier-rules.ts';

const DAMAGE: Readonly<Record<NonNullable<ReturnType<typeof spreadsheetDamage>>, string>> = {
  exponent: 'A spreadsheet has turned this into a rounded number: read it from the device',
  rounded: 'A spreadsheet has rounded this number: read it from the device',
  decimal: 'A spreadsheet has added a decimal point: read it from the device',
  date: 'A spreadsheet has turned this into a date: read it from the device',
  overflow: 'The column was too narrow when this was copied: read it from the device',
};

/** A typed tag or serial as it is kept, or what is wrong with it, in words. */
export function readIdentifier(
  kind: 'tag' | 'serial',
  typed: string,
): { value: string } | { problem: string } {
  const damage = spreadsheetDamage(typed);
  if (damage) return { problem: DAMAGE[damage] };
  const value = kind === 'tag' ? normalizeTag(typed) : normalizeSerial(typed);
  if (value.length > 64) return { problem: 'At most 64 characters' };
  if (typed.trim() !== '' && value === '') return { problem: `This is not a ${kind}` };
  return { value };
}

/** What can be done to a device that changes its state. */
export type Fate = 'lose' | 'find' | 'retire' | 'dispose' | 'restore';

const FATES: Readonly<Record<Fate, readonly DeviceState[]>> = {
  lose: ['in_service', 'retired'],
  find: ['lost', 'stolen'],
  retire: ['in_service', 'lost', 'stolen'],
  dispose: ['retired', 'lost', 'stolen'],
  restore: ['retired', 'disposed'],
};

/** Whether a device in this state can be lost, found, retired, disposed of or taken back into service. */
export function canBe(fate: Fate, state: DeviceState): boolean {
  return FATES[fate].includes(state);
}

/** The changes of state that a screen may offer. */
export function fatesOf(state: DeviceState): Fate[] {
  return (Object.keys(FATES) as Fate[]).filter((fate) => canBe(fate, state));
}

/** What the person may do about a device: do it, ask for it, or nothing. */
export type Say = 'do' | 'propose' | null;

/** How a device was found, where that was not by what stands on it now. */
export type FoundBy = 'former tag' | 'former serial' | 'joined record' | null;

/**
 * @param ref as it stood in the URL
 * @param identifiers of the device, former ones too
 */
export function foundBy(
  ref: string,
  device: { id: string },
  identifiers: readonly { kind: string; value: string; toAt: string | null }[],
): FoundBy {
  if (ref === device.id) return null;
  const tag = normalizeTag(ref);
  const serial = normalizeSerial(ref);
  const named = identifiers.filter((one) => one.value === (one.kind === 'tag' ? tag : serial));
  if (named.length === 0) return 'joined record';
  if (named.some((one) => one.toAt === null)) return null;
  return named[0]?.kind === 'tag' ? 'former tag' : 'former serial';
}
